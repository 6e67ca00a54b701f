// One file: its overview and its tabs.

import { HUNZE_EN_AAS } from '../lib/office.mjs';
import { FILE, FORMS_OUT, INQUIRY, RECEIVED, REPAIR, SCOPED, at, emergency, ofFile, sendEmpty } from './ways.mjs';
const TABS = ['vragenlijst', 'onderzoek', 'beoordeling', 'werkgroep', 'lbb', 'zienswijze', 'besluit'];

const tabs = TABS.map((tab) => ({
  name: `dossier-${tab}`,
  route: `${FILE}/${tab}`,
  role: 'Vergunningverlener',
  states: {
    leeg: { open: ofFile(RECEIVED, `/${tab}`) },
    gevuld: { open: ofFile(INQUIRY, `/${tab}`) },
  },
}));

export const file = [
  {
    name: 'dossier',
    route: FILE,
    role: 'Vergunningverlener',
    states: {
      intake: { open: ofFile(RECEIVED) },
      toepassingsbereik: { open: ofFile(SCOPED) },
      'vragenlijst-uit': { open: ofFile(FORMS_OUT) },
      herstel: { open: ofFile(REPAIR) },
      onderzoek: { open: ofFile(INQUIRY) },
      lang: { party: HUNZE_EN_AAS, open: async (_, office) => `/dossiers/${await office.longFile()}` },
      onbekend: { open: async (page) => { await page.goto('/dossiers/01a20000-0000-7000-8000-000000000000'); }, status: 404 },
    },
  },
  ...tabs,
  {
    name: 'dossier-historie',
    route: `${FILE}/historie`,
    role: 'Vergunningverlener',
    states: {
      normaal: { open: ofFile(INQUIRY, '/historie') },
      begin: { open: ofFile(INQUIRY, '/historie?voor=3') },
    },
  },
  {
    name: 'dossier-stukken',
    route: `${FILE}/stukken`,
    role: 'Vergunningverlener',
    states: {
      leeg: { open: ofFile(RECEIVED, '/stukken') },
      gevuld: { open: withDocument },
      afgeschermd: { open: withCriminalDocument },
      fout: { open: withWrongDocument, status: 400 },
    },
  },
  {
    name: 'dossier-toegang',
    route: `${FILE}/toegang`,
    role: 'Vergunningverlener',
    states: {
      normaal: { open: ofFile(INQUIRY, '/toegang') },
      fouten: { open: sendEmpty(INQUIRY, '/toegang', 'Toegang geven'), status: 400 },
      belang: { role: 'Bibob-coördinator', open: withInterest },
      nood: { role: 'Tweede lezer', open: async (_, office) => `${await emergency(office, 'Tweede lezer')}/toegang` },
    },
  },
  {
    name: 'noodtoegang',
    route: '/noodtoegang',
    role: 'Bibob-coördinator',
    states: {
      normaal: { open: at('/noodtoegang') },
      fouten: { open: sendEmpty(undefined, '/noodtoegang', 'Noodtoegang nemen'), status: 400 },
    },
  },
];

async function withDocument(page, office) {
  const address = await ofFile(REPAIR, '/stukken')(page, office);
  await page.goto(address);
  const name = 'Uittreksel van een verzonnen register met een bestandsnaam die langer is dan het scherm van een telefoon.pdf';
  await upload(page, { name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') }, 'Nee');
  await page.getByRole('link', { name: /^Uittreksel/ }).waitFor();
  return address;
}

// A permit officer has no right to criminal data: not even of what they put there themselves.
async function withCriminalDocument(page, office) {
  const address = await ofFile(FORMS_OUT, '/stukken')(page, office);
  await page.goto(address);
  await upload(page, { name: 'vonnis.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') }, 'Ja');
  await page.getByText('Een stuk met strafrechtelijke gegevens').first().waitFor();
  return address;
}

// An interest of somebody who is not on the file, put on record once.
async function withInterest(page, office) {
  const address = await ofFile(FORMS_OUT, '/toegang')(page, office);
  await page.goto(address);
  if (await page.getByRole('button', { name: 'Belang intrekken' }).count() === 0) {
    await page.getByLabel('Wie heeft een belang').selectOption({ label: 'Voorbeeld beslisser, beslisser' });
    await page.getByLabel('Wat is het belang?').fill('Is een neef van de nieuwe eigenaar van de zaal.');
    await page.getByRole('button', { name: 'Belang vastleggen' }).click();
    await page.getByRole('button', { name: 'Belang intrekken' }).waitFor();
  }
  return address;
}

async function withWrongDocument(page, office) {
  await page.goto(await ofFile(REPAIR, '/stukken')(page, office));
  await upload(page, { name: 'programma.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
  await page.getByRole('alert').waitFor();
}

async function upload(page, file, criminal) {
  await page.getByLabel('Bestand').setInputFiles(file);
  if (criminal) await page.getByLabel(criminal, { exact: true }).check();
  await page.getByRole('button', { name: 'Stuk toevoegen' }).click();
}
