// Tips: our own keys, partners, the lists, and a tip in each of its states, between two parties of the installation.

import { DRENTHE, HUNZE_EN_AAS } from '../lib/office.mjs';
import {
  BODIES, KEYS, LETTER_IN, NEW_PARTNER, NEW_TIP, OFFICER, OWN_BODY, REPORT, SECOND, fillIn,
} from '../lib/tips.mjs';
import { PROPOSED, exchange, ownKeys, proposal } from '../lib/tipdesk.mjs';
import { at } from './ways.mjs';

const SENT = '/tips/verzonden/{tipId}';
const RECEIVED = '/tips/ontvangen/{tipId}';
const PARTNER = `/tips/partners/${BODIES.drenthe.oin}`;
const TO_APPROVE = `/tips/partners/${PROPOSED}`;

export const tips = [
  {
    name: 'tips-ontvangen',
    route: '/tips',
    role: OFFICER,
    states: {
      leeg: { party: HUNZE_EN_AAS, open: at('/tips') },
      normaal: { party: DRENTHE, open: after(exchange, '/tips') },
    },
  },
  {
    name: 'tips-verzonden',
    route: '/tips/verzonden',
    role: OFFICER,
    states: {
      leeg: { party: HUNZE_EN_AAS, open: at('/tips/verzonden') },
      normaal: { open: after(exchange, '/tips/verzonden') },
    },
  },
  {
    name: 'tip-nieuw',
    route: NEW_TIP,
    role: OFFICER,
    states: {
      'zonder-partner': { party: HUNZE_EN_AAS, open: at(NEW_TIP) },
      normaal: { open: after(exchange, NEW_TIP) },
      fouten: { open: empty(after(exchange, NEW_TIP), 'Concept vastleggen'), status: 400 },
    },
  },
  {
    name: 'tip-brief',
    route: LETTER_IN,
    role: OFFICER,
    states: {
      'zonder-partner': { party: HUNZE_EN_AAS, open: at(LETTER_IN), looks: 'few' },
      normaal: { open: after(exchange, LETTER_IN) },
      fouten: { open: empty(after(exchange, LETTER_IN), 'Tip vastleggen'), status: 400 },
    },
  },
  {
    name: 'tip-verzending',
    route: SENT,
    role: OFFICER,
    states: {
      concept: { open: sent('concept') },
      'vrij-te-geven': { role: SECOND, open: sent('concept'), looks: 'few' },
      bezorgd: { open: sent('delivered') },
      'met-vraag': { open: sent('asked'), looks: 'few' },
      antwoord: { role: SECOND, open: sent('answered') },
      'niet-bevoegd': { open: sent('sentBack') },
      ingetrokken: { open: sent('withdrawn'), looks: 'few' },
      'brief-te-posten': { open: sent('letter') },
      'brief-gepost': { open: sent('posted'), looks: 'few' },
      fouten: { open: empty(sent('letter'), 'Verzending vastleggen'), status: 400 },
    },
  },
  {
    name: 'tip-herschrijven',
    route: `${SENT}/herschrijven`,
    role: OFFICER,
    states: {
      normaal: { open: sent('concept', '/herschrijven') },
      fouten: { open: rewrittenToNobody, status: 400 },
    },
  },
  {
    name: 'tip-antwoord',
    route: `${SENT}/antwoord-schrijven`,
    role: OFFICER,
    states: {
      normaal: { open: sent('asked', '/antwoord-schrijven') },
      fouten: { open: answeredWithoutKind, status: 400, looks: 'few' },
    },
  },
  {
    name: 'tip-ontvangst',
    route: RECEIVED,
    role: OFFICER,
    party: DRENTHE,
    states: {
      ontvangen: { open: received('delivered') },
      'in-beoordeling': { open: received('takenUp') },
      kandidaten: { open: received('known') },
      gekozen: { open: chosen, looks: 'few' },
      'te-koppelen': { open: received('accepted') },
      'niet-bevoegd': { open: received('sentBack'), looks: 'few' },
      ingetrokken: { open: received('withdrawn'), looks: 'few' },
      fouten: { open: empty(received('takenUp'), 'Tip aanvaarden'), status: 400 },
    },
  },
  {
    name: 'tip-kandidaat',
    route: `${RECEIVED}/kandidaten/{partijId}`,
    role: OFFICER,
    party: DRENTHE,
    states: {
      normaal: { open: candidate },
      fouten: { open: empty(candidate, 'Besluit vastleggen'), status: 400 },
    },
  },
  {
    name: 'tip-sleutels',
    route: KEYS,
    role: OFFICER,
    states: {
      leeg: { party: HUNZE_EN_AAS, open: at(KEYS) },
      normaal: { open: after(ownKeys, KEYS) },
    },
  },
  {
    name: 'tip-organisatie',
    route: OWN_BODY,
    role: OFFICER,
    states: {
      leeg: { party: HUNZE_EN_AAS, open: at(OWN_BODY) },
      normaal: { open: after(ownKeys, OWN_BODY), looks: 'few' },
      fouten: { open: withoutNumber, status: 400 },
    },
  },
  {
    name: 'tip-partners',
    route: '/tips/partners',
    role: OFFICER,
    states: {
      leeg: { party: HUNZE_EN_AAS, open: at('/tips/partners') },
      normaal: { open: after(proposal, '/tips/partners') },
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
      voorgesteld: { role: SECOND, open: after(proposal, TO_APPROVE) },
      'eigen-voorstel': { open: after(proposal, TO_APPROVE), looks: 'few' },
      actief: { open: after(exchange, PARTNER) },
      fouten: { open: empty(after(proposal, TO_APPROVE), 'Voorstel afwijzen'), status: 400 },
      'andere-vingerafdruk': { role: SECOND, open: heardOtherwise, status: 409, looks: 'few' },
    },
  },
  {
    name: 'tip-partner-wijzigen',
    route: '/tips/partners/{oin}/wijzigen',
    role: OFFICER,
    states: { normaal: { open: after(exchange, `${PARTNER}/wijzigen`) } },
  },
  {
    name: 'tip-spoor',
    route: '/tips/spoor',
    role: OFFICER,
    states: {
      leeg: { party: HUNZE_EN_AAS, open: at('/tips/spoor'), looks: 'few' },
      normaal: { open: after(exchange, '/tips/spoor') },
      nagerekend: { open: checkedTrail, looks: 'few' },
    },
  },
  {
    name: 'tip-afletterlijst',
    route: REPORT,
    role: OFFICER,
    states: {
      normaal: { open: at(REPORT) },
      lijst: { open: listed },
      fouten: { open: empty(at(REPORT), 'Lijsten vergelijken'), status: 400 },
    },
  },
];

// Opens an address as it is once something was made.
function after(make, address) {
  return async (page, office) => {
    await make(office);
    return address;
  };
}

// Opens a tip in a state at the body that gives it.
function sent(state, below = '') {
  return async (page, office) => (await exchange(office)).sent[state] + below;
}

// Opens a tip in a state at the body that gets it.
function received(state) {
  return async (page, office) => (await exchange(office)).received[state];
}

// Opens who on a file may be the one that a tip is about.
async function candidate(page, office) {
  await page.goto(await received('known')(page, office));
  return page.getByRole('link', { name: /^Naast elkaar/ }).first().getAttribute('href');
}

// Opens a tip with the file of a candidate filled in where it is judged.
async function chosen(page, office) {
  await page.goto(await received('known')(page, office));
  return page.getByRole('link', { name: /^Kies dit dossier/ }).first().getAttribute('href');
}

// Sends a form as it comes, without what it asks.
function empty(open, button) {
  return async (page, office) => {
    await page.goto(await open(page, office));
    await refused(page, button);
  };
}

async function refused(page, button) {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('alert').first().waitFor();
}

// What was kept before stands in the form: its number is taken out.
async function withoutNumber(page, office) {
  await ownKeys(office);
  await page.goto(OWN_BODY);
  await fillIn(page, { oin: '' });
  await refused(page, 'Vastleggen');
}

async function heardOtherwise(page, office) {
  await proposal(office);
  await page.goto(TO_APPROVE);
  await fillIn(page, { vingerafdruk: '0000 1111' });
  await refused(page, 'Partner goedkeuren');
}

// A tip that says both of a person and of a legal person who it is about.
async function rewrittenToNobody(page, office) {
  await page.goto(await sent('concept', '/herschrijven')(page, office));
  await fillIn(page, { achternaam: 'Verzonnen', kvk: '12', straat: 'Verzonnenlaan 1' });
  await refused(page, 'Concept vastleggen');
}

async function answeredWithoutKind(page, office) {
  await page.goto(await sent('asked', '/antwoord-schrijven')(page, office));
  await fillIn(page, { activiteit: '', gemeente: '' });
  await refused(page, 'Antwoord vastleggen');
}

async function checkedTrail(page, office) {
  await exchange(office);
  await page.goto('/tips/spoor');
  await page.getByRole('button', { name: 'Controleer nu' }).click();
  await page.getByText('Alles klopt.').waitFor();
}

async function listed(page, office) {
  await exchange(office);
  await page.goto(REPORT);
  await page.locator('[name=partner]').selectOption(BODIES.drenthe.oin);
  await page.locator('[name=maand]').selectOption({ index: 0 });
  await page.getByRole('button', { name: 'Lijst maken' }).click();
  await page.getByRole('button', { name: 'Ondertekende lijst voor de partner' }).waitFor();
}
