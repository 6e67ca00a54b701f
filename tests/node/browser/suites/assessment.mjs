// From a complete questionnaire to an assessed file with its report: a company with a holding above it, and a cash loan from a former
// business partner who was convicted. All persons are made up.

import { Wrong, same } from '../lib/report.mjs';

const OFFICER = 'Vergunningverlener';
const COORDINATOR = 'Bibob-coördinator';
const COMPANY = 'Zevenkikker Horeca B.V.';
const HOLDING = 'Wolkenveld Holding B.V.';
const OWNER = 'Petronella Aleida Wolkenveld';
const LENDER = 'Cornelia Mistvogel';

// The steps, each with its name, for the file of an invitation.
export function assessment(office, { file }) {
  const at = { office, file };
  return [
    ['who is named comes on the file, and the investigation starts', () => startInquiry(at)],
    ['the chain of the holding, and the former partner', () => relate(at)],
    ['what was found about the lender', () => find(at)],
    ['another ground is looked at first', () => lookElsewhere(at)],
    ['every point of the score opens to basis, source and reason', () => explained(at)],
    ['what would lower the score does so when it is applied', () => counterfactual(at)],
    ['the score is kept and computed again', () => keep(at)],
    ['an officer judges with reasons, a second one confirms', () => judge(at)],
    ['the report of the investigation', () => report(at)],
  ];
}

// Lets somebody of a role act in a window of their own.
async function as(role, { office }, act) {
  const { context, page } = await office.windowOf(role);
  try {
    return await act(page);
  } finally {
    await context.close();
  }
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

async function startInquiry({ office, file }) {
  await as(OFFICER, { office }, async (page) => {
    await page.goto(`/dossiers/${file}/vragenlijst`);
    await page.getByRole('button', { name: /op het dossier zetten/i }).first().click();
    await page.locator('.dw-melding').waitFor();
    await page.goto(`/dossiers/${file}/stappen/onderzoek`);
    await press(page, 'Onderzoek starten');
    await page.waitForURL((url) => !url.pathname.endsWith('/stappen/onderzoek'));
    await page.goto(`/dossiers/${file}/toegang`);
    const people = page.locator('select[name=account]');
    const names = await people.locator('option').allTextContents();
    await people.selectOption({ label: names.find((name) => /coördinator/.test(name)) });
    await page.locator('textarea[name=reden]').fill('Leidt het onderzoek.');
    await press(page, 'Toegang geven');
    await page.locator('.dw-melding').waitFor();
  });
}

async function relate(at) {
  const relations = [
    { van: OWNER, relatie: 'zeggenschaphebbende', naar: HOLDING, aandeel: '100' },
    { van: HOLDING, relatie: 'zeggenschaphebbende', naar: COMPANY, aandeel: '60' },
    { van: LENDER, relatie: 'zakelijk-samenwerkingsverband', naar: COMPANY, geldigVan: '1-3-2019', geldigTotEnMet: '1-6-2023' },
  ];
  await as(OFFICER, at, async (page) => {
    for (const relation of relations) {
      await page.goto(`/dossiers/${at.file}/onderzoek/relatie`);
      await page.locator('[name=van]').selectOption({ label: relation.van });
      await page.locator('[name=relatie]').selectOption(relation.relatie);
      await page.locator('[name=naar]').selectOption({ label: relation.naar });
      for (const name of ['aandeel', 'geldigVan', 'geldigTotEnMet']) if (relation[name]) await page.locator(`[name=${name}]`).fill(relation[name]);
      await page.locator('[name=bron]').selectOption('kvk');
      await page.locator('[name=document]').fill('uittreksel 5');
      await page.locator('[name=status]').selectOption('aannemelijk');
      await page.locator('[name=motivering]').fill('Het uittreksel is van deze maand.');
      await press(page, 'Relatie vastleggen');
      await page.waitForURL(`**/dossiers/${at.file}/onderzoek`);
    }
    for (const { van } of relations) await page.getByRole('region', { name: 'Tabel met relaties' }).getByRole('rowheader', { name: van }).first().waitFor();
  });
}

const CONVICTION = {
  choices: { soort: 'witwassen', afloop: 'veroordeling', 'bron.soort': 'justitie' },
  texts: { feitOp: '14-5-2024', 'bron.kenmerk': 'Justid 7', voordeel: '145.000,00' },
};
const CASH = {
  choices: { soort: 'contante-lening', afloop: 'vermoeden-stevig', 'bron.soort': 'vragenlijst' },
  texts: { feitOp: '3-9-2026', 'bron.kenmerk': 'deel 6, lening 3', voordeel: '40.000,00' },
};

async function record(page, file, { choices, texts }) {
  await page.goto(`/dossiers/${file}/onderzoek`);
  await page.getByRole('link', { name: `Bevinding vastleggen over ${LENDER}` }).click();
  for (const [name, value] of Object.entries(choices)) await page.locator(`select[name="${name}"]`).selectOption(value);
  for (const [name, value] of Object.entries(texts)) await page.locator(`[name="${name}"]`).fill(value);
  await page.locator('input[name=samenhang][value=onbekend]').check();
  await press(page, 'Bevinding vastleggen');
  await page.waitForURL(`**/dossiers/${file}/onderzoek`);
}

async function find(at) {
  await as(COORDINATOR, at, async (page) => {
    for (const finding of [CONVICTION, CASH]) await record(page, at.file, finding);
    const found = page.getByRole('region', { name: 'Tabel met bevindingen' });
    for (const what of ['Witwassen', 'Een contante lening']) await found.getByRole('rowheader', { name: what }).waitFor();
  });
}

async function lookElsewhere(at) {
  await as(OFFICER, at, async (page) => {
    await page.goto(`/dossiers/${at.file}/beoordeling/gronden/nieuw`);
    await page.locator('[name=grond]').fill('Slecht levensgedrag (artikel 8 Alcoholwet)');
    await page.locator('[name=uitkomst]').selectOption('geen-beletsel');
    await page.locator('[name=toelichting]').fill('Er is niets gevonden over de leidinggevenden.');
    await press(page, 'Vastleggen');
    await page.waitForURL(`**/dossiers/${at.file}/beoordeling`);
    await page.getByRole('rowheader', { name: /^Slecht levensgedrag/ }).waitFor();
  });
}

// The points on the a-ground, as the page has them.
async function points(page, file) {
  await page.goto(`/dossiers/${file}/beoordeling`);
  const row = page.getByRole('region', { name: 'Tabel met de score per grond' }).getByRole('row', { name: /^a\. / });
  return Number(await row.locator('td').first().innerText());
}

async function explained(at) {
  await as(COORDINATOR, at, async (page) => {
    const total = await points(page, at.file);
    const hits = page.locator('section:has(#grond-a) details.dw-score');
    let sum = 0;
    for (const hit of await hits.all()) {
      await hit.locator('summary').click();
      for (const name of ['Grondslag', 'Bron', 'Waarom']) {
        const text = await hit.locator(`dt:text-is("${name}") + dd`).innerText();
        if (!text.trim()) throw new Wrong(`a point without «${name}»`);
      }
      sum += Number(await hit.locator('summary b').innerText());
    }
    same('the points add up', sum, total);
    if (total === 0) throw new Wrong('there are no points');
  });
}

async function counterfactual(at) {
  await as(COORDINATOR, at, async (page) => {
    await points(page, at.file);
    const told = page.getByRole('region', { name: 'Tabel met wat de score lager maakt' }).first().getByRole('row', { name: /^Witwassen blijkt niet te kloppen/ });
    const promised = Number(await told.locator('td').nth(1).innerText());
    await page.goto(`/dossiers/${at.file}/onderzoek`);
    await page.getByRole('link', { name: /^Intrekken *: Witwassen/ }).click();
    await page.locator('[name=reden]').fill('Om te zien wat de score dan is.');
    await press(page, 'Bevinding intrekken');
    await page.waitForURL(`**/dossiers/${at.file}/onderzoek`);
    same('the points without it', await points(page, at.file), promised);
    await record(page, at.file, CONVICTION);
  });
}

async function keep(at) {
  await as(COORDINATOR, at, async (page) => {
    await points(page, at.file);
    await press(page, 'Score bewaren op het dossier');
    await page.getByRole('region', { name: 'Tabel met bewaarde scores' }).getByText('Opnieuw berekend: gelijk').waitFor();
  });
}

const REASONS = {
  'gronden.0.motivering': 'Het geld voor de zaak komt deels uit een contante lening van iemand die voor witwassen is veroordeeld.',
  'gronden.0.elementen.feiten': 'De veroordeling wijst op een strafbaar feit; de lening doet vermoeden dat het geld daaruit komt.',
  'gronden.0.elementen.ernstVermoeden': 'Stevig: er is een contract, maar geen bewijs van de herkomst.',
  'gronden.0.elementen.aardRelatie': 'Vermogensverschaffer, en vroeger zakelijk partner.',
  'gronden.0.elementen.omvang': '40.000 euro van de 320.000.',
  'gronden.0.elementen.tijdsverloop': 'Twee jaar geleden.',
  evenredigheid: 'Voorschriften over de geldstroom beperken het gevaar.',
};

async function judge(at) {
  await as(COORDINATOR, at, async (page) => {
    await page.goto(`/dossiers/${at.file}/stappen/beoordelingen`);
    await page.locator('[name="gronden.0.grond"][value=a]').check();
    // No degree is chosen beforehand, whatever the score is.
    same('a degree that nobody chose', await page.locator('[name="gronden.0.gevaar"]:checked').count(), 0);
    await page.locator('[name="gronden.0.gevaar"][value=mindere-mate]').check();
    for (const [name, text] of Object.entries(REASONS)) await page.locator(`[name="${name}"]`).fill(text);
    await press(page, 'Beoordeling vastleggen');
    await page.locator('.dw-melding').waitFor();
  });
  await as(OFFICER, at, async (page) => {
    await page.goto(`/dossiers/${at.file}/beoordeling`);
    await page.getByRole('link', { name: /bevestigen/i }).first().click();
    await page.locator('main form textarea').first().fill('Ik lees hetzelfde in de stukken.');
    await page.locator('main form button[type=submit]').last().click();
    await page.locator('.dw-melding').waitFor();
  });
}

async function report(at) {
  await as(COORDINATOR, at, async (page) => {
    await page.goto(`/dossiers/${at.file}/beoordeling`);
    const link = page.getByRole('link', { name: /^Rapport van het onderzoek/ });
    const start = await link.evaluate(async ({ href }) => (await (await fetch(href)).text()).slice(0, 5));
    same('start of the report', start, '%PDF-');
  });
}
