// The work of an officer over all files.

import { HUNZE_EN_AAS } from '../lib/office.mjs';
import { at, emergency, sendEmpty } from './ways.mjs';

export const work = [
  {
    name: 'werkvoorraad',
    route: '/werkvoorraad',
    role: 'Vergunningverlener',
    states: {
      normaal: { open: at('/werkvoorraad') },
      'geen-treffers': { open: at('/werkvoorraad?stand=gesloten') },
      weergave: { open: savedView },
      'weergave-fout': { open: namelessView, status: 400 },
      'sneltoetsen-en-sessie': { open: sessionDialog },
      leeg: { role: 'Lid van de werkgroep', party: HUNZE_EN_AAS, open: at('/werkvoorraad') },
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
  {
    name: 'taken',
    route: '/taken',
    role: 'Vergunningverlener',
    states: {
      normaal: { open: at('/taken') },
      leeg: { role: 'Lid van de werkgroep', party: HUNZE_EN_AAS, open: at('/taken') },
    },
  },
  {
    name: 'taken-afgerond',
    route: '/taken/afgerond',
    role: 'Vergunningverlener',
    states: { leeg: { open: at('/taken/afgerond') } },
  },
  {
    name: 'taak',
    route: '/taken/{taakId}',
    role: 'Vergunningverlener',
    states: {
      normaal: { open: firstTask },
      fouten: { open: async (page, office) => sendEmpty(undefined, await firstTask(page), 'Taak afronden')(page, office), status: 400 },
    },
  },
  {
    name: 'toezicht',
    route: '/toezicht',
    role: 'Bibob-coördinator',
    states: { normaal: { open: at('/toezicht') }, alleen: { role: 'Toezichthouder', open: at('/toezicht') } },
  },
  {
    name: 'toezicht-noodtoegang',
    route: '/toezicht/noodtoegang/{taakId}',
    role: 'Bibob-coördinator',
    states: {
      normaal: { open: takenAccess },
      fouten: {
        open: async (page, office) => sendEmpty(undefined, await takenAccess(page, office), 'Vastleggen')(page, office),
        status: 400,
      },
      'andere-rol': { role: 'Toezichthouder', open: takenAccess },
      lijst: { open: async (page, office) => { await takenAccess(page, office); return '/toezicht'; } },
    },
  },
  {
    name: 'toezicht-cijfers',
    route: '/toezicht/cijfers',
    role: 'Toezichthouder',
    states: { normaal: { open: at('/toezicht/cijfers') } },
  },
  {
    name: 'controlespoor',
    route: '/controlespoor',
    role: 'Archivaris en privacyfunctionaris',
    states: { normaal: { open: at('/controlespoor') }, gecontroleerd: { open: checkedTrail } },
  },
  {
    name: 'verwerkingen',
    route: '/verwerkingen',
    role: 'Archivaris en privacyfunctionaris',
    states: { leeg: { open: at('/verwerkingen') }, gevonden: { open: processed } },
  },
];

// Returns the address of the first task that can be finished.
async function firstTask(page) {
  await page.goto('/taken');
  return page.getByRole('link', { name: /^Taak afronden/ }).first().getAttribute('href');
}

// Lets a second reader take access in an emergency, once, and returns where it is looked at.
async function takenAccess(page, office) {
  await emergency(office, 'Tweede lezer');
  await page.goto('/toezicht');
  return page.locator('a[href^="/toezicht/noodtoegang/"]').first().getAttribute('href');
}

async function checkedTrail(page) {
  await page.goto('/controlespoor');
  await page.getByRole('button', { name: 'Controleer nu' }).click();
  await page.locator('.utrecht-alert--ok').waitFor();
  return '/controlespoor';
}

async function processed(page) {
  await page.goto('/verwerkingen');
  await page.getByRole('button', { name: 'Verwerkingen tonen' }).click();
  await page.locator('#gevonden').waitFor();
}

function searched(words) {
  return async (page) => {
    await page.goto('/werkvoorraad/zoeken');
    await page.getByLabel('Naam, nummer of KvK-nummer').fill(words);
    await page.getByRole('button', { name: 'Zoeken', exact: true }).click();
    await page.locator('#gevonden').waitFor();
  };
}

async function namelessView(page) {
  await chosen(page);
  await page.getByRole('button', { name: 'Weergave bewaren' }).click();
  await page.getByRole('alert').waitFor();
}

async function savedView(page) {
  await chosen(page);
  await page.getByLabel('Naam van de weergave').fill('Een keuze van dossiers met lange naam');
  await page.getByRole('button', { name: 'Weergave bewaren' }).click();
  await page.getByRole('status').waitFor();
  return page.url();
}

async function chosen(page) {
  await page.goto('/werkvoorraad');
  await page.getByLabel('Volgorde').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Tonen' }).click();
  await page.getByText('Deze keuze bewaren als weergave').click();
}

// Shows what comes before a session ends by itself, without waiting for that.
async function sessionDialog(page) {
  await page.goto('/werkvoorraad');
  await page.evaluate(() => document.getElementById('sessie-dialoog').showModal());
}
