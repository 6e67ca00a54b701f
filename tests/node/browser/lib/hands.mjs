// The two ways to work a page: pointing at things, and the keyboard alone. A journey is written once and walked by both.

import { faults, tab } from './focus.mjs';
import { Wrong, nothing } from './report.mjs';

// Works the page by pointing. Everything is found by its role and its name, as somebody who hears the page finds it.
export class Pointer {
  constructor(page) {
    this.page = page;
  }

  async follow(name) {
    await this.page.getByRole('link', { name, exact: true }).first().click();
  }

  async press(name) {
    await this.page.getByRole('button', { name, exact: true }).first().click();
  }

  async fill(label, text) {
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  async choose(group, option) {
    await this.page.getByRole('group', { name: group }).getByLabel(option, { exact: true }).check();
  }

  async select(label, option) {
    await this.page.getByLabel(label, { exact: true }).selectOption({ label: option });
  }
}

// Works the page with Tab, Enter, Space and the arrows. On the way it looks whether the focus can be seen.
export class Keyboard {
  // How many stops before something is taken to be out of reach.
  static MOST = 200;

  constructor(page) {
    this.page = page;
  }

  async follow(name) {
    await this.#reach(this.page.getByRole('link', { name, exact: true }).first(), `the link «${name}»`);
    await this.page.keyboard.press('Enter');
  }

  async press(name) {
    await this.#reach(this.page.getByRole('button', { name, exact: true }).first(), `the button «${name}»`);
    await this.page.keyboard.press('Space');
  }

  async fill(label, text) {
    await this.#reach(this.page.getByLabel(label, { exact: true }), `the field «${label}»`);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  async choose(group, option) {
    const choices = this.page.getByRole('group', { name: group }).locator('input');
    const wanted = this.page.getByRole('group', { name: group }).getByLabel(option, { exact: true });
    if ((await wanted.getAttribute('type')) === 'checkbox') {
      await this.#reach(wanted, `the box «${option}»`);
      if (!(await wanted.isChecked())) await this.page.keyboard.press('Space');
      return;
    }
    await this.#reach(choices, `the choice «${group}»`);
    await this.page.keyboard.press('Space');
    for (let left = await choices.count(); left > 0 && !(await wanted.isChecked()); left -= 1) {
      await this.page.keyboard.press('ArrowDown');
    }
    if (!(await wanted.isChecked())) throw new Wrong(`the arrows do not reach «${option}»`);
  }

  async select(label, option) {
    const list = this.page.getByLabel(label, { exact: true });
    await this.#reach(list, `the list «${label}»`);
    const place = await list.evaluate((element, wanted) => [...element.options].findIndex(({ text }) => text === wanted), option);
    await this.page.keyboard.press('Home');
    for (let left = place; left > 0; left -= 1) await this.page.keyboard.press('ArrowDown');
    const chosen = await list.evaluate((element) => element.selectedOptions[0]?.text);
    if (chosen !== option) throw new Wrong(`the arrows choose «${chosen}» in «${label}», not «${option}»`);
  }

  // Presses Tab until one of these has the focus.
  async #reach(wanted, what) {
    await wanted.first().waitFor();
    const wrong = [];
    for (let stops = 0; stops < Keyboard.MOST; stops += 1) {
      const here = await tab(this.page);
      if (!here) continue;
      wrong.push(...faults(here));
      if (await wanted.evaluateAll((elements) => elements.includes(document.activeElement))) {
        nothing(`on the way to ${what}`, wrong);
        return;
      }
    }
    throw new Wrong(`Tab does not reach ${what}`);
  }
}
