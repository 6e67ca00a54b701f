// One file: its overview and its tabs.

import { HUNZE_EN_AAS } from '../lib/office.mjs';
import { FILE, FORMS_OUT, INQUIRY, RECEIVED, REPAIR, SCOPED, ofFile } from './ways.mjs';
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
];
