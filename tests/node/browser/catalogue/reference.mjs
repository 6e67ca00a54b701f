// What somebody looks up: the policy, the dikes of the region, the help desk.

import { at } from './ways.mjs';

const ROLE = 'Vergunningverlener';

export const reference = [
  {
    name: 'beleid',
    route: '/beleid',
    role: ROLE,
    states: {
      normaal: { open: at('/beleid') },
      'andere-rol': { role: 'Controller', open: at('/beleid') },
    },
  },
  {
    name: 'beleid-soort',
    route: '/beleid/{soort}',
    role: ROLE,
    states: {
      verplicht: { open: at('/beleid/exploitatie-openbare-inrichting') },
      milieu: { open: at('/beleid/omgevingsvergunning-milieu') },
    },
  },
  {
    name: 'beleid-probeer',
    route: '/beleid/probeer',
    role: ROLE,
    states: {
      leeg: { open: at('/beleid/probeer') },
      uitkomst: { open: tried },
    },
  },
  {
    name: 'dijken',
    route: '/dijken',
    role: ROLE,
    states: { normaal: { open: at('/dijken') } },
  },
  {
    name: 'vraagbaak',
    route: '/vraagbaak',
    role: ROLE,
    states: {
      normaal: { open: at('/vraagbaak') },
      gevonden: { open: searched('termijn') },
      'niets-gevonden': { open: searched('kwispelstaart') },
    },
  },
  {
    name: 'vraagbaak-onderwerp',
    route: '/vraagbaak/{onderwerp}',
    role: ROLE,
    states: { normaal: { open: at('/vraagbaak/beslistermijn') } },
  },
];

async function tried(page) {
  await page.goto('/beleid/probeer');
  await page.getByLabel('Soort aanvraag').selectOption('alcohol-horeca');
  await page.getByRole('button', { name: 'Vragen tonen' }).click();
  await page.getByRole('button', { name: 'Uitleg bijwerken' }).waitFor();
}

function searched(words) {
  return async (page) => {
    await page.goto('/vraagbaak');
    await page.getByLabel('Zoek op een of meer woorden').fill(words);
    await page.getByRole('button', { name: 'Zoeken' }).click();
    await page.locator('#gevonden').waitFor();
  };
}
