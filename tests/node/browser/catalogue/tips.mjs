// Tips: our own keys, a partner that is proposed, and the lists. Releasing and approving take a second tip officer.

import { at } from './ways.mjs';

const OFFICER = 'Tipbehandelaar';
const LONG = 'Hottentottententententoonstellingsmakersgildebestuursledenvergadering en Zonen';
const OWN_BODY = '/tips/sleutels/organisatie';
const NEW_PARTNER = '/tips/partners/nieuw';
const OIN = '00000001001234500002';
const PARTNER = `/tips/partners/${OIN}`;

export const tips = [
  {
    name: 'tips-ontvangen',
    route: '/tips',
    role: OFFICER,
    states: { leeg: { open: at('/tips') } },
  },
  {
    name: 'tips-verzonden',
    route: '/tips/verzonden',
    role: OFFICER,
    states: { leeg: { open: at('/tips/verzonden') } },
  },
  {
    name: 'tip-nieuw',
    route: '/tips/nieuw',
    role: OFFICER,
    states: { 'zonder-partner': { open: at('/tips/nieuw') } },
  },
  {
    name: 'tip-sleutels',
    route: '/tips/sleutels',
    role: OFFICER,
    states: {
      leeg: { open: at('/tips/sleutels') },
      normaal: { open: after(ownBody, '/tips/sleutels') },
    },
  },
  {
    name: 'tip-organisatie',
    route: OWN_BODY,
    role: OFFICER,
    states: {
      normaal: { open: at(OWN_BODY) },
      fouten: { open: withoutNumber, status: 400 },
    },
  },
  {
    name: 'tip-partners',
    route: '/tips/partners',
    role: OFFICER,
    states: {
      leeg: { open: at('/tips/partners') },
      normaal: { open: after(partner, '/tips/partners') },
    },
  },
  {
    name: 'tip-partner-nieuw',
    route: NEW_PARTNER,
    role: OFFICER,
    states: {
      normaal: { open: at(NEW_PARTNER) },
      fouten: { open: empty(at(NEW_PARTNER), 'Partner voorstellen'), status: 400 },
    },
  },
  {
    name: 'tip-partner',
    route: '/tips/partners/{oin}',
    role: OFFICER,
    states: {
      voorgesteld: { open: after(partner, PARTNER) },
      fouten: { open: empty(after(partner, PARTNER), 'Voorstel afwijzen'), status: 400 },
    },
  },
  {
    name: 'tip-partner-wijzigen',
    route: '/tips/partners/{oin}/wijzigen',
    role: OFFICER,
    states: { normaal: { open: after(partner, `${PARTNER}/wijzigen`) } },
  },
  {
    name: 'tip-spoor',
    route: '/tips/spoor',
    role: OFFICER,
    states: { normaal: { open: after(ownBody, '/tips/spoor') } },
  },
  {
    name: 'tip-afletterlijst',
    route: '/tips/afletterlijst',
    role: OFFICER,
    states: {
      normaal: { open: at('/tips/afletterlijst') },
      fouten: { open: empty(at('/tips/afletterlijst'), 'Lijsten vergelijken'), status: 400 },
    },
  },
];

const made = new Map();

// Makes something once.
function once(name, make) {
  if (!made.has(name)) made.set(name, make());
  return made.get(name);
}

// Opens an address as it is once something was made.
function after(make, address) {
  return async (page, office) => {
    await make(office);
    return address;
  };
}

// Sends a form as it comes, without what it asks.
function empty(open, button) {
  return async (page, office) => {
    await page.goto(await open(page, office));
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('alert').first().waitFor();
  };
}

// What was kept before stands in the form: its number is taken out.
async function withoutNumber(page) {
  await page.goto(OWN_BODY);
  await page.locator('[name=oin]').fill('');
  await page.getByRole('button', { name: 'Vastleggen', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
}

// Fills in a form in a window of the officer and sends it.
async function sent(office, address, fields, button) {
  const { context, page } = await office.windowOf(OFFICER);
  await page.goto(address);
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((element) => element.type);
    if (kind === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.locator('.dw-melding').waitFor();
  await context.close();
}

// The own body, with its keys.
function ownBody(office) {
  return once('own body', () => sent(office, OWN_BODY, {
    oin: '00000001001234500001',
    soort: 'bestuursorgaan',
    organen: 'burgemeester\ncollege',
    eindpunt: 'https://emmen.bibob.example/bibob/v1',
    suite: 'ec',
  }, 'Vastleggen'));
}

// A partner that waits for a second officer.
function partner(office) {
  return once('partner', async () => {
    await ownBody(office);
    await sent(office, NEW_PARTNER, {
      oin: OIN,
      naam: `Gemeente ${LONG}`,
      soort: 'bestuursorgaan',
      organen: 'burgemeester\ncollege',
      pastWetToe: 'ja',
      weg: 'brief',
    }, 'Partner voorstellen');
  });
}
