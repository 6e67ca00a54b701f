// A new file, in three steps. A draft belongs to a person: each state has one of its own, or it would show what another left.

import { DRENTHE } from '../lib/office.mjs';
import { at } from './ways.mjs';

const SUBJECT = '/dossiers/nieuw/betrokkene';
const REVIEW = '/dossiers/nieuw/nakijken';

export const fresh = [
  {
    name: 'nieuw-aanvraag',
    route: '/dossiers/nieuw',
    role: 'Vergunningverlener',
    states: {
      leeg: { party: DRENTHE, open: at('/dossiers/nieuw') },
      ingevuld: { open: drafted('exploitatie-openbare-inrichting', '/dossiers/nieuw') },
      'veel-vragen': { open: drafted('omgevingsvergunning-milieu', '/dossiers/nieuw') },
      fouten: { role: 'Tweede lezer', open: mistaken, status: 400 },
    },
  },
  {
    name: 'nieuw-betrokkene',
    route: SUBJECT,
    role: 'Vergunningverlener',
    states: {
      leeg: { open: at(SUBJECT) },
      fouten: { role: 'Tweede lezer', open: nobody, status: 400 },
    },
  },
  {
    name: 'nieuw-nakijken',
    route: REVIEW,
    role: 'Beslisser',
    states: {
      verplicht: { open: reviewed('exploitatie-openbare-inrichting') },
      keuze: { party: DRENTHE, open: reviewed('subsidie-verlening') },
    },
  },
];

// Fills in the first step and keeps it; returns the address of a step.
function drafted(kind, address) {
  return async (page) => {
    await page.goto('/dossiers/nieuw');
    await page.getByLabel('Soort aanvraag').selectOption(kind);
    await page.getByLabel('Ontvangen op').fill('02-11-2026');
    await page.getByRole('button', { name: 'Uitleg bijwerken' }).click();
    await page.locator('#uitleg dl').waitFor();
    return address;
  };
}

async function mistaken(page) {
  await page.goto('/dossiers/nieuw');
  await page.getByLabel('Ontvangen op').fill('31-02-2026');
  await page.getByRole('button', { name: 'Verder naar betrokkene' }).click();
  await page.getByRole('alert').waitFor();
}

async function nobody(page) {
  await drafted('alcohol-horeca', SUBJECT)(page);
  await page.goto(SUBJECT);
  await page.getByLabel('KvK-nummer').fill('12');
  await page.getByRole('button', { name: 'Verder naar nakijken' }).click();
  await page.getByRole('alert').waitFor();
}

// Fills in both steps and returns the address of the last look.
function reviewed(kind) {
  return async (page) => {
    await drafted(kind, REVIEW)(page);
    await page.goto(SUBJECT);
    await page.getByLabel('Rechtspersoon').check();
    const answers = { Naam: 'Stichting Verzonnen Doel', Straat: 'Plein', Huisnummer: '1', Postcode: '7811 AB', Plaats: 'Emmen' };
    for (const [label, text] of Object.entries(answers)) await page.getByLabel(label).fill(text);
    await page.getByRole('button', { name: 'Verder naar nakijken' }).click();
    await page.waitForURL(`**${REVIEW}`);
    return REVIEW;
  };
}
