// Ways in: with a password and an app, with the account of the organisation at a provider by others, and there as an applicant.

import { join } from 'node:path';

import { invite } from '../lib/applicant.mjs';
import { passesAxe } from '../lib/axe.mjs';
import { cutsNothingOff, fitsItsWidth, isWellBuilt } from '../lib/layout.mjs';
import { Office } from '../lib/office.mjs';
import { addUser, confirmApp, enter, signInWith } from '../lib/person.mjs';
import { startWithProvider } from '../lib/provider.mjs';
import { nothing, same } from '../lib/report.mjs';

const JAN = { name: 'Jan Voorbeeld', email: 'jan.voorbeeld@emmen.example', role: 'behandelaar' };

export async function accounts({ browser, office, report, screens }) {
  await report.check('a code, a password, an app, and in; afterwards with a recovery code', () => withPassword(office));
  const program = await startWithProvider(office.program.path);
  try {
    const beside = new Office(browser, program);
    await addUser(program, JAN);
    await report.check('in with the account of the organisation, and out there too', () => atProvider(beside, screens));
    await report.check('too low a level at the provider is explained', () => tooLow(beside));
    await report.check('somebody who stops at the provider comes back', () => stopped(beside));
    await report.check('an applicant signs in instead of typing the code', () => applicant(beside, screens));
  } finally {
    program.stop();
  }
}

async function withPassword(office) {
  const email = 'g.proefman@emmen.example';
  const code = await addUser(office.program, { name: 'Geert Proefman', email, role: 'behandelaar' });
  const { context, page, seen } = await office.window();
  await enter(page, code, email);
  await page.goto('/werkvoorraad');
  same('without an app there is no way further', path(page), '/account/tweede-factor');
  const codes = await confirmApp(page);
  same('recovery codes', codes.length > 5, true);
  await page.getByRole('link', { name: 'Ik heb ze bewaard' }).click();
  await page.waitForURL('**/werkvoorraad');
  await page.getByRole('button', { name: 'Afmelden', exact: true }).click();
  await signInWith(page, email, codes[0]);
  await page.waitForURL('**/werkvoorraad');
  await page.getByRole('button', { name: 'Afmelden', exact: true }).click();
  seen.expected = 400;
  await signInWith(page, email, codes[0]);
  await page.getByRole('alert').waitFor();
  same('a recovery code works once', path(page), '/aanmelden');
  same('the address is kept, the password is not', await filled(page), `${email} `);
  nothing('the browser complains', [...seen.complaints]);
  await context.close();
}

async function filled(page) {
  return `${await page.getByLabel('E-mailadres').inputValue()} ${await page.getByLabel('Wachtwoord').inputValue()}`;
}

async function atProvider(office, screens) {
  const { context, page } = await office.window();
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error' && path(page) !== '') complaints.push(message.text()); });
  await page.goto('/taken');
  await sendToProvider(page, office);
  await answer(page, 'midden');
  await page.waitForURL('**/taken');
  same('who it is', await page.getByText('Jan Voorbeeld').count() > 0, true);
  await page.getByRole('button', { name: 'Afmelden', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'U bent afgemeld' }).waitFor();
  await looksRight(page, screens && join(screens, 'afgemeld-normaal-1280.png'));
  await page.goto('/taken');
  same('out', path(page), '/aanmelden');
  nothing('the browser complains', complaints.filter((text) => text.includes('Content Security Policy')));
  await context.close();
}

async function tooLow(office) {
  const { context, page } = await office.window();
  await page.goto('/aanmelden');
  await sendToProvider(page, office);
  await answer(page, 'laag');
  await page.getByRole('heading', { level: 1, name: 'Aanmelden is niet gelukt' }).waitFor();
  await isWellBuilt(page);
  await page.goto('/werkvoorraad');
  same('not in', path(page), '/aanmelden');
  await context.close();
}

async function stopped(office) {
  const { context, page } = await office.window();
  await page.goto('/aanmelden');
  await sendToProvider(page, office);
  await page.getByRole('button', { name: 'Stoppen' }).click();
  await page.getByRole('link', { name: 'Opnieuw aanmelden' }).click();
  same('back at the start', path(page), '/aanmelden');
  await context.close();
}

// The page in between sends the browser on by itself.
async function sendToProvider(page, office) {
  await page.getByRole('button', { name: /^Aanmelden met uw werkaccount/ }).click();
  await page.waitForURL((url) => url.origin === office.program.issuer);
}

async function applicant(office, screens) {
  const { link } = await invite(office);
  const low = await office.window();
  await low.page.goto(link);
  await looksRight(low.page, screens && join(screens, 'formulier-begin-inloggen-1280.png'));
  await signInAt(low.page, office, 'laag');
  await low.page.getByRole('heading', { level: 1, name: 'Inloggen is niet gelukt' }).waitFor();
  await low.page.getByRole('link', { name: 'Terug naar het begin' }).click();
  same('back at the link', path(low.page), link);
  await low.context.close();
  const { context, page } = await office.window();
  await page.goto(link);
  await signInAt(page, office, 'hoog');
  await page.waitForURL('**/formulier/stappen');
  await page.getByText('U bent ingelogd.').waitFor();
  await page.goto(link);
  same('the code is asked no more', await page.getByLabel('Code die u van ons kreeg').count(), 0);
  await looksRight(page, screens && join(screens, 'formulier-begin-opnieuw-1280.png'));
  await context.close();
}

async function signInAt(page, office, level) {
  await page.getByRole('button', { name: 'Inloggen met DigiD' }).click();
  await page.waitForURL((url) => url.origin === office.program.issuer);
  await answer(page, level);
}

async function answer(page, level) {
  await page.getByLabel('Naam').fill('jan.voorbeeld');
  await page.getByLabel('Niveau').selectOption(level);
  await page.getByRole('button', { name: 'Aanmelden' }).click();
}

async function looksRight(page, picture) {
  for (const check of [isWellBuilt, passesAxe, fitsItsWidth, cutsNothingOff]) await check(page);
  if (picture) await page.screenshot({ path: picture });
}

function path(page) {
  return new URL(page.url()).pathname;
}
