// The own investigation: what is asked of sources, what is found, how people are related, and the score.

import { PATIENCE } from '../lib/chromium.mjs';
import { FILE, INQUIRY, admission, ofFile } from './ways.mjs';

const ROLE = 'Bibob-coördinator';

// The address of the first link on the tab with this name.
async function linked(page, office, name) {
  await admission(office);
  await page.goto(await ofFile(INQUIRY, '/onderzoek')(page, office));
  return page.getByRole('link', { name }).first().getAttribute('href');
}

const form = (name) => (page, office) => linked(page, office, name);

const empty = (name, button) => async (page, office) => {
  await page.goto(await linked(page, office, name));
  for (const day of await page.locator('input[name=gevraagdOp], input[name=verkregenOp], input[name=vastgesteldOp], input[name=op]').all()) await day.fill('');
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('alert').first().waitFor();
};

let found;

// A conviction and a cash loan on the file; the same for all pages.
function findings(office) {
  found ??= (async () => {
    const { context, page } = await office.windowOf(ROLE);
    const record = async (fields) => {
      await page.goto(await linked(page, office, /^Bevinding vastleggen/));
      for (const [name, value] of Object.entries(fields.choices)) await page.locator(`select[name="${name}"]`).selectOption(value);
      for (const [name, value] of Object.entries(fields.texts)) await page.locator(`[name="${name}"]`).fill(value);
      await page.locator('input[name=samenhang][value=onbekend]').check();
      await page.getByRole('button', { name: 'Bevinding vastleggen', exact: true }).click();
      await page.getByRole('heading', { name: 'Bevindingen' }).waitFor();
    };
    await record({
      choices: { soort: 'witwassen', afloop: 'veroordeling', 'bron.soort': 'justitie' },
      texts: { feitOp: '14-5-2024', 'bron.kenmerk': 'Justid 7', voordeel: '145.000,00' },
    });
    await record({
      choices: { soort: 'contante-lening', afloop: 'vermoeden-stevig', 'bron.soort': 'vragenlijst' },
      texts: { feitOp: '3-9-2026', 'bron.kenmerk': 'deel 6, bijlage 4', voordeel: '145.000,00' },
    });
    await record({
      choices: { soort: 'heling', afloop: 'vrijspraak', 'bron.soort': 'justitie' },
      texts: { feitOp: '1-2-2022', 'bron.kenmerk': 'Justid 8' },
    });
    await context.close();
  })();
  return found;
}

let asked;

// A request that waits for its answer.
function request(office) {
  asked ??= (async () => {
    const { context, page } = await office.windowOf(ROLE);
    await page.goto(await linked(page, office, /^Bevragen/));
    await page.locator('[name=waarom]').fill('Wie heeft de aandelen?');
    await page.getByRole('button', { name: 'Bevraging vastleggen', exact: true }).click();
    await page.getByRole('link', { name: /^Antwoord vastleggen/ }).first().waitFor();
    await context.close();
  })();
  return asked;
}

const after = (prepare, open) => async (page, office) => {
  await prepare(office);
  return open(page, office);
};

const kept = async (page, office) => {
  await findings(office);
  await page.goto(await ofFile(INQUIRY, '/beoordeling')(page, office));
  await page.getByRole('button', { name: 'Score bewaren op het dossier', exact: true }).click();
  await page.getByRole('heading', { name: 'Bewaarde scores' }).waitFor();
  await page.locator('details.dw-score summary').first().click();
};

const GROUNDS = '/beoordeling/gronden/nieuw';

const withoutGround = async (page, office) => {
  await admission(office);
  await page.goto(await ofFile(INQUIRY, GROUNDS)(page, office));
  await page.getByRole('button', { name: 'Vastleggen', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
};

let weighed;

// A ground outside the Act that was looked at; the same for all pages.
function ground(office) {
  weighed ??= (async () => {
    await admission(office);
    const { context, page } = await office.windowOf(ROLE);
    await page.goto(await ofFile(INQUIRY, GROUNDS)(page, office));
    await page.locator('[name=grond]').fill('Slecht levensgedrag (artikel 8 Alcoholwet)');
    await page.locator('select[name=uitkomst]').selectOption('geen-beletsel');
    await page.locator('[name=toelichting]').fill('Nagegaan op 20 november 2026, niets gevonden.');
    await page.getByRole('button', { name: 'Vastleggen', exact: true }).click();
    await page.getByRole('heading', { name: 'Andere weigeringsgronden' }).waitFor();
    await context.close();
  })();
  return weighed;
}

const change = async (page, office) => {
  await ground(office);
  await page.goto(await ofFile(INQUIRY, '/beoordeling')(page, office));
  return page.getByRole('link', { name: /^Wijzigen *: Slecht/ }).first().getAttribute('href');
};

let holding;

// A holding with a share between bounds and its owner beside the betrokkene; the same for all pages.
function relations(office) {
  holding ??= (async () => {
    const who = 'gemeente-emmen behandelaar';
    const base = `/dossiers/${await office.fileId(INQUIRY)}`;
    const add = async (soort, naam, rol) => {
      const { versie } = await office.ask(who, base);
      const persoon = { soort, naam, rollen: [{ soort: rol }] };
      await office.ask(who, `${base}/personen`, { persoon }, { 'if-match': `"v${versie}"` });
    };
    await add('rechtspersoon', 'Verzonnen Holding B.V.', 'zeggenschaphebbende');
    await add('natuurlijk-persoon', 'Fenna Fantasie', 'leidinggevende');
    const { betrokkene, personen } = await office.ask(who, `${base}/onderzoek/netwerk`);
    const [company, owner] = ['Verzonnen Holding B.V.', 'Fenna Fantasie'].map((name) => personen.find(({ naam }) => naam === name).id);
    const state = (van, naar, aandeel) =>
      office.ask(who, `${base}/onderzoek/relaties`, {
        van,
        naar,
        relatie: 'zeggenschaphebbende',
        aandeel,
        geldigVan: '2020-01-01',
        vastgesteldOp: new Date().toISOString().slice(0, 10),
        bron: { soort: 'kvk', document: 'uittreksel 5' },
      });
    await state(company, betrokkene, { min: 6000, max: 6000 });
    await state(owner, company, { min: 2500, max: 7500 });
  })();
  return holding;
}

// The questions about the network, about the first person in the list.
const network = (day) => async (page, office) => {
  await relations(office);
  await page.goto(await ofFile(INQUIRY, '/onderzoek/netwerk')(page, office));
  await page.locator('select[name=persoon]').selectOption({ label: 'Fenna Fantasie' });
  await page.locator('input[name=sinds]').fill(day);
  await page.getByRole('button', { name: 'Tonen', exact: true }).click();
  await page.getByRole('heading', { name: /^Hoe is .* verbonden/ }).waitFor();
};

const REUSE = '/lbb/hergebruik';

const withoutReuse = async (page, office) => {
  await admission(office);
  await page.goto(await ofFile(INQUIRY, REUSE)(page, office));
  await page.getByRole('button', { name: 'Vastleggen', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
};

export const investigation = [
  {
    name: 'dossier-bekende-partijen',
    route: `${FILE}/onderzoek/bekende-partijen`,
    role: 'Vergunningverlener',
    states: {
      leeg: { open: ofFile(INQUIRY, '/onderzoek/bekende-partijen') },
      kandidaat: { open: async (page, office) => (await twins(page, office)).list },
    },
  },
  {
    name: 'dossier-bekende-partij',
    route: `${FILE}/onderzoek/bekende-partijen/{persoonId}/{partijId}`,
    role: 'Vergunningverlener',
    states: {
      naast: { open: async (page, office) => (await twins(page, office)).pair },
      fouten: { open: undecided, status: 400 },
    },
  },
  {
    name: 'lbb-hergebruik',
    route: `${FILE}${REUSE}`,
    role: ROLE,
    states: {
      normaal: { open: after(admission, ofFile(INQUIRY, REUSE)) },
      fouten: { open: withoutReuse, status: 400 },
    },
  },
  { name: 'lbb-vergewissen', route: `${FILE}/lbb/vergewissen`, role: ROLE, states: { normaal: { open: after(admission, ofFile(INQUIRY, '/lbb/vergewissen')) } } },
  { name: 'lbb-onderzoek', route: `${FILE}/lbb`, role: ROLE, states: { gevuld: { open: after(findings, ofFile(INQUIRY, '/lbb')) } } },
  {
    name: 'beoordeling-grond',
    route: `${FILE}${GROUNDS}`,
    role: ROLE,
    states: {
      normaal: { open: after(admission, ofFile(INQUIRY, GROUNDS)) },
      fouten: { open: withoutGround, status: 400 },
    },
  },
  { name: 'beoordeling-vergelijken', route: `${FILE}/beoordeling/vergelijken`, role: ROLE, states: { leeg: { open: after(admission, ofFile(INQUIRY, '/beoordeling/vergelijken')) } } },
  { name: 'beoordeling-grond-wijzigen', route: `${FILE}/beoordeling/gronden/{grondId}`, role: ROLE, states: { normaal: { open: change } } },
  {
    name: 'onderzoek-bevragen',
    route: `${FILE}/onderzoek/bevragen/{persoonId}/{bronId}`,
    role: ROLE,
    states: { normaal: { open: form(/^Bevragen/) }, fouten: { open: empty(/^Bevragen/, 'Bevraging vastleggen'), status: 400 } },
  },
  {
    name: 'onderzoek-antwoord',
    route: `${FILE}/onderzoek/bevragingen/{bevragingId}/antwoord`,
    role: ROLE,
    states: {
      normaal: { open: after(request, form(/^Antwoord vastleggen/)) },
      fouten: { open: after(request, empty(/^Antwoord vastleggen/, 'Antwoord vastleggen')), status: 400 },
    },
  },
  {
    name: 'onderzoek-bevinding',
    route: `${FILE}/onderzoek/bevinding/{persoonId}`,
    role: ROLE,
    states: { normaal: { open: form(/^Bevinding vastleggen/) }, fouten: { open: empty(/^Bevinding vastleggen/, 'Bevinding vastleggen'), status: 400 } },
  },
  {
    name: 'onderzoek-intrekken',
    route: `${FILE}/onderzoek/bevindingen/{bevindingId}/intrekken`,
    role: ROLE,
    states: { normaal: { open: after(findings, form(/^Intrekken/)) }, fouten: { open: after(findings, empty(/^Intrekken/, 'Bevinding intrekken')), status: 400 } },
  },
  {
    name: 'onderzoek-relatie',
    route: `${FILE}/onderzoek/relatie`,
    role: ROLE,
    states: { normaal: { open: form(/^Relatie vastleggen/) }, fouten: { open: empty(/^Relatie vastleggen/, 'Relatie vastleggen'), status: 400 } },
  },
  {
    name: 'onderzoek-netwerk',
    route: `${FILE}/onderzoek/netwerk`,
    role: ROLE,
    states: {
      normaal: { open: after(admission, ofFile(INQUIRY, '/onderzoek/netwerk')) },
      gevuld: { open: network('1-1-2026') },
      fouten: { open: network('31-2-2026'), status: 400 },
    },
  },
  { name: 'onderzoek-bevindingen', route: `${FILE}/onderzoek`, role: ROLE, states: { gevuld: { open: after(findings, ofFile(INQUIRY, '/onderzoek')) } } },
  {
    name: 'beoordeling-afwijking',
    route: `${FILE}/beoordeling/afwijking`,
    role: ROLE,
    states: { normaal: { open: after(findings, ofFile(INQUIRY, '/beoordeling/afwijking')) } },
  },
  {
    name: 'beoordeling-score',
    route: `${FILE}/beoordeling`,
    role: ROLE,
    states: { gevuld: { open: after(findings, ofFile(INQUIRY, '/beoordeling')) }, bewaard: { open: kept } },
  },
];

let known;

// Two files of what seems to be the same company; made once. The worker makes them findable, so the page is asked until it knows.
function twins(page, office) {
  known ??= (async () => {
    const make = () => office.ask('gemeente-emmen behandelaar', '/dossiers', {
      aanvraag: {
        soort: 'alcohol-horeca',
        gebeurtenis: 'nieuw',
        ontvangenOp: new Date().toISOString().slice(0, 10),
        betrokkene: { soort: 'rechtspersoon', naam: 'Twee Waterdruppels B.V.', kvkNummer: '00000012' },
        feiten: { signalen: [], branches: [] },
      },
    });
    const [{ id }] = [await make(), await make()];
    const list = `/dossiers/${id}/onderzoek/bekende-partijen`;
    const until = Date.now() + PATIENCE;
    while (Date.now() < until) {
      await page.goto(list);
      const links = page.locator(`main a[href^="${list}/"]`);
      if (await links.count() > 0) return { list, pair: await links.first().getAttribute('href') };
    }
    throw new Error('the second file of a company is not found');
  })();
  return known;
}

async function undecided(page, office) {
  await page.goto((await twins(page, office)).pair);
  await page.getByRole('button', { name: 'Besluit vastleggen' }).click();
  await page.getByRole('alert').first().waitFor();
}
