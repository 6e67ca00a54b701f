// The catalogue: every page, who opens it, and the states that it is looked at in. A page without a line here fails a test.
//
// `open` brings a window to the page: by the address that it returns (then the page is weighed too), or by acts of its own.

import { HUNZE_EN_AAS } from './lib/office.mjs';

const at = (address) => () => address;

// Opens an address that answers with an error on purpose, which is not weighed.
const failing = (address) => async (page) => { await page.goto(address); };

export const pages = [
  {
    name: 'aanmelden',
    route: '/aanmelden',
    part: 'entrance',
    states: {
      normaal: { open: at('/aanmelden') },
      terug: { open: at('/aanmelden?naar=%2Fwerkvoorraad') },
    },
  },
  {
    name: 'fout',
    route: null,
    part: 'entrance',
    states: {
      'niet-aangemeld': { open: failing('/bestaat-niet'), status: 404 },
      aangemeld: { role: 'Vergunningverlener', open: failing('/bestaat-niet'), status: 404 },
      'geen-toegang': { role: 'Beheerder', open: failing('/werkvoorraad'), status: 403 },
    },
  },
  {
    name: 'werkvoorraad',
    route: '/werkvoorraad',
    part: 'work',
    role: 'Vergunningverlener',
    states: {
      normaal: { open: at('/werkvoorraad') },
      leeg: { role: 'Lid van de werkgroep', open: at('/werkvoorraad') },
      lang: { party: HUNZE_EN_AAS, open: longFile },
    },
  },
];

// Addresses that answer a GET and are no page, with the reason.
export const noPages = {
  '/': 'sends on',
  '/static/{*bestand}': 'style sheet, script, mark and fonts',
};

const LONG_NAME = 'Hottentottententententoonstellingsmakersgildebestuursledenvergadering en Zonen, '
  + 'Exploitatiemaatschappij voor Buitengewoon Langgerekte Samenstellingen te Nieuw-Schoonebeek en Omstreken (Zuid) B.V.';

// Makes a file with a name that is longer than any window, and returns the address of the work list.
async function longFile(_, office) {
  await office.ask('waterschap-hunze-en-aas behandelaar', '/dossiers', {
    aanvraag: {
      soort: 'vastgoed-verhuur',
      gebeurtenis: 'nieuw',
      ontvangenOp: new Date().toISOString().slice(0, 10),
      betrokkene: { soort: 'rechtspersoon', naam: LONG_NAME },
      feiten: {},
    },
  });
  return '/werkvoorraad';
}
