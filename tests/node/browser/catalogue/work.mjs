// The work of an officer over all files.

import { HUNZE_EN_AAS } from '../lib/office.mjs';
import { at } from './ways.mjs';

export const work = [
  {
    name: 'werkvoorraad',
    route: '/werkvoorraad',
    role: 'Vergunningverlener',
    states: {
      normaal: { open: at('/werkvoorraad') },
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
];
