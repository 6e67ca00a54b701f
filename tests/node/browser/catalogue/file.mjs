// One file: its overview and its tabs.

import { HUNZE_EN_AAS } from '../lib/office.mjs';
import { FILE, FORMS_OUT, INQUIRY, RECEIVED, REPAIR, SCOPED, at, ofFile, sendEmpty } from './ways.mjs';
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
    states: { normaal: { open: ofFile(INQUIRY, '/historie') } },
  },
  {
    name: 'dossier-stukken',
    route: `${FILE}/stukken`,
    role: 'Vergunningverlener',
    states: {
      leeg: { open: ofFile(RECEIVED, '/stukken') },
      gevuld: { open: withDocument },
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
  await upload(page, { name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') });
  await page.getByRole('link', { name: /^Uittreksel/ }).waitFor();
  return address;
}

async function withWrongDocument(page, office) {
  await page.goto(await ofFile(REPAIR, '/stukken')(page, office));
  await upload(page, { name: 'programma.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
  await page.getByRole('alert').waitFor();
}

async function upload(page, file) {
  await page.getByLabel('Bestand').setInputFiles(file);
  await page.getByRole('button', { name: 'Stuk toevoegen' }).click();
}
