// Tips between bodies by their pages: what an officer fills in, and the second officer that each of them takes.

import { PATIENCE } from './chromium.mjs';
import { field } from './group.mjs';
import { DRENTHE, EMMEN } from './office.mjs';

export const OFFICER = 'Tipbehandelaar';
export const SECOND = 'Tweede tipbehandelaar';

export const OWN_BODY = '/tips/sleutels/organisatie';
export const KEYS = '/tips/sleutels';
export const NEW_PARTNER = '/tips/partners/nieuw';
export const NEW_TIP = '/tips/nieuw';
export const LETTER_IN = '/tips/brief';
export const REPORT = '/tips/afletterlijst';

// The bodies that exchange. A number of the demonstration is nobody's.
export const BODIES = {
  emmen: { party: EMMEN, oin: '00000001001234500001', name: 'Gemeente Emmen', organs: ['burgemeester', 'college'] },
  drenthe: { party: DRENTHE, oin: '00000001001234500002', name: 'Provincie Drenthe', organs: ['gs'] },
};

// The tip that Emmen gives: about somebody on a file of Drenthe.
export const SUBJECT = 'Wegenbouw Imaginair B.V.';
const TIP = {
  wie: 'rechtspersoon',
  naam: SUBJECT,
  soort: 'overheidsopdracht',
  activiteit: 'onderhoud van provinciale wegen',
  gemeente: 'Emmen',
  strekking: 'mogelijkheid-eigen-onderzoek',
  urgentie: 'geen',
  functie: 'coördinator Bibob',
  bereikbaarheid: '0591 000 000',
};

// Fills in fields by their names.
export async function fillIn(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const first = field(page, name).first();
    const kind = await first.evaluate((element) => element.type);
    if (kind === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === 'select-one') await first.selectOption(value);
    else await first.fill(value);
  }
}

// Opens a page, fills in a form of it and sends it; the page that comes says that it was taken.
export async function take(page, address, values, button) {
  await page.goto(address);
  await fillIn(page, values);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.locator('.dw-melding').waitFor();
}

// Lays down what a body is, which makes its keys; returns the fingerprint that it reads out and its public key.
export async function ownBody(page, body) {
  await take(page, OWN_BODY, agreed(body), 'Vastleggen');
  return { ...body, fingerprint: await page.locator('#vingerafdruk').innerText(), key: await page.locator('#openbaar').innerText() };
}

// Proposes a body as a partner.
export function propose(page, body) {
  const { oin, soort, organen, eindpunt, suite } = agreed(body);
  const values = { oin, naam: body.name, soort, organen, pastWetToe: 'ja', weg: 'systeem', eindpunt, suite, ondertekensleutel: body.key };
  return take(page, NEW_PARTNER, values, 'Partner voorstellen');
}

// Approves a partner, by what it read out.
export function approve(page, body) {
  return take(page, `/tips/partners/${body.oin}`, { vingerafdruk: body.fingerprint }, 'Partner goedkeuren');
}

// Writes a tip for a body, and returns the address of its page.
export async function writeTip(page, { oin, organs }, values = {}) {
  await take(page, NEW_TIP, { ontvanger: `${oin} ${organs[0]}`, ...TIP, ...values }, 'Concept vastleggen');
  return new URL(page.url()).pathname;
}

// Opens a page again until something is on it: the worker brings it in its own time.
export async function until(page, address, find) {
  const last = Date.now() + PATIENCE;
  for (;;) {
    await page.goto(address);
    if (await find(page).count()) return;
    if (Date.now() > last) throw new Error(`${address} does not come to say what it should`);
    await page.waitForTimeout(200);
  }
}

function agreed({ oin, organs, door = 'https://bibob.example' }) {
  return { oin, soort: 'bestuursorgaan', organen: organs.join('\n'), eindpunt: `${door}/${oin}/bibob/v1`, suite: 'ec' };
}
