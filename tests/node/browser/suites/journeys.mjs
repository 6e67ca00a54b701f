// What people come to do, from signing in to signing out.

import { signIn } from '../lib/office.mjs';
import { Keyboard, Pointer } from '../lib/hands.mjs';
import { tab } from '../lib/focus.mjs';
import { nothing, same } from '../lib/report.mjs';

// Walks the main journey by pointing.
export function byPointer({ office, report }) {
  return walk({ office, report, name: 'pointer', makeHand: (page) => new Pointer(page) });
}

// Walks it with the keyboard alone.
export async function byKeyboard({ office, report }) {
  await report.check('the first stop skips the menu', () => skips(office));
  await walk({ office, report, name: 'keyboard', makeHand: (page) => new Keyboard(page) });
}

// Walks it in a browser that runs no script.
export function withoutScript({ office, report }) {
  return walk({ office, report, name: 'no script', makeHand: (page) => new Pointer(page), options: { javaScriptEnabled: false } });
}

async function walk({ office, report, name, makeHand, options = {} }) {
  const { context, page, seen } = await office.window(options);
  const hand = makeHand(page);
  for (const [step, act] of STEPS) {
    // Behind a step that failed stands a page that the next one does not know.
    if (!(await report.check(`${name}: ${step}`, () => act({ hand, page })))) break;
  }
  await report.check(`${name}: complaints`, () => nothing('the browser complains', [...seen.complaints]));
  await context.close();
}

const KIND = 'Exploitatievergunning voor een openbare inrichting';
const OUTCOME = 'Bibob-toets verplicht';
const NAME = 'Eetcafé Het Proefkonijn B.V.';

const STEPS = [
  ['sign in', async ({ hand, page }) => {
    await page.goto('/');
    await hand.press('Vergunningverlener van gemeente Emmen');
    await isAt(page, '/werkvoorraad', 'Werkvoorraad');
  }],
  ['the application, explained', async ({ hand, page }) => {
    await hand.follow('Nieuw dossier');
    await isAt(page, '/dossiers/nieuw', 'Nieuw dossier');
    await hand.select('Soort aanvraag', KIND);
    await hand.fill('Ontvangen op', today());
    await hand.press('Uitleg bijwerken');
    await page.getByRole('heading', { name: OUTCOME }).waitFor();
    same('kind is kept', await page.getByLabel('Soort aanvraag').evaluate((list) => list.selectedOptions[0].text), KIND);
  }],
  ['the person concerned', async ({ hand, page }) => {
    await hand.press('Verder naar betrokkene');
    await isAt(page, '/dossiers/nieuw/betrokkene', 'Nieuw dossier');
    await hand.choose('Wat voor persoon is de betrokkene?', 'Rechtspersoon, zoals een bv of stichting');
    await hand.fill('Naam', NAME);
    await hand.fill('KvK-nummer (niet verplicht)', '12345678');
    await hand.fill('Straat', 'Verzonnen Plein');
    await hand.fill('Huisnummer met toevoeging', '7a');
    await hand.fill('Postcode', '7811 AB');
    await hand.fill('Plaats', 'Emmen');
  }],
  ['a last look, and the file is made', async ({ hand, page }) => {
    await hand.press('Verder naar nakijken');
    await isAt(page, '/dossiers/nieuw/nakijken', 'Nieuw dossier');
    await hand.press('Dossier maken');
    await page.waitForURL(/\/dossiers\/[0-9a-f-]{36}$/);
    same('heading', await title(page), NAME);
    same('message', await message(page), 'Het dossier is gemaakt en het toepassingsbereik is vastgelegd.');
  }],
  ['the letter that asks for the questionnaire', async ({ hand, page }) => {
    await hand.follow('Vragenlijst');
    await page.getByRole('heading', { level: 2, name: 'Vragenlijst' }).waitFor();
    await hand.follow('Verzending vastleggen');
    same('start of the letter', await startOf(page.getByRole('link', { name: 'Bekijk de brief (pdf)' })), '%PDF-');
    await hand.press('Verzending vastleggen');
    same('message', await message(page), 'De stap is vastgelegd.');
    await page.getByRole('heading', { level: 2, name: 'Wacht op de vragenlijst' }).waitFor();
  }],
  ['the file is in the work list', async ({ hand, page }) => {
    await hand.follow('Werkvoorraad');
    await isAt(page, '/werkvoorraad', 'Werkvoorraad');
    await hand.follow(NAME);
    same('heading', await title(page), NAME);
  }],
  ['sign out', async ({ hand, page }) => {
    await hand.press('Afmelden');
    await isAt(page, '/aanmelden', 'Aanmelden');
    same('message', await message(page), 'U bent afgemeld.');
    await page.goto('/werkvoorraad');
    same('address', new URL(page.url()).pathname, '/aanmelden');
  }],
];

// Returns the first signs of what a link leads to. A browser without a window saves a PDF and shows nothing of it.
function startOf(link) {
  return link.evaluate(async ({ href }) => (await (await fetch(href)).text()).slice(0, 5));
}

function title(page) {
  return page.getByRole('heading', { level: 1 }).innerText();
}

function message(page) {
  return page.locator('.dw-melding').innerText();
}

// Today as somebody types it. The program counts days in Dutch time.
function today() {
  return new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', day: '2-digit', month: '2-digit', year: 'numeric' }).format(new Date());
}

// Waits for a page, and fails when its heading is another one.
async function isAt(page, path, heading) {
  await page.waitForURL((url) => url.pathname === path);
  same('heading', await title(page), heading);
}

async function skips(office) {
  const { context, page } = await office.window();
  await signIn(page, 'Vergunningverlener');
  await page.goto('/werkvoorraad');
  same('first stop', (await tab(page)).name, 'Naar de inhoud');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'inhoud');
  await tab(page);
  same('the stop after that is in the content', await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), true);
  await context.close();
}
