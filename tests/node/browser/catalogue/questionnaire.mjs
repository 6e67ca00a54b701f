// The questionnaire: as its applicant fills it in, and as officers send it and read it.

import { enter, invite, isCompany } from '../lib/applicant.mjs';
import { EMMEN } from '../lib/office.mjs';
import { at, sendEmpty } from './ways.mjs';

let applicant;

// Somebody who came in and said to be a company; the same for all pages, each in a window of its own.
function here(office) {
  applicant ??= (async () => {
    const invited = await invite(office);
    const { context, page } = await office.window();
    await enter(page, invited);
    await isCompany(page);
    const cookies = await context.cookies();
    await context.close();
    return { ...invited, cookies };
  })();
  return applicant;
}

const inside = (address) => async (page, office) => {
  await page.context().addCookies((await here(office)).cookies);
  return address;
};

const correcting = (address) => async (page, office) => {
  await page.context().addCookies((await asked(office)).cookies);
  return address;
};

const send = (address, button, wait = '[role=alert]') => async (page, office) => {
  await page.goto(await inside(address)(page, office));
  await page.getByRole('button', { name: button, exact: true }).last().click();
  await page.locator(wait).first().waitFor();
};

const ofPerson = (below = '') => async (_, office) => {
  const { file, person } = await here(office);
  return `/dossiers/${file}/vragenlijst/${person}${below}`;
};

const BEGIN = '/formulier/begin/{link}';

export const questionnaire = [
  {
    name: 'formulier',
    route: '/formulier',
    states: { normaal: { open: at('/formulier') }, fouten: { open: sendEmpty(undefined, '/formulier', 'Verdergaan'), status: 400 } },
  },
  {
    name: 'formulier-brieven',
    route: '/formulier/brieven',
    states: { leeg: { open: inside('/formulier/brieven') } },
  },
  {
    name: 'formulier-begin',
    route: BEGIN,
    states: {
      normaal: { open: at('/formulier/begin/0000') },
      fouten: { open: sendEmpty(undefined, '/formulier/begin/0000', 'Beginnen'), status: 400 },
      code: { open: async (page, office) => { await enter(page, await invite(office)); } },
    },
  },
  {
    name: 'formulier-niet-ingelogd',
    route: '/formulier/inloggen/terug',
    states: { normaal: { open: async (page) => { await page.goto('/formulier/inloggen/terug?state=verzonnen'); }, status: 400, title: 'Inloggen is niet gelukt' } },
  },
  { name: 'formulier-stappen', route: '/formulier/stappen', states: { normaal: { open: inside('/formulier/stappen') }, aanpassen: { open: correcting('/formulier/stappen') } } },
  {
    name: 'formulier-stap',
    route: '/formulier/stap/{blok}/{stap}',
    states: {
      wie: { open: inside('/formulier/stap/betrokkene/wie-bent-u') },
      groep: { open: inside('/formulier/stap/betrokkene/vertegenwoordiger') },
      bijlagen: { open: inside('/formulier/stap/betrokkene/jaarcijfers') },
      eerder: {
        open: async (page, office) => {
          await page.goto(await inside('/formulier/stap/betrokkene/jaarcijfers')(page, office));
          await page.getByText('Gaf u dit stuk al eerder?').first().click();
        },
      },
      aanpassen: { open: correcting('/formulier/stap/betrokkene/jaarcijfers') },
    },
  },
  { name: 'formulier-nakijken', route: '/formulier/nakijken', states: { onaf: { open: inside('/formulier/nakijken') } } },
  {
    name: 'formulier-ondertekenen',
    route: '/formulier/ondertekenen',
    states: {
      normaal: { open: inside('/formulier/ondertekenen') },
      fouten: { open: send('/formulier/ondertekenen', 'Ondertekenen en indienen'), status: 400 },
    },
  },
  {
    name: 'dossier-portaal',
    route: '/dossiers/{dossierId}/vragenlijst/{persoonId}/portaal',
    role: 'Vergunningverlener',
    states: { normaal: { open: ofPerson('/portaal') } },
  },
  {
    name: 'dossier-aanvulling',
    route: '/dossiers/{dossierId}/vragenlijst/{persoonId}/aanvulling',
    role: 'Vergunningverlener',
    states: { normaal: { open: ofPerson('/aanvulling') } },
  },
  {
    name: 'dossier-antwoorden',
    route: '/dossiers/{dossierId}/vragenlijst/{persoonId}',
    role: 'Vergunningverlener',
    states: {
      ingediend: { open: handedIn },
      aanpassen: { open: async (_, office) => (await asked(office)).read },
    },
  },
  {
    name: 'dossier-aanpassen',
    route: '/dossiers/{dossierId}/vragenlijst/{persoonId}/stukken/{stukId}/aanpassen',
    role: 'Vergunningverlener',
    states: {
      normaal: { open: async (_, office) => (await asked(office)).ask },
      fouten: { open: async (page, office) => sendEmpty(undefined, (await asked(office)).ask, 'Aanpassing vragen')(page, office), status: 400 },
    },
  },
];

let correction;

// A form with one document that an officer asked to put right; the same for all pages.
function asked(office) {
  correction ??= (async () => {
    const read = await handedIn(undefined, office, async (page) => {
      await page.goto('/formulier/stap/betrokkene/jaarcijfers');
      await page.locator('input[name=boekjaren][value=een]').check();
      await page.getByRole('button', { name: /^Bewaren en verder/ }).click();
      await page.goto('/formulier/stap/betrokkene/jaarcijfers');
      const content = Buffer.from('%PDF-1.7 verzonnen');
      await page.locator('input[type=file]').first().setInputFiles({ name: 'jaarcijfers.pdf', mimeType: 'application/pdf', buffer: content });
      await page.getByRole('button', { name: /^Bewaren en verder/ }).click();
      await page.goto('/formulier/stap/betrokkene/jaarcijfers');
      await page.getByText('jaarcijfers.pdf').first().waitFor();
    });
    const { context, page } = await office.windowOf('Vergunningverlener', EMMEN);
    await page.goto(read);
    const ask = await page.getByRole('link', { name: /^Graag aanpassen/ }).first().getAttribute('href');
    await page.goto(ask);
    await page.locator('input[name=reden][value=onleesbaar]').check();
    await page.locator('textarea[name=toelichting]').fill('Alleen de eerste bladzijde is scherp.');
    await page.locator('input[name=hoe][value=nu]').check();
    await page.getByRole('button', { name: 'Aanpassing vragen', exact: true }).click();
    await page.getByRole('heading', { name: 'Stukken die moeten worden aangepast' }).waitFor();
    await context.close();
    return { read, ask, cookies: windows.get(read) };
  })();
  return correction;
}

// The cookies of who handed in, by what the officer reads.
const windows = new Map();

// Hands in a form with all that is missing, and opens what the officer reads.
async function handedIn(_, office, before = async () => {}) {
  const invited = await invite(office);
  const { context, page } = await office.window();
  await enter(page, invited);
  await isCompany(page);
  await before(page);
  await page.goto('/formulier/ondertekenen');
  await page.getByLabel('Uw naam').fill('B. Zevenkikker');
  await page.getByLabel('Uw functie').fill('bestuurder');
  await page.getByLabel('Plaats').fill('Emmen');
  await page.getByLabel(/naar waarheid/).check();
  await page.getByRole('button', { name: 'Ondertekenen en indienen', exact: true }).click();
  await page.getByRole('heading', { name: 'Uw formulier is ingediend' }).waitFor();
  const read = `/dossiers/${invited.file}/vragenlijst/${invited.person}`;
  windows.set(read, await context.cookies());
  await context.close();
  return read;
}
