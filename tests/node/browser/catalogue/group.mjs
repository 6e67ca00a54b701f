// The working group: its first page, who is in it, its calendar, and a meeting in each of its states.

import { HUNZE_EN_AAS } from '../lib/office.mjs';
import { CHAIR, chairOf, extraMeeting, fill, freeze, itemOf, makeGroup, openSession, takeProposals } from '../lib/group.mjs';
import { at, sendEmpty } from './ways.mjs';

const MEETING = '/werkgroep/vergaderingen/{vergaderingId}';
const MEMBER = 'Lid van de werkgroep';
// A file that the coordinator is on, and so may be on the agenda.
const FILE = 'Zaal Nergenshuizen B.V.';

// Made once, in the order in which the pages ask for it.
let made;

// Makes the group, and a meeting for each state.
async function build(office) {
  const { context, page } = await chairOf(office);
  await makeGroup(page);
  const planned = await extraMeeting(page, '08:00');
  const open = await extraMeeting(page, '10:00');
  await takeProposals(page, open);
  const frozen = await extraMeeting(page, '12:00');
  await takeProposals(page, frozen);
  await freeze(page, frozen);
  const held = await extraMeeting(page, '14:00');
  await takeProposals(page, held);
  await freeze(page, held);
  await openSession(page, held);
  await sayOf(page, held);
  const later = await extraMeeting(page, '16:00');
  await page.goto(later);
  await takeProposals(page, later, ['Verslag van']);
  await freeze(page, later);
  await openSession(page, later);
  await context.close();
  return { planned, open, frozen, held, later };
}

// Records a conclusion and an action on the first item, and a correction of the minutes.
async function sayOf(page, held) {
  const item = await itemOf(page, held, FILE);
  await page.goto(item);
  await fill(page, { conclusie: 'Wij spreken hier volgende keer verder over.' });
  await page.getByRole('button', { name: 'Conclusie vastleggen' }).click();
  await page.getByText('De conclusie is vastgelegd.').waitFor();
  await page.getByRole('link', { name: 'Actie afspreken' }).click();
  await fill(page, { wat: 'De jaarrekening opvragen.', uiterlijk: '31-12-2027' });
  await page.locator('[name="eigenaar"]').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Actie vastleggen' }).click();
  await page.getByText('De actie is vastgelegd.').waitFor();
  await page.goto(`${held}/verslag`);
  await fill(page, { verbetering: 'De naam van de gast klopt niet.' });
  await page.getByRole('button', { name: 'Verbetering voorstellen' }).click();
  await page.getByText('De verbetering is voorgesteld.').waitFor();
}

// Returns an address of a meeting in a state.
function of(state, below = '') {
  return async (_, office) => {
    made ??= build(office);
    return (await made)[state] + below;
  };
}

// Returns the address of an item about a file, on the agenda of a meeting in a state.
function itemIn(state, name = FILE) {
  return async (page, office) => itemOf(page, await of(state)(page, office), name);
}

// Sends a form without what it asks, on a page that `where` finds.
function emptied(where, button) {
  return async (page, office) => sendEmpty(undefined, await where(page, office), button)(page, office);
}

// Opens an address of the group, once the group is there.
function inGroup(address) {
  return async (page, office) => {
    await of('planned')(page, office);
    return address;
  };
}

export const group = [
  {
    name: 'werkgroep',
    route: '/werkgroep',
    role: CHAIR,
    states: {
      'nog-geen': { party: HUNZE_EN_AAS, open: at('/werkgroep') },
      'nog-geen-ander': { party: HUNZE_EN_AAS, role: 'Vergunningverlener', open: at('/werkgroep'), looks: 'few' },
      normaal: { open: inGroup('/werkgroep') },
      buiten: { role: 'Toezichthouder', open: inGroup('/werkgroep'), looks: 'few' },
    },
  },
  {
    name: 'werkgroep-samenstelling',
    route: '/werkgroep/samenstelling',
    role: CHAIR,
    states: {
      normaal: { open: inGroup('/werkgroep/samenstelling') },
      lid: { role: MEMBER, open: inGroup('/werkgroep/samenstelling'), looks: 'few' },
    },
  },
  {
    name: 'werkgroep-wijzigen',
    route: '/werkgroep/samenstelling/wijzigen',
    role: CHAIR,
    // A set of fields for each member.
    sheet: 25_000,
    states: {
      nieuw: { party: HUNZE_EN_AAS, open: at('/werkgroep/samenstelling/wijzigen') },
      normaal: { open: inGroup('/werkgroep/samenstelling/wijzigen') },
      fouten: { party: HUNZE_EN_AAS, open: wrongGroup, status: 400 },
    },
  },
  {
    name: 'werkgroep-planning',
    route: '/werkgroep/planning',
    role: CHAIR,
    states: {
      normaal: { open: inGroup('/werkgroep/planning') },
      voorbeeld: { open: previewed },
      fouten: { open: wrongYear, status: 400 },
    },
  },
  {
    name: 'werkgroep-extra',
    route: '/werkgroep/vergaderingen/nieuw',
    role: CHAIR,
    states: {
      normaal: { open: inGroup('/werkgroep/vergaderingen/nieuw'), looks: 'few' },
      fouten: { open: emptied(inGroup('/werkgroep/vergaderingen/nieuw'), 'Vergadering plannen'), status: 400 },
    },
  },
  {
    name: 'werkgroep-vergadering',
    route: MEETING,
    role: CHAIR,
    states: {
      gepland: { open: of('planned') },
      'agenda-open': { open: of('open') },
      bevroren: { open: of('frozen') },
      gehouden: { open: of('held') },
      lid: { role: MEMBER, open: of('held') },
    },
  },
  {
    name: 'werkgroep-punt',
    route: `${MEETING}/punten/{puntId}`,
    role: CHAIR,
    states: {
      'agenda-open': { open: itemIn('open') },
      advies: { open: itemIn('held') },
      fouten: { open: emptied(itemIn('held'), 'Advies vastleggen'), status: 400 },
      // Who is not on the file reads no name.
      lid: { role: MEMBER, open: itemIn('frozen', 'Een dossier waartoe u geen toegang hebt'), looks: 'few' },
    },
  },
  {
    name: 'werkgroep-punt-nieuw',
    route: `${MEETING}/punten/nieuw`,
    role: CHAIR,
    states: {
      normaal: { open: of('frozen', '/punten/nieuw') },
      fouten: { open: emptied(of('open', '/punten/nieuw'), 'Punt op de agenda zetten'), status: 400 },
    },
  },
  {
    name: 'werkgroep-voorstel',
    route: `${MEETING}/voorstel`,
    role: CHAIR,
    states: {
      normaal: { open: of('planned', '/voorstel') },
      'over-genomen': { open: of('open', '/voorstel'), looks: 'few' },
    },
  },
  {
    name: 'werkgroep-volgorde',
    route: `${MEETING}/volgorde`,
    role: CHAIR,
    states: { normaal: { open: of('open', '/volgorde') }, fouten: { open: wrongOrder, status: 400 } },
  },
  {
    name: 'werkgroep-verplaatsen',
    route: `${MEETING}/verplaatsen`,
    role: CHAIR,
    states: { normaal: { open: of('planned', '/verplaatsen'), looks: 'few' } },
  },
  {
    name: 'werkgroep-annuleren',
    route: `${MEETING}/annuleren`,
    role: CHAIR,
    states: { fouten: { open: emptied(of('planned', '/annuleren'), 'Vergadering annuleren'), status: 400, looks: 'few' } },
  },
  {
    name: 'werkgroep-actie',
    route: `${MEETING}/acties/nieuw`,
    role: CHAIR,
    states: {
      normaal: { open: of('held', '/acties/nieuw'), looks: 'few' },
      fouten: { open: emptied(of('held', '/acties/nieuw'), 'Actie vastleggen'), status: 400 },
    },
  },
  {
    name: 'werkgroep-zitting',
    route: `${MEETING}/zitting`,
    role: CHAIR,
    states: {
      openen: { open: of('frozen', '/zitting') },
      wijzigen: { open: of('held', '/zitting'), looks: 'few' },
      fouten: { open: guestWithoutName, status: 400 },
    },
  },
  {
    name: 'werkgroep-verslag',
    route: `${MEETING}/verslag`,
    role: CHAIR,
    states: {
      concept: { open: of('held', '/verslag') },
      fouten: { open: emptied(of('held', '/verslag'), 'Verbetering voorstellen'), status: 400 },
    },
  },
];

async function wrongGroup(page) {
  await page.goto('/werkgroep/samenstelling/wijzigen');
  await fill(page, { naam: '', 'lid.0.vanaf': 'gisteren' });
  await page.getByRole('button', { name: 'Werkgroep vastleggen' }).first().click();
  await page.getByRole('alert').first().waitFor();
}

async function previewed(page, office) {
  await page.goto(await inGroup('/werkgroep/planning')(page, office));
  await fill(page, { jaar: '2027', 'reces.0.naam': 'zomerreces', 'reces.0.vanaf': '19-07-2027', 'reces.0.totEnMet': '29-08-2027' });
  await page.getByRole('button', { name: 'Voorbeeld bekijken' }).click();
  await page.getByRole('heading', { name: /^Zo wordt 2027/ }).waitFor();
}

async function wrongYear(page, office) {
  await page.goto(await inGroup('/werkgroep/planning')(page, office));
  await fill(page, { jaar: '27', 'reces.0.naam': 'zomerreces' });
  await page.getByRole('button', { name: 'Voorbeeld bekijken' }).click();
  await page.getByRole('alert').first().waitFor();
}

async function wrongOrder(page, office) {
  await page.goto(await of('open', '/volgorde')(page, office));
  await page.locator('[name^="plaats."]').first().fill('eerst');
  await page.getByRole('button', { name: 'Volgorde en tijd vastleggen' }).click();
  await page.getByRole('alert').first().waitFor();
}

async function guestWithoutName(page, office) {
  await page.goto(await of('frozen', '/zitting')(page, office));
  await fill(page, { 'gast.0.organisatie': 'RIEC' });
  await page.getByRole('button', { name: 'Zitting openen' }).click();
  await page.getByRole('alert').first().waitFor();
}
