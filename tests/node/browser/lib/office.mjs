// Who works where: browsers in which somebody is signed in, and files that a check needs.

import { PATIENCE } from './chromium.mjs';
import { noteShifts } from './layout.mjs';
import { watch } from './watch.mjs';

export const EMMEN = 'gemeente Emmen';
export const DRENTHE = 'provincie Drenthe';
export const HUNZE_EN_AAS = "waterschap Hunze en Aa's";

const LONG_NAME = 'Hottentottententententoonstellingsmakersgildebestuursledenvergadering en Zonen, '
  + 'Exploitatiemaatschappij voor Buitengewoon Langgerekte Samenstellingen te Nieuw-Schoonebeek en Omstreken (Zuid) B.V.';

// A browser on a demonstration, with a context (cookies, kept files) for each person.
export class Office {
  #browser;
  #cookies = new Map();
  #files = new Map();
  #long;

  constructor(browser, program) {
    this.#browser = browser;
    this.program = program;
    this.origin = program.origin;
  }

  // Opens a window in which nobody is signed in.
  async window(options = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.origin,
      locale: 'nl-NL',
      timezoneId: 'Europe/Amsterdam',
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    const seen = watch(context, this.origin);
    if (options.javaScriptEnabled !== false) await context.addInitScript(noteShifts);
    const page = await context.newPage();
    // Held for as long as the window is there: what it sets (the size of letters) is gone when it ends.
    const line = await context.newCDPSession(page);
    return { context, page, seen, line };
  }

  // Opens a window in which somebody with a role of the demonstration is signed in.
  async windowOf(role, party = EMMEN, options = {}) {
    const who = `${role} van ${party}`;
    if (!this.#cookies.has(who)) {
      const { context, page } = await this.window();
      await signIn(page, role, party);
      this.#cookies.set(who, await context.cookies());
      await context.close();
    }
    const window = await this.window(options);
    await window.context.addCookies(this.#cookies.get(who));
    return window;
  }

  // Asks the API something as somebody of the demonstration, and returns the answer.
  async ask(who, path, body, headers = {}) {
    const response = await fetch(`${this.origin}/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${this.program.tokens[who]}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  }

  // Returns the id of a file of the demonstration.
  async fileId(name, who = 'gemeente-emmen behandelaar') {
    if (this.#files.size === 0) {
      const { items } = await this.ask(who, '/dossiers?limiet=50');
      for (const { id, naam } of items) this.#files.set(naam, id);
    }
    if (!this.#files.has(name)) throw new Error(`no file «${name}»; there are ${[...this.#files.keys()].join(', ')}`);
    return this.#files.get(name);
  }

  // Makes a file with a name that is longer than any window, once, and returns its id.
  async longFile() {
    this.#long ??= this.ask('waterschap-hunze-en-aas behandelaar', '/dossiers', {
      aanvraag: {
        soort: 'vastgoed-verhuur',
        gebeurtenis: 'nieuw',
        ontvangenOp: new Date().toISOString().slice(0, 10),
        betrokkene: { soort: 'rechtspersoon', naam: LONG_NAME },
        feiten: {},
      },
    });
    return (await this.#long).id;
  }
}

// Signs in by choosing a role on the sign-in page of the demonstration.
export async function signIn(page, role, party = EMMEN) {
  await page.goto('/aanmelden');
  // The roles of other organisations than the first are folded away.
  const others = page.locator('summary', { hasText: `Rollen van ${party}` });
  if (await others.count()) await others.click();
  await page.getByRole('button', { name: `${role} van ${party}`, exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/aanmelden'));
}
