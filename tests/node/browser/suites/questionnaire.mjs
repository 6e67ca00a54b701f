// The catering form of a company with two shareholders and three loans, filled in on a phone without script: what the full example
// says, page by page; then repaired, and complete; and on to an assessed file.

import { readFileSync } from 'node:fs';

import { enter, invite } from '../lib/applicant.mjs';
import { fitsItsWidth } from '../lib/layout.mjs';
import { nothing, same } from '../lib/report.mjs';
import { assessment } from './assessment.mjs';

const EXAMPLE = JSON.parse(readFileSync(new URL('../../../fixtures/questionnaire/horeca-volledig.json', import.meta.url), 'utf8'));
const PDF = { name: 'stuk.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 verzonnen\n') };
const PHONE = { viewport: { width: 320, height: 640 }, javaScriptEnabled: false };
// The most pages; more means that the form goes in circles.
const MOST = 200;

export async function questionnaire({ office, report }) {
  const invited = await invite(office);
  const phone = await office.window(PHONE);
  const walk = new Walk(phone.page);
  let own;
  const steps = [
    ['in with the link and the code', async () => { own = await enter(phone.page, invited); }],
    ['warned before the end, and let stay', () => isWarned(office, phone.page)],
    ['every page, without one document', () => walk.all({ without: 1 })],
    ['signed and handed in, and told what is missing', () => sign(phone.page, /ontbreekt/)],
    ['the officer sees exactly that, and asks for it', () => askRepair(office, invited)],
    ['back with number and codes', () => comeBack(phone.page, invited, own)],
    ['what was missing', () => walk.all({ without: 0 })],
    ['signed again, and complete', () => sign(phone.page, /Er ontbreekt niets/)],
    ['the file is complete, with the term of Awb 4:15', () => isComplete(office, invited)],
    ...assessment(office, invited),
  ];
  for (const [name, act] of steps) if (!(await report.check(name, act))) break;
  await report.check('complaints', () => nothing('the browser complains', [...phone.seen.complaints]));
  await phone.context.close();
}

// Goes through the form as somebody who has the example before them.
class Walk {
  // From a name in the example to the name that the program gave.
  #keys = new Map();

  constructor(page) {
    this.page = page;
  }

  async all({ without }) {
    this.without = without;
    await this.page.goto('/formulier/stappen');
    await this.page.getByRole('link', { name: 'Naar de volgende stap' }).click();
    for (let pages = 0; pages < MOST; pages += 1) {
      const path = new URL(this.page.url()).pathname;
      if (path === '/formulier/nakijken') return;
      const before = await this.asked();
      await this.fill();
      await fitsItsWidth(this.page, 16);
      // With more questions now that some are answered, the same page comes back.
      const later = this.page.getByRole('button', { name: 'Later invullen en verder' });
      await this.page.getByRole('button', { name: /^Bewaren en (verder|nakijken)$/ }).click();
      if ((await later.count()) && (await this.asked()).join() === before.join()) await later.click();
    }
    throw new Error('the form does not end');
  }

  async asked() {
    return this.page.locator('input[name=gevraagd]').evaluateAll((fields) => fields.map(({ value }) => value));
  }

  // The block of the page in the example.
  get block() {
    const here = new URL(this.page.url()).pathname.split('/')[3];
    return [...this.#keys].find(([, key]) => key === here)?.[0] ?? here;
  }

  async fill() {
    for (const question of await this.asked()) {
      const answer = EXAMPLE.antwoorden[this.block]?.[question];
      if (Array.isArray(answer) && answer.some((one) => typeof one === 'object')) await this.entries(question, answer);
      else if (Array.isArray(answer)) for (const id of answer) await this.page.locator(`input[name="${question}"][value="${id}"]`).check();
      else if (answer !== undefined) await this.field(question, answer);
      await this.files(question);
    }
  }

  async entries(question, entries) {
    const numbers = () => this.page.locator(`input[name="${question}.regel"]`).evaluateAll((all) => all.map(({ value }) => value));
    for (const [place, entry] of entries.entries()) {
      // The page comes back with what was kept and one entry more.
      if ((await numbers()).length <= place) await this.page.locator(`button[value="nog:${question}"]`).click();
      await this.entry(question, (await numbers())[place], entry);
    }
  }

  async entry(question, nr, entry) {
    for (const [field, text] of Object.entries(entry.velden)) {
      const name = `${question}.${nr}.${field}`;
      if (/^p\d+$/.test(text) && (await this.page.locator(`[name="${name}.soort"]`).count())) await this.person(name, text);
      else await this.field(name, text);
    }
  }

  async person(name, key) {
    const known = this.#keys.get(key);
    const who = this.page.locator(`select[name="${name}.wie"]`);
    if (known && (await who.count())) return void (await who.selectOption(known));
    const { soort, voornamen, naam } = EXAMPLE.personen[key];
    await this.page.locator(`input[name="${name}.soort"][value="${soort}"]`).check();
    await this.page.locator(`input[name="${name}.voornamen"]`).fill(voornamen ?? '');
    await this.page.locator(`input[name="${name}.naam"]`).fill(naam);
    this.#keys.set(key, `p${this.#keys.size + 1}`);
  }

  async field(name, text) {
    const fields = this.page.locator(`[name="${name}"]`);
    if ((await fields.count()) === 0) return;
    const type = await fields.first().getAttribute('type');
    if (type === 'radio' || type === 'checkbox') await this.page.locator(`[name="${name}"][value="${text}"]`).check();
    else await fields.first().fill(text);
  }

  async files(question) {
    const mine = EXAMPLE.bijlagen.filter(({ blok, vraag }) => blok === this.block && vraag === question);
    for (const { regel, bijlage, gedateerd } of mine) {
      const place = `${question}.${regel ?? 0}.${bijlage}`;
      const field = this.page.locator(`input[name="bestand.${place}"]`);
      if ((await field.count()) === 0 || (await field.locator('xpath=..').locator('.dw-file').count())) continue;
      if (this.without > 0) {
        this.without -= 1;
        continue;
      }
      if (gedateerd) await this.field(`datum.${place}`, gedateerd);
      await field.setInputFiles(PDF);
    }
  }
}

// With script: five minutes before the end a polite message, a button that keeps the form open, and what was typed still there.
async function isWarned(office, phone) {
  const { context, page, seen } = await office.window();
  await context.addCookies(await phone.context().cookies());
  await page.clock.install();
  await page.goto('/formulier/stap/betrokkene/wie-bent-u');
  const place = page.locator('#formuliersessie');
  const said = place.getByRole('status');
  const longer = place.getByRole('button', { name: 'Langer doorgaan', exact: true });
  const typed = page.locator('main input[type=text], main textarea').first();
  if (await typed.count()) await typed.fill('nog bezig');
  same('nothing is said yet', await said.innerText(), '');
  await page.clock.fastForward('53:00');
  same('not too early', await longer.isVisible(), false);
  await page.clock.fastForward('02:00');
  await longer.waitFor();
  same('the message', (await said.innerText()).startsWith('Het formulier sluit over enkele minuten.'), true);
  await fitsItsWidth(page, 16);
  await longer.click();
  await place.getByText('U kunt verder.').waitFor();
  same('the button is gone', await longer.isVisible(), false);
  if (await typed.count()) same('what was typed', await typed.inputValue(), 'nog bezig');
  await page.clock.fastForward('01:00:00');
  await place.getByText('Het formulier is gesloten.').waitFor();
  nothing('the browser complains', [...seen.complaints]);
  await context.close();
}

async function sign(page, says) {
  await page.goto('/formulier/ondertekenen');
  await page.getByLabel('Uw naam').fill('B. Zevenkikker');
  await page.getByLabel('Uw functie').fill('bestuurder');
  await page.getByLabel('Plaats').fill('Emmen');
  await page.getByLabel(/naar waarheid/).check();
  await page.getByRole('button', { name: 'Ondertekenen en indienen', exact: true }).click();
  same('heading', await page.getByRole('heading', { level: 1 }).innerText(), 'Uw formulier is ingediend');
  await page.getByText(says).first().waitFor();
}

async function askRepair(office, { file }) {
  const { context, page } = await office.windowOf('Vergunningverlener');
  await page.goto(`/dossiers/${file}/vragenlijst`);
  const missing = await page.locator('h4:has-text("Formeel ontbreekt") + ul > li').allInnerTexts();
  same('what is missing', missing.join('; '), 'Deel 1, «Boekjaren met jaarcijfers»: de bijlage «jaarcijfers over het laatste boekjaar» ontbreekt');
  same('no doubts', await page.getByText('Vragen voor het eigen onderzoek').count(), 0);
  await page.getByRole('link', { name: /^Om aanvulling vragen aan / }).click();
  await page.getByRole('button', { name: 'Aanvulling vragen', exact: true }).click();
  await page.waitForURL(`**/dossiers/${file}/vragenlijst`);
  await context.close();
}

async function comeBack(page, { number, code }, own) {
  await page.context().clearCookies();
  await page.goto('/formulier');
  await page.getByLabel('Formuliernummer').fill(number);
  await page.getByLabel('Code die u van ons kreeg').fill(code);
  await page.getByLabel('Uw terugkeercode').fill(own);
  await page.getByRole('button', { name: 'Verdergaan', exact: true }).click();
  await page.waitForURL('**/formulier/stappen');
}

async function isComplete(office, { file }) {
  const { context, page } = await office.windowOf('Vergunningverlener');
  await page.goto(`/dossiers/${file}/vragenlijst`);
  await page.getByText('Formeel ontbreekt er niets.').waitFor();
  await page.goto(`/dossiers/${file}`);
  const counted = page.locator('details:has(td:text("4:15"))').first();
  await counted.locator('summary').click();
  await counted.getByText(/4:15 lid 1/).first().waitFor();
  await context.close();
}
