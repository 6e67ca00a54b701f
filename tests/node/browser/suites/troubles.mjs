// What goes wrong on the way: mistakes in a form, a session that ends, two people at once, a file that is not for everyone.

import { signIn } from '../lib/office.mjs';
import { nothing, same } from '../lib/report.mjs';
import { INQUIRY, RECEIVED, SCOPED } from '../catalogue/ways.mjs';

const COLLEAGUE = 'Tweede lezer';

export async function troubles({ office, report }) {
  for (const [name, act] of CASES) await report.check(name, () => act(office));
}

const CASES = [
  ['a form with mistakes comes back as it was, with a summary that leads to the fields', mistakes],
  ['another kind is explained at once, and the focus stays', live],
  ['a session that ended: what was filled in is found back', ended],
  ['two at once: both versions are shown, and nothing is lost', conflict],
  ['sent twice: done once', twice],
  ['a file is not there for who need not know it', secret],
  ['emergency access opens a file, and everyone sees that it did', emergency],
];

async function mistakes(office) {
  const { context, page } = await office.windowOf('Vergunningverlener');
  await page.goto('/dossiers/nieuw');
  await page.getByLabel('Ontvangen op').fill('31-02-2026');
  await page.getByLabel('Zaaknummer').fill('Z-2026-0001');
  await page.getByRole('button', { name: 'Verder naar betrokkene' }).click();
  const summary = page.getByRole('alert');
  await summary.waitFor();
  same('title', (await page.title()).startsWith('Fout: '), true);
  same('the day is kept', await page.getByLabel('Ontvangen op').inputValue(), '31-02-2026');
  same('the number is kept', await page.getByLabel('Zaaknummer').inputValue(), 'Z-2026-0001');
  const links = await summary.getByRole('link').all();
  same('links in the summary', links.length, 2);
  for (const link of links) {
    await link.focus();
    await page.keyboard.press('Enter');
    const field = await page.evaluate(() => [document.activeElement.id, document.activeElement.getAttribute('aria-invalid')].join(' '));
    same('the field of the link', field, `${(await link.getAttribute('href')).slice(1)} true`);
    const described = await page.evaluate(() => document.activeElement.getAttribute('aria-describedby').split(' ').some((id) => id.endsWith('-fout')));
    same('the field says what is wrong', described, true);
  }
  await context.close();
}

async function live(office) {
  const { context, page } = await office.windowOf('Beslisser');
  await page.goto('/dossiers/nieuw');
  await page.getByLabel('Ontvangen op').fill('02-11-2026');
  const kind = page.getByLabel('Soort aanvraag');
  await kind.focus();
  await kind.selectOption('omgevingsvergunning-bouw');
  const sum = page.getByLabel('Bouwsom', { exact: true });
  await sum.waitFor();
  same('the focus', await page.evaluate(() => document.activeElement.name), 'soort');
  await sum.fill('900.000,00');
  const vat = page.getByLabel('Exclusief btw');
  await vat.check();
  await page.getByLabel('Het bevoegd gezag').check();
  await page.getByRole('heading', { name: /^Bibob-toets/ }).waitFor();
  same('the sum stays', await sum.inputValue(), '900.000,00');
  same('it is said', (await page.locator('[data-uitleg-stand]').textContent()).startsWith('Bibob-toets'), true);
  await context.close();
}

async function ended(office) {
  const first = await signedIn(office, 'Beslisser');
  await first.page.goto('/dossiers/nieuw');
  await first.page.getByLabel('Ontvangen op').fill('02-11-2026');
  await first.page.getByLabel('Zaaknummer').fill('Z-2026-0002');
  const second = await signedIn(office, 'Beslisser');
  await signOutEverywhere(second.page);
  await first.page.getByRole('button', { name: 'Verder naar betrokkene' }).click();
  await first.page.waitForURL(/\/aanmelden/);
  same('message', await first.page.locator('.dw-melding').innerText(), 'Uw sessie was voorbij. Meld u opnieuw aan; wat u had ingevuld is bewaard.');
  await first.page.getByRole('button', { name: 'Beslisser van gemeente Emmen', exact: true }).click();
  await first.page.waitForURL('**/dossiers/nieuw');
  same('the number is kept', await first.page.getByLabel('Zaaknummer').inputValue(), 'Z-2026-0002');
  await first.context.close();
  await second.context.close();
}

async function conflict(office) {
  const address = `/dossiers/${await office.fileId(SCOPED)}`;
  const slow = await office.windowOf('Vergunningverlener');
  const quick = await office.windowOf('Vergunningverlener');
  await slow.page.goto(`${address}/stappen/vragenlijsten`);
  await slow.page.locator('input[name="op"]').fill('24-11-2026');
  await quick.page.goto(`${address}/stappen/vragenlijsten`);
  await quick.page.getByRole('button', { name: 'Verzending vastleggen' }).click();
  await quick.page.waitForURL(`**${address}`);
  slow.seen.expected = 409;
  await slow.page.getByRole('button', { name: 'Verzending vastleggen' }).click();
  await slow.page.getByRole('heading', { level: 1, name: 'Iemand anders was u voor' }).waitFor();
  same('status', slow.seen.status, 409);
  const now = await slow.page.getByRole('region', { name: 'Dit is er intussen gebeurd' }).innerText();
  const mine = await slow.page.getByRole('region', { name: 'Dit had u ingevuld' }).innerText();
  same('what the other did is shown', now.includes('Vragenlijst verstuurd'), true);
  same('what I filled in is shown', /24 november/.test(mine), true);
  await slow.page.getByRole('link', { name: 'Mijn invoer opnieuw nakijken' }).click();
  same('what I filled in is kept', await slow.page.locator('input[name="op"]').inputValue(), '24-11-2026');
  await slow.context.close();
  await quick.context.close();
}

async function twice(office) {
  const { context, page } = await office.windowOf('Vergunningverlener');
  const address = `/dossiers/${await office.fileId(RECEIVED)}`;
  await page.goto(`${address}/stappen/toepassingsbereik`);
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST'),
    page.getByRole('button', { name: 'Toepassingsbereik vastleggen' }).click(),
  ]);
  await page.waitForURL(`**${address}`);
  const again = await page.evaluate(async ([url, body]) => {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
    return `${answer.status} ${new URL(answer.url).pathname}`;
  }, [sent.url(), sent.postData()]);
  same('the second time leads to the same page', again, `200 ${address}`);
  await page.goto(`${address}/historie`);
  same('times in the history', await page.getByRole('listitem').filter({ hasText: 'toepassingsbereik vast' }).count(), 1);
  await context.close();
}

async function secret(office) {
  const address = `/dossiers/${await office.fileId(INQUIRY)}`;
  const { context, page, seen } = await office.windowOf(COLLEAGUE);
  seen.expected = 404;
  for (const below of ['', '/historie', '/toegang', '/stukken', '/stappen/beoordelingen', '/brieven/vragenlijstverzoek']) {
    await page.goto(address + below);
    same(`status of ${below || 'the file'}`, seen.status, 404);
    same('the name is not told', (await page.content()).includes(INQUIRY), false);
  }
  await page.goto('/werkvoorraad');
  same('the name is not in the list', (await page.content()).includes(INQUIRY), false);
  await context.close();
}

async function emergency(office) {
  const address = `/dossiers/${await office.fileId(INQUIRY)}`;
  const member = await office.windowOf('Vergunningverlener');
  await member.page.goto(address);
  const reference = (await member.page.locator('.dw-crumb').innerText()).match(/DW-\S+/)[0];
  const { context, page } = await office.windowOf('Bibob-coördinator');
  await page.goto('/noodtoegang');
  await page.getByLabel('Kenmerk van het dossier').fill(reference);
  await page.getByLabel('Waarom moet u dit dossier nu zien?').fill('De behandelaar is ziek en de termijn loopt vandaag af.');
  await page.getByRole('button', { name: 'Noodtoegang nemen' }).click();
  await page.waitForURL(`**${address}`);
  same('heading', await page.getByRole('heading', { level: 1 }).innerText(), INQUIRY);
  await member.page.goto(`${address}/toegang`);
  const row = member.page.getByRole('row', { name: /Noodtoegang tot/ });
  same('the members see it', await row.count(), 1);
  nothing('the reason is not shown', (await row.innerText()).includes('De behandelaar is ziek') ? [] : [await row.innerText()]);
  await context.close();
  await member.context.close();
}

// A session of its own, which may be ended without ending those of other checks.
async function signedIn(office, role) {
  const window = await office.window();
  await signIn(window.page, role);
  return window;
}

// Sends the form of signing out to the other address: the button stands on a page that is not the subject here.
async function signOutEverywhere(page) {
  await page.goto('/werkvoorraad');
  await page.locator('form[action="/afmelden"]').evaluate((form) => { form.action = '/afmelden/overal'; });
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.waitForURL(/\/aanmelden/);
}
