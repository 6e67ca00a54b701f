// Tips in each of their states, between two parties of one installation, for who looks at the pages.

import { day } from './group.mjs';
import { EMMEN } from './office.mjs';
import {
  BODIES, OFFICER, SECOND, NEW_PARTNER, SUBJECT, approve, ownBody, propose, take, until, writeTip,
} from './tips.mjs';

const LONG = 'Hottentottententententoonstellingsmakersgildebestuursledenvergadering en Zonen';

// A partner that waits for a second officer, and one that gets letters.
export const PROPOSED = '00000001001234500008';
const LETTERS = { oin: '00000001001234500007', organs: ['college'], name: 'Gemeente Verzonnenveen' };

const PERSON = {
  wie: 'natuurlijk-persoon',
  naam: '',
  voornamen: 'Vera Verzinsel',
  voorvoegsel: 'van der',
  geboortedatum: '01-02-1980',
  geboorteplaats: 'Verzonnenveen',
  handelsnamen: 'De Luchtspiegeling\nHet Denkbeeld',
  straat: 'Verzonnenlaan 1',
  plaats: 'Emmen',
  urgentie: 'lopende-aanvraag',
  beslisdatum: '31-12-2027',
};

const REASON = 'Een verzonnen reden.';
// What Drenthe does with a tip that it took up, and what it then tells Emmen.
const VERDICTS = {
  asked: [{ onderwerp: 'besluit' }, 'Vraag aan de afzender stellen'],
  answered: [{ onderwerp: 'contact' }, 'Vraag aan de afzender stellen'],
  accepted: [{ waar: 'nieuw', 'reden-aanvaarden': REASON }, 'Tip aanvaarden'],
  sentBack: [{ 'reden-niet-bevoegd': REASON }, 'Niet bevoegd verklaren'],
};
const STATES = ['delivered', 'takenUp', 'known', 'withdrawn', ...Object.keys(VERDICTS)];

const made = new Map();

// Makes something once.
function once(name, make) {
  if (!made.has(name)) made.set(name, make());
  return made.get(name);
}

// Does something in a window of an officer.
async function as(office, role, party, act) {
  const { context, page } = await office.windowOf(role, party);
  const found = await act(page);
  await context.close();
  return found;
}

// Lays down what Emmen is, with its keys.
export function ownKeys(office) {
  return once('keys', () => as(office, OFFICER, EMMEN, (page) => ownBody(page, BODIES.emmen)));
}

// Proposes a partner with a long name, whose key nobody heard yet.
export function proposal(office) {
  return once('proposal', async () => {
    const emmen = await ownKeys(office);
    await as(office, OFFICER, EMMEN, (page) => propose(page, { ...emmen, oin: PROPOSED, name: `Gemeente ${LONG}` }));
  });
}

// Returns the addresses of a tip in each state, at who gives it and at who gets it.
export function exchange(office) {
  return once('exchange', () => exchanged(office));
}

async function exchanged(office) {
  const emmen = await ownKeys(office);
  const drenthe = await as(office, OFFICER, BODIES.drenthe.party, (page) => ownBody(page, BODIES.drenthe));
  for (const [side, other] of [[emmen, drenthe], [drenthe, emmen]]) {
    await as(office, OFFICER, side.party, (page) => propose(page, other));
    await as(office, SECOND, side.party, (page) => approve(page, other));
  }
  await byLetter(office);
  const sent = await written(office);
  await as(office, SECOND, EMMEN, (page) => released(page, sent));
  const received = await as(office, OFFICER, drenthe.party, (page) => judged(page));
  await as(office, OFFICER, EMMEN, (page) => followed(page, sent));
  await as(office, OFFICER, drenthe.party, (page) => until(page, received.withdrawn, () => page.getByText('Ingetrokken door de afzender')));
  return { sent, received };
}

async function byLetter(office) {
  const { oin, name } = LETTERS;
  const values = { oin, naam: name, soort: 'bestuursorgaan', organen: 'college', pastWetToe: 'ja', weg: 'brief' };
  await as(office, OFFICER, EMMEN, (page) => take(page, NEW_PARTNER, values, 'Partner voorstellen'));
  await as(office, SECOND, EMMEN, (page) => take(page, `/tips/partners/${oin}`, {}, 'Partner goedkeuren'));
}

// Writes all tips; each names its state, by which who gets it finds it.
function written(office) {
  return as(office, OFFICER, EMMEN, async (page) => {
    const sent = { concept: await writeTip(page, BODIES.drenthe, { naam: LONG }) };
    for (const state of STATES) {
      sent[state] = await writeTip(page, BODIES.drenthe, named(state));
    }
    for (const state of ['letter', 'posted']) sent[state] = await writeTip(page, LETTERS);
    return sent;
  });
}

// Says who a tip is about; one of them is a person.
function named(state) {
  return state === 'takenUp' ? { ...PERSON, achternaam: nameOf(state) } : { naam: nameOf(state) };
}

// One is about somebody on a file of who gets it.
function nameOf(state) {
  if (state === 'known') return SUBJECT;
  return `Verzonnen ${state}`;
}

async function released(page, sent) {
  for (const state of [...STATES, 'letter', 'posted']) await take(page, sent[state], {}, 'Tip vrijgeven');
}

// Takes up what arrived, and judges it.
async function judged(page) {
  const received = {};
  for (const state of STATES) {
    const row = () => page.getByRole('row').filter({ hasText: nameOf(state) });
    await until(page, '/tips', row);
    received[state] = await row().getByRole('link').getAttribute('href');
    if (['delivered', 'withdrawn'].includes(state)) continue;
    await take(page, received[state], {}, 'Tip in behandeling nemen');
    if (VERDICTS[state]) await take(page, received[state], ...VERDICTS[state]);
  }
  return received;
}

// Answers a question, takes a tip back, posts a letter, and waits for what the other says.
async function followed(page, sent) {
  await take(page, sent.posted, { op: day(), trackEnTrace: '3SVERZONNEN' }, 'Verzending vastleggen');
  await take(page, sent.withdrawn, { 'soort-reden': 'vergissing', 'reden-intrekken': REASON }, 'Tip intrekken');
  await until(page, sent.sentBack, () => page.getByText('De ontvanger is niet bevoegd'));
  await until(page, sent.asked, () => page.getByText('De ontvanger stelt een vraag'));
  await until(page, sent.answered, () => page.getByText('De ontvanger stelt een vraag'));
  await take(page, `${sent.answered}/antwoord-schrijven`, {}, 'Antwoord vastleggen');
}
