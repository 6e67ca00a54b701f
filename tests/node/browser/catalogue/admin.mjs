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

// Returns the address of the account with this name.
function firstOf(name) {
  return async (page) => {
    await page.goto('/beheer/accounts');
    return page.getByRole('link', { name, exact: true }).getAttribute('href');
  };
}
