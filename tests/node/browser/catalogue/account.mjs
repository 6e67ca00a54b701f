// Somebody's own account. The second half belongs to an account with a password and an app.

import { addUser, confirmApp, enter } from '../lib/person.mjs';
import { at, sendEmpty } from './ways.mjs';

const EMAIL = 'h.proefstra@emmen.example';

export const account = [
  {
    name: 'aanmelden-hulp',
    route: '/aanmelden/hulp',
    states: { normaal: { open: at('/aanmelden/hulp') } },
  },
  {
    name: 'aanmelden-instellen',
    route: '/aanmelden/instellen',
    states: {
      normaal: { open: at('/aanmelden/instellen') },
      fouten: { open: sendEmpty(undefined, '/aanmelden/instellen', 'Wachtwoord instellen'), status: 400 },
    },
  },
  {
    name: 'aanmelden-mislukt',
    route: '/aanmelden/terug',
    states: { normaal: { open: async (page) => { await page.goto('/aanmelden/terug?state=verzonnen'); }, status: 400, title: 'Aanmelden is niet gelukt' } },
  },
  {
    name: 'account',
    route: '/account',
    role: 'Vergunningverlener',
    states: {
      'zonder-wachtwoord': { open: at('/account') },
      'met-wachtwoord': { role: undefined, open: asPerson('/account') },
    },
  },
  {
    name: 'account-tweede-factor',
    route: '/account/tweede-factor',
    states: {
      verplicht: { open: enrolling },
      'andere-app': { open: asPerson('/account/tweede-factor') },
    },
  },
  {
    name: 'account-herstelcodes',
    route: '/account/herstelcodes',
    states: {
      eerste: { open: async (page, office) => { await enrolling(page, office); await confirmApp(page); } },
      normaal: { open: asPerson('/account/herstelcodes') },
      fouten: { open: mistakenPerson('/account/herstelcodes', 'Nieuwe herstelcodes maken'), status: 400 },
    },
  },
  {
    name: 'account-wachtwoord',
    route: '/account/wachtwoord',
    states: {
      normaal: { open: asPerson('/account/wachtwoord') },
      fouten: { open: mistakenPerson('/account/wachtwoord', 'Wachtwoord wijzigen'), status: 400 },
    },
  },
];

let people = 0;

// Brings somebody new to the page where an app is asked for.
async function enrolling(page, office) {
  people += 1;
  const email = EMAIL.replace('@', `${people}@`);
  const code = await addUser(office.program, { name: `Hendrika Proefstra ${people}`, email, role: 'behandelaar' });
  await enter(page, code, email);
}

let cookies;

// Opens an address as somebody with a password and an app; the same person each time.
function asPerson(address) {
  return async (page, office) => {
    if (cookies) {
      await page.context().addCookies(cookies);
    } else {
      await enrolling(page, office);
      await confirmApp(page);
      cookies = await page.context().cookies();
    }
    return address;
  };
}

function mistakenPerson(address, button) {
  return async (page, office) => {
    await asPerson(address)(page, office);
    await sendEmpty(undefined, address, button)(page, office);
  };
}
