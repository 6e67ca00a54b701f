// The administration: accounts, replacement, programs, and what can only be read there.

import { at, sendEmpty } from './ways.mjs';

const ROLE = 'Beheerder';

const plain = ['', '/partijen', '/beleid', '/sjablonen', '/partners'].map((below) => ({
  name: `beheer${below.replace('/', '-')}`,
  route: `/beheer${below}`,
  role: ROLE,
  states: { normaal: { open: at(`/beheer${below}`) } },
}));

export const admin = [
  ...plain,
  {
    name: 'beheer-accounts',
    route: '/beheer/accounts',
    role: ROLE,
    states: { normaal: { open: at('/beheer/accounts') } },
  },
  {
    name: 'beheer-account-nieuw',
    route: '/beheer/accounts/nieuw',
    role: ROLE,
    states: {
      normaal: { open: at('/beheer/accounts/nieuw') },
      fouten: { open: sendEmpty(undefined, '/beheer/accounts/nieuw', 'Account maken'), status: 400 },
      code: { open: newAccount },
    },
  },
  {
    name: 'beheer-account',
    route: '/beheer/accounts/{accountId}',
    role: ROLE,
    states: {
      ander: { open: firstOf('Voorbeeld behandelaar') },
      eigen: { open: firstOf('Voorbeeld beheerder') },
    },
  },
  {
    name: 'beheer-vervanging',
    route: '/beheer/vervanging',
    role: ROLE,
    states: { leeg: { open: at('/beheer/vervanging') } },
  },
  {
    name: 'beheer-vervanging-nieuw',
    route: '/beheer/vervanging/nieuw',
    role: ROLE,
    states: {
      normaal: { open: at('/beheer/vervanging/nieuw') },
      fouten: { open: sendEmpty(undefined, '/beheer/vervanging/nieuw', 'Vervanging vastleggen'), status: 400 },
    },
  },
  {
    name: 'beheer-briefhoofd',
    route: '/beheer/briefhoofd',
    role: ROLE,
    states: { normaal: { open: at('/beheer/briefhoofd') }, fout: { open: wrongLetterhead, status: 400 } },
  },
  {
    name: 'beheer-tekst',
    route: '/beheer/teksten/{sectie}',
    role: ROLE,
    sheet: 40_000,
    states: {
      normaal: { open: at('/beheer/teksten/vragen') },
      fout: { open: wrongText, status: 400 },
      voorstel: { open: proposedText },
    },
  },
  {
    name: 'beheer-risico',
    route: '/beheer/risico',
    role: ROLE,
    states: { normaal: { open: at('/beheer/risico') } },
  },
  {
    name: 'beheer-risico-nieuw',
    route: '/beheer/risico/nieuw',
    role: ROLE,
    states: {
      normaal: { open: at('/beheer/risico/nieuw') },
      fouten: { open: sendEmpty(undefined, '/beheer/risico/nieuw', 'Concept bewaren'), status: 400 },
    },
  },
  {
    name: 'beheer-risico-concept',
    route: '/beheer/risico/{conceptId}',
    role: ROLE,
    states: { proef: { open: draftOfRisk } },
  },
  {
    name: 'beheer-programmas',
    route: '/beheer/programmas',
    role: ROLE,
    states: { normaal: { open: at('/beheer/programmas') } },
  },
  {
    name: 'beheer-programma-nieuw',
    route: '/beheer/programmas/nieuw',
    role: ROLE,
    states: {
      normaal: { open: at('/beheer/programmas/nieuw') },
      fouten: { open: sendEmpty(undefined, '/beheer/programmas/nieuw', 'Token maken'), status: 400 },
    },
  },
];

// Makes an account, and stays on the page that shows its code once.
async function newAccount(page) {
  await page.goto('/beheer/accounts/nieuw');
  await page.getByLabel('Naam').fill('Alida Verzonnen');
  await page.getByLabel('E-mailadres').fill('a.verzonnen@emmen.example');
  await page.getByRole('group', { name: 'Rol' }).getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Account maken' }).click();
  await page.getByText('Dit wordt één keer getoond.').waitFor();
}

// Keeps a draft of the risk set, runs the test, and stays on its page.
async function draftOfRisk(page) {
  await page.goto('/beheer/risico/nieuw');
  await page.getByLabel('Het bestand risk.toml').fill(`[risico]
titel = "Verzonnen risicoset"
versie = "1"
besluit = "besluit (verzonnen)"
geldigVan = "2026-01-01"

[[wijziging]]
doe = "punten"
indicator = "contante-lening"
punten = 20
reden = "Verzonnen."
artikel = "artikel 1 (verzonnen)"
`);
  await page.getByRole('button', { name: 'Concept bewaren' }).click();
  await page.getByRole('button', { name: 'Proef draaien' }).click();
  await page.getByText('De proef telt alleen.').waitFor();
}

// Returns the address of the account with this name.
function firstOf(name) {
  return async (page) => {
    await page.goto('/beheer/accounts');
    return page.getByRole('link', { name, exact: true }).getAttribute('href');
  };
}

async function wrongText(page) {
  await proposeText(page, 'vragen', 'Vragen', 'Bel ons.');
  await page.getByRole('alert').first().waitFor();
}

async function proposedText(page) {
  await proposeText(page, 'groet', 'Groet', 'Hoogachtend,');
  await page.getByRole('heading', { name: /^Voorstel van/ }).waitFor();
}

async function proposeText(page, section, label, text) {
  await page.goto(`/beheer/teksten/${section}`);
  // A state that is shown twice finds its proposal there already.
  if (await page.getByRole('heading', { name: /^Voorstel van/ }).count()) return;
  await page.getByLabel(label).fill(text);
  await page.getByRole('button', { name: 'Tekst voorstellen' }).click();
}

async function wrongLetterhead(page) {
  await page.goto('/beheer/briefhoofd');
  await page.getByLabel('Mailadres voor Bibob').fill('geen adres');
  await page.getByRole('button', { name: 'Briefhoofd bewaren' }).click();
  await page.getByRole('alert').first().waitFor();
}
