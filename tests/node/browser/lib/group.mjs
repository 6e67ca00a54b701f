// The working group of the demonstration: made, planned and led by its coordinator, by the pages.

import { EMMEN } from './office.mjs';

export const CHAIR = 'Bibob-coördinator';

// Who has a seat: the role as it is chosen on the sign-in page, the name of the account, and the role in the group.
export const SEATS = [
  { role: CHAIR, account: 'Voorbeeld coordinator', seat: 'coordinator' },
  { role: 'Lid van de werkgroep', account: 'Voorbeeld werkgroeplid', seat: 'aov' },
  { role: 'Vergunningverlener', account: 'Voorbeeld behandelaar', seat: 'vergunningverlening-apv' },
  { role: 'Tweede lezer', account: 'Voorbeeld tweede-lezer', seat: 'jurist-apv' },
];
// Who stands in for the second reader.
export const DEPUTY = { role: 'Beslisser', account: 'Voorbeeld beslisser', seat: 'jurist-apv' };

const CHANGE = '/werkgroep/samenstelling/wijzigen';

// Returns the field with this name.
export function field(page, name) {
  return page.locator(`[name="${name}"]`);
}

// Fills in fields by their names.
export async function fill(page, values) {
  for (const [name, text] of Object.entries(values)) await field(page, name).fill(text);
}

// Today as somebody types it, a number of days on. The program counts days in Dutch time.
export function day(on = 0) {
  const moment = new Date(Date.now() + on * 86_400_000);
  return new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', day: '2-digit', month: '2-digit', year: 'numeric' }).format(moment);
}

// Chooses the option that begins with these words; returns its value.
export async function pick(list, words) {
  const value = await list.locator('option').evaluateAll(
    (options, wanted) => options.find(({ text }) => text.startsWith(wanted))?.value,
    words,
  );
  if (!value) throw new Error(`no option «${words}»`);
  await list.selectOption(value);
  return value;
}

// Makes the group, and returns the accounts of its people by their role.
export async function makeGroup(page) {
  const accounts = {};
  await page.goto(CHANGE);
  await page.getByRole('button', { name: 'Nog een lid toevoegen' }).click();
  await field(page, 'lid.4.account').waitFor();
  for (const [row, { role, account, seat }] of [...SEATS, DEPUTY].entries()) {
    accounts[role] = await pick(field(page, `lid.${row}.account`), account);
    await field(page, `lid.${row}.rol`).selectOption(seat);
    await fill(page, { [`lid.${row}.vanaf`]: '01-01-2026' });
  }
  // Only who is a member can be stood in for, so the list is there once somebody was chosen.
  await page.getByRole('button', { name: 'Nog een lid toevoegen' }).click();
  await field(page, 'lid.5.account').waitFor();
  await pick(field(page, 'lid.4.vervangt'), 'Voorbeeld tweede-lezer');
  await pick(field(page, 'voorzitter'), 'Voorbeeld coordinator');
  await fill(page, { start: '04-01-2027', begin: '09:30', minuten: '120', plaats: 'Kamer 0.12', video: 'https://beeld.example/werkgroep' });
  await page.getByRole('button', { name: 'Werkgroep vastleggen' }).first().click();
  await page.waitForURL('**/werkgroep/samenstelling');
  return accounts;
}

// Plans a meeting outside the rhythm today, and returns its address.
export async function extraMeeting(page, begin, why = 'Een extra vergadering voor de proef.') {
  await page.goto('/werkgroep/vergaderingen/nieuw');
  await fill(page, { op: day(), begin, minuten: '90', reden: why });
  await page.getByRole('button', { name: 'Vergadering plannen' }).click();
  // Nobody of the demonstration has an address for mail, so the page says who is not told.
  await page.getByRole('heading', { name: 'Niet iedereen kreeg een uitnodiging' }).waitFor();
  await page.getByRole('link', { name: 'Naar de vergadering', exact: true }).click();
  await page.waitForURL(/\/werkgroep\/vergaderingen\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

// Puts those of the proposal on the agenda whose names begin so; without names what fits.
export async function takeProposals(page, meeting, names) {
  await page.goto(`${meeting}/voorstel`);
  if (names) {
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
    for (const name of names) await page.getByRole('row').filter({ hasText: name }).getByRole('checkbox').check();
  }
  await page.getByRole('button', { name: 'Gekozen onderwerpen op de agenda zetten' }).click();
  await page.waitForURL(`**${meeting}`);
}

// Freezes the agenda.
export async function freeze(page, meeting) {
  await page.goto(meeting);
  await page.getByRole('button', { name: 'Agenda bevriezen' }).click();
  await page.getByText('De agenda is bevroren. Wijzigen kan nu alleen met een reden.').waitFor();
}

// Opens the session with everybody who has a seat.
export async function openSession(page, meeting) {
  await page.goto(`${meeting}/zitting`);
  for (const { account } of SEATS) await page.getByRole('checkbox', { name: `${account} is er`, exact: true }).check();
  await page.getByRole('button', { name: 'Zitting openen' }).click();
  await page.waitForURL(`**${meeting}`);
}

// Returns the address of the item whose name has these words.
export async function itemOf(page, meeting, words) {
  await page.goto(meeting);
  return page.getByRole('navigation', { name: 'Agendapunten' }).getByRole('link').filter({ hasText: words }).first().getAttribute('href');
}

// Opens a window of the chair.
export function chairOf(office) {
  return office.windowOf(CHAIR, EMMEN);
}
