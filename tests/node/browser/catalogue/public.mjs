// Pages for everyone, signed in or not.

import { at } from './ways.mjs';

const everyone = (name) => ({
  name,
  route: `/${name}`,
  states: { normaal: { open: at(`/${name}`) }, aangemeld: { role: 'Vergunningverlener', open: at(`/${name}`) } },
});

export const open = ['toegankelijkheid', 'privacy', 'beveiliging'].map(everyone);
