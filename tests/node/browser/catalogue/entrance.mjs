// The pages before and beside the work: signing in, and what went wrong.

import { at, failing } from './ways.mjs';

export const entrance = [
  {
    name: 'aanmelden',
    route: '/aanmelden',
    states: {
      normaal: { open: at('/aanmelden') },
      terug: { open: at('/aanmelden?naar=%2Fwerkvoorraad') },
    },
  },
  {
    name: 'fout',
    route: null,
    states: {
      'niet-aangemeld': { open: failing('/bestaat-niet'), status: 404 },
      aangemeld: { role: 'Vergunningverlener', open: failing('/bestaat-niet'), status: 404 },
      'geen-toegang': { role: 'Beheerder', open: failing('/werkvoorraad'), status: 403 },
    },
  },
];
