// The letters: those of a file, one that is written, and what waits to be printed.

import { FILE, FORMS_OUT, RECEIVED, SCOPED, at, hearing, ofFile, sendEmpty } from './ways.mjs';

export const letters = [
  {
    name: 'dossier-brieven',
    route: `${FILE}/brieven`,
    role: 'Vergunningverlener',
    states: {
      leeg: { open: ofFile(RECEIVED, '/brieven') },
      gevuld: { open: async (page, office) => (await begun(page, office)).replace(/\/post\/.*/, '/brieven') },
      fout: { open: sendEmpty(RECEIVED, '/brieven', 'Concept maken'), status: 400 },
    },
  },
  {
    name: 'dossier-brief',
    route: `${FILE}/post/{briefId}`,
    role: 'Vergunningverlener',
    sheet: 40_000,
    states: {
      concept: { open: begun },
      fouten: { open: offeredEmpty, status: 400 },
      vervallen: { open: dropped },
    },
  },
  {
    name: 'dossier-hoorzittingen',
    route: `${FILE}/hoorzittingen`,
    role: 'Vergunningverlener',
    states: {
      leeg: { open: ofFile(RECEIVED, '/hoorzittingen') },
      gevuld: { open: async (_, office) => (await hearing(office)).list },
    },
  },
  {
    name: 'dossier-hoorzitting',
    route: `${FILE}/hoorzittingen/{hoorzittingId}`,
    role: 'Vergunningverlener',
    states: {
      gepland: { open: async (_, office) => (await hearing(office)).one },
      fouten: { open: movedNowhere, status: 400 },
    },
  },
  {
    name: 'printlijst',
    route: '/printlijst',
    role: 'Vergunningverlener',
    states: { leeg: { open: at('/printlijst') } },
  },
];

// Begins a letter and returns its address; the same for all pages of a file.
const drafts = new Map();
async function begun(page, office, name = SCOPED) {
  if (!drafts.has(name)) {
    await page.goto(await ofFile(name, '/brieven')(page, office));
    const letter = page.getByLabel('Welke brief?');
    await letter.selectOption(await letter.locator('option', { hasText: 'L04' }).first().getAttribute('value'));
    await page.getByRole('button', { name: 'Concept maken' }).click();
    await page.getByRole('heading', { name: 'De tekst' }).waitFor();
    drafts.set(name, new URL(page.url()).pathname);
  }
  return drafts.get(name);
}

async function offeredEmpty(page, office) {
  await page.goto(await begun(page, office));
  await page.getByRole('button', { name: 'Brief voorleggen' }).click();
  await page.getByRole('alert').first().waitFor();
}

async function dropped(page, office) {
  const address = await begun(page, office, FORMS_OUT);
  await page.goto(address);
  if (await page.getByRole('button', { name: 'Brief laten vervallen' }).count() > 0) {
    await page.getByLabel('Waarom?').fill('De brief is niet meer nodig.');
    await page.getByRole('button', { name: 'Brief laten vervallen' }).click();
    await page.getByText('Opmerking bij deze brief').waitFor();
  }
  return address;
}

async function movedNowhere(page, office) {
  await page.goto((await hearing(office)).one);
  await page.getByLabel('Dag').fill('31-02-2027');
  await page.getByLabel('Plaats').fill('');
  await page.getByRole('button', { name: 'Hoorzitting verzetten' }).click();
  await page.getByRole('alert').first().waitFor();
}
