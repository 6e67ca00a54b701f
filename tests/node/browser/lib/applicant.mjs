// Somebody who fills in a questionnaire: invited by an officer, in with a link and a code.

import { EMMEN } from './office.mjs';

const NAME = 'Zevenkikker Horeca B.V.';

// Makes a file for a catering permit and invites its applicant, through the pages; returns what the applicant needs.
export async function invite(office, party = EMMEN) {
  const made = await office.ask('gemeente-emmen behandelaar', '/dossiers', {
    aanvraag: {
      soort: 'alcohol-horeca',
      gebeurtenis: 'nieuw',
      ontvangenOp: new Date().toISOString().slice(0, 10),
      betrokkene: { soort: 'rechtspersoon', naam: NAME },
      feiten: { signalen: [], branches: ['horeca'] },
    },
  });
  const { context, page } = await office.windowOf('Vergunningverlener', party);
  await page.goto(`/dossiers/${made.id}/stappen/toepassingsbereik`);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(`**/dossiers/${made.id}`);
  await page.goto(`/dossiers/${made.id}/vragenlijst`);
  await page.getByRole('link', { name: /^Klaarzetten in het portaal/ }).first().click();
  await page.getByLabel('Volledig', { exact: true }).check();
  await page.getByRole('button', { name: 'Klaarzetten', exact: true }).click();
  const [link, number, code] = await page.locator('dd.dw-code').allInnerTexts();
  const person = new URL(page.url()).pathname.split('/')[4];
  await context.close();
  return { link: new URL(link).pathname, number, code, file: made.id, person };
}

// Comes in for the first time; returns the code to come back with.
export async function enter(page, { link, code }) {
  await page.goto(link);
  await page.getByLabel('Code die u van ons kreeg').fill(code);
  await page.getByRole('button', { name: 'Beginnen', exact: true }).click();
  return page.locator('p.dw-code strong').innerText();
}

// Says of the page of the legal form that it is a company, and goes on.
export async function isCompany(page) {
  await page.goto('/formulier/stappen');
  await page.getByRole('link', { name: 'Naar de volgende stap' }).click();
  await page.locator('input[name=rechtsvorm][value=bv]').check();
  await page.getByRole('button', { name: /^Bewaren en verder/ }).click();
  const later = page.getByRole('button', { name: 'Later invullen en verder' });
  if (await later.count()) await later.click();
}
