// The desk of the working group: written rounds, questions of colleagues, signals.

import { INQUIRY, admission, at } from './ways.mjs';

const LEADS = 'Bibob-coördinator';
const MEMBER = 'Lid van de werkgroep';
const COLLEAGUE = 'Vergunningverlener';
const LEADER = 'gemeente-emmen coordinator';
const LONG = 'Hottentottententententoonstellingsmakersgildebestuursledenvergadering en Zonen';

const ROUNDS = '/werkgroep/rondes';
const QUESTIONS = '/werkgroep/vragen';
const SIGNALS = '/werkgroep/signalen';

export const groupdesk = [
  {
    name: 'rondes',
    route: ROUNDS,
    role: LEADS,
    states: {
      leeg: { open: inGroup(ROUNDS) },
      normaal: { open: after(round, ROUNDS) },
      lid: { role: MEMBER, open: after(round, ROUNDS) },
    },
  },
  {
    name: 'ronde-nieuw',
    route: `${ROUNDS}/nieuw`,
    role: LEADS,
    states: {
      normaal: { open: prefilled },
      fouten: { open: empty(`${ROUNDS}/nieuw`, 'Ronde beginnen'), status: 400 },
    },
  },
  {
    name: 'ronde',
    route: `${ROUNDS}/{rondeId}`,
    role: LEADS,
    states: {
      normaal: { open: round },
      lid: { role: MEMBER, open: round },
      fouten: { open: emptyOn(round, 'Antwoord vastleggen'), status: 400 },
      verouderd: { open: staleReply, status: 409 },
      beantwoord: { open: answeredRound },
    },
  },
  {
    name: 'vragen',
    route: QUESTIONS,
    role: COLLEAGUE,
    states: {
      leeg: { open: inGroup(QUESTIONS) },
      normaal: { open: after(answered, QUESTIONS) },
      lid: { role: MEMBER, open: after(question, QUESTIONS) },
      gevonden: { open: searched('leges') },
      'niets-gevonden': { open: searched('kwispelstaart') },
    },
  },
  {
    name: 'vraag-nieuw',
    route: `${QUESTIONS}/nieuw`,
    role: COLLEAGUE,
    states: {
      normaal: { open: inGroup(`${QUESTIONS}/nieuw`) },
      fouten: { open: empty(`${QUESTIONS}/nieuw`, 'Vraag stellen'), status: 400 },
    },
  },
  {
    name: 'vraag',
    route: `${QUESTIONS}/{vraagId}`,
    role: MEMBER,
    states: {
      normaal: { open: question },
      vrager: { role: COLLEAGUE, open: question },
      fouten: { open: emptyOn(question, 'Antwoord vastleggen'), status: 400 },
      beantwoord: { open: answered },
    },
  },
  {
    name: 'signalen',
    route: SIGNALS,
    role: LEADS,
    states: {
      leeg: { open: inGroup(SIGNALS) },
      normaal: { open: after(signal, SIGNALS) },
    },
  },
  {
    name: 'signaal-nieuw',
    route: `${SIGNALS}/nieuw`,
    role: MEMBER,
    states: {
      normaal: { open: inGroup(`${SIGNALS}/nieuw`) },
      fouten: { open: empty(`${SIGNALS}/nieuw`, 'Signaal inbrengen'), status: 400 },
    },
  },
  {
    name: 'signaal',
    route: `${SIGNALS}/{signaalId}`,
    role: LEADS,
    states: {
      normaal: { open: signal },
      lid: { role: MEMBER, open: signal },
      fouten: { open: emptyOn(signal, 'Doorzending vastleggen'), status: 400 },
      doorgezonden: { open: forwarded },
    },
  },
  {
    name: 'vraagbaak-met-werkgroep',
    route: '/vraagbaak',
    role: COLLEAGUE,
    states: { normaal: { open: inGroup('/vraagbaak') } },
  },
];

const made = new Map();

// Makes something once, and returns what it was.
function once(name, make) {
  if (!made.has(name)) made.set(name, make());
  return made.get(name);
}

// A working group led by the coordinator, with a meeting to come.
function group(office) {
  return once('group', async () => {
    const accounts = await office.ask(LEADER, '/werkgroep/accounts');
    const of = (role) => accounts.find(({ naam }) => naam === `Voorbeeld ${role}`).account;
    const member = (role, rol, others = {}) => ({ account: of(role), rol, zitting: { vanaf: '2026-01-01' }, ...others });
    const afspraak = { begin: '09:30:00', minuten: 120, plaats: 'Kamer 0.12' };
    await office.ask(LEADER, '/werkgroep', {
      naam: 'Bibob-werkgroep van de demonstratie',
      voorzitter: of('coordinator'),
      leden: [
        member('coordinator', 'aov'),
        member('werkgroeplid', 'vergunningverlening-apv'),
        member('tweede-lezer', 'vergunningverlening-apv', { vervangt: of('werkgroeplid') }),
      ],
      quorum: { soort: 'meer-dan-de-helft' },
      ritme: { start: '2027-01-04', weken: 6, afspraak, bijFeestdag: { soort: 'uitwijken', dagen: 3 } },
    });
    await office.ask(LEADER, '/werkgroep/vergaderingen', { op: day(21), tijd: afspraak, reden: 'Voor de demonstratie.' });
  });
}

// Returns a day from now as programs write it.
function day(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

// Returns a day from now as people fill it in.
function filledDay(days) {
  return day(days).split('-').reverse().join('-');
}

// Opens an address as it is once there is a group.
function inGroup(address) {
  return async (_, office) => {
    await group(office);
    return address;
  };
}

// Opens an address as it is once something was made.
function after(make, address) {
  return async (page, office) => {
    await make(page, office);
    return at(address)();
  };
}

// Sends a form as it comes, without what it asks.
function empty(address, button) {
  return emptyOn(inGroup(address), button);
}

function emptyOn(open, button) {
  return async (page, office) => {
    await page.goto(await open(page, office));
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('alert').first().waitFor();
  };
}

// Fills in a form in a window of somebody, sends it, and returns where that leads.
async function sent(office, role, address, fields, button) {
  await group(office);
  const { context, page } = await office.windowOf(role);
  await page.goto(address);
  await fill(page, fields);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.locator('.dw-melding').waitFor();
  const place = new URL(page.url()).pathname;
  await context.close();
  return place;
}

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((element) => element.type);
    if (kind === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === 'select-one') await field.selectOption(value);
    else await field.fill(value);
  }
}

async function prefilled(_, office) {
  await group(office);
  await admission(office);
  return `${ROUNDS}/nieuw?dossier=${await office.fileId(INQUIRY)}`;
}

function beginRound(office) {
  return async () => sent(office, LEADS, await prefilled(undefined, office), {
    vraag: `Kan het dossier van ${LONG} zonder verder onderzoek worden afgesloten?`,
    voorstel: 'afsluiten',
    redenen: 'Er is niets gevonden dat op gevaar wijst.',
    sluitOp: filledDay(14),
  }, 'Ronde beginnen');
}

// A round that runs.
function round(_, office) {
  return once('round', beginRound(office));
}

// A round with an answer of a member.
function answeredRound(_, office) {
  return once('answered round', async () => {
    const address = await beginRound(office)();
    return sent(office, MEMBER, address, { stem: 'tegen', toelichting: `Ik mis de huurovereenkomst met ${LONG}.` }, 'Antwoord vastleggen');
  });
}

// Answers on a page that somebody else was faster on.
async function staleReply(page, office) {
  const address = await beginRound(office)();
  await page.goto(address);
  await fill(page, { stem: 'voor', toelichting: 'Akkoord, na lang nadenken.' });
  await sent(office, MEMBER, address, { stem: 'voor' }, 'Antwoord vastleggen');
  await page.getByRole('button', { name: 'Antwoord vastleggen', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
}

function ask(office, onderwerp) {
  return sent(office, COLLEAGUE, `${QUESTIONS}/nieuw`, { onderwerp, vraag: `Mogen leges afhangen van het onderzoek naar ${LONG}?` }, 'Vraag stellen');
}

// A question that waits for its answer.
function question(_, office) {
  return once('question', () => ask(office, 'Leges en Bibob'));
}

// A question with an answer that was improved.
function answered(_, office) {
  return once('answer', async () => {
    const address = await ask(office, 'Leges bij een evenement');
    for (const antwoord of ['Nee.', `Nee: dat zegt de Legesverordening. ${LONG}.`]) {
      await sent(office, MEMBER, address, { antwoord, artikelen: 'Wet Bibob art. 3 lid 7\nLegesverordening art. 2' }, 'Antwoord vastleggen');
    }
    return address;
  });
}

function searched(words) {
  return async (page, office) => {
    await answered(page, office);
    await page.goto(QUESTIONS);
    await page.getByLabel('Zoek op een of meer woorden').fill(words);
    await page.getByRole('button', { name: 'Zoeken', exact: true }).click();
    await page.locator('#gevonden').waitFor();
  };
}

function bring(office) {
  return sent(office, MEMBER, `${SIGNALS}/nieuw`, {
    grondslag: 'eigen-onderzoek',
    omschrijving: `Een leeg pand van ${LONG}, met licht in de nacht en veel bezoek.`,
  }, 'Signaal inbrengen');
}

// A signal that is not on an agenda.
function signal(_, office) {
  return once('signal', () => bring(office));
}

// A signal that was forwarded.
function forwarded(_, office) {
  return once('forwarded', async () => {
    const address = await bring(office);
    return sent(office, LEADS, address, {
      ontvanger: 'bestuursorgaan',
      'ontvanger-naam': LONG,
      doorzendgrond: 'doorzendplicht',
      wat: 'Alleen het adres van het pand.',
    }, 'Doorzending vastleggen');
  });
}
