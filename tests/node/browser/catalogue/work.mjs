// The work of an officer over all files.

import { HUNZE_EN_AAS } from '../lib/office.mjs';
import { at, sendEmpty } from './ways.mjs';

export const work = [
  {
    name: 'werkvoorraad',
    route: '/werkvoorraad',
    role: 'Vergunningverlener',
    states: {
      normaal: { open: at('/werkvoorraad') },
      'geen-treffers': { open: at('/werkvoorraad?stand=gesloten') },
      weergave: { open: savedView },
      'weergave-fout': { open: sendEmpty(undefined, '/werkvoorraad?volgorde=naam', 'Weergave bewaren'), status: 400 },
      'sneltoetsen-en-sessie': { open: sessionDialog },
      leeg: { role: 'Lid van de werkgroep', open: at('/werkvoorraad') },
      lang: {
        party: HUNZE_EN_AAS,
        open: async (_, office) => {
          await office.longFile();
          return '/werkvoorraad';
        },
      },
    },
  },
  {
    name: 'zoeken',
    route: '/werkvoorraad/zoeken',
    role: 'Vergunningverlener',
    states: {
      leeg: { open: at('/werkvoorraad/zoeken') },
      gevonden: { open: searched('verzonnen') },
      'niets-gevonden': { open: searched('kwispelstaart') },
    },
  },
];

function searched(words) {
  return async (page) => {
    await page.goto('/werkvoorraad/zoeken');
    await page.getByLabel('Naam, nummer of KvK-nummer').fill(words);
    await page.getByRole('button', { name: 'Zoeken', exact: true }).click();
    await page.locator('#gevonden').waitFor();
  };
}

async function savedView(page) {
  await page.goto('/werkvoorraad?volgorde=naam');
  await page.getByText('Deze keuze bewaren als weergave').click();
  await page.getByLabel('Naam van de weergave').fill('Een keuze van dossiers met een lange naam');
  await page.getByRole('button', { name: 'Weergave bewaren' }).click();
  await page.getByRole('link', { name: /^Een keuze/ }).waitFor();
  return new URL(page.url()).pathname + new URL(page.url()).search;
}

// Shows what comes before a session ends by itself, without waiting for that.
async function sessionDialog(page) {
  await page.goto('/werkvoorraad');
  await page.evaluate(() => document.getElementById('sessie-dialoog').showModal());
}
