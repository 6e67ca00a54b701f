// A year of the working group: planned around the holidays of 2027, an agenda of sixty files, a session with an interest and a
// dissent, and minutes that are adopted in the next meeting. Every advice then stands in its file.

import { EMMEN } from '../lib/office.mjs';
import { CHAIR, DEPUTY, SEATS, chairOf, extraMeeting, field, fill, freeze, itemOf, makeGroup, openSession, takeProposals } from '../lib/group.mjs';
import { nothing, same } from '../lib/report.mjs';

const FILES = 60;
const MEMBER = 'Lid van de werkgroep';
const SECOND = 'Tweede lezer';
const COORDINATOR = 'gemeente-emmen coordinator';

// The days that the rhythm gives from 4 January, once in six weeks: Easter Monday moves, and the summer is left out.
const DAYS = ['2027-01-04', '2027-02-15', '2027-03-30', '2027-05-10', '2027-06-21', '2027-09-13', '2027-10-25', '2027-12-06'];

export async function group({ office, report }) {
  const { context, page, seen } = await chairOf(office);
  const at = { office, page };
  for (const [step, act] of STEPS) {
    // Behind a step that failed stands nothing that the next one knows.
    if (!(await report.check(step, () => act(at)))) break;
  }
  await report.check('complaints', () => nothing('the browser complains', [...seen.complaints]));
  await context.close();
}

const STEPS = [
  ['the group is made', async (at) => {
    at.accounts = await makeGroup(at.page);
    const rows = at.page.getByRole('region', { name: 'Leden van de werkgroep' }).getByRole('row');
    same('rows with the head', await rows.count(), SEATS.length + 2);
    same('the deputy', await rows.filter({ hasText: `Vervangt ${SEATS[3].account}` }).count(), 1);
  }],
  ['2027 is looked at, and goes around holidays and recess', async ({ page }) => {
    await page.goto('/werkgroep/planning');
    await fill(page, { jaar: '2027', 'reces.0.naam': 'zomerreces', 'reces.0.vanaf': '19-07-2027', 'reces.0.totEnMet': '29-08-2027' });
    await page.getByRole('button', { name: 'Voorbeeld bekijken' }).click();
    await page.getByRole('heading', { name: 'Zo wordt 2027: 8 vergaderingen' }).waitFor();
    const table = page.getByRole('region', { name: 'Voorbeeld van het jaar' });
    // The example shows the whole year, whatever the day is on which this runs.
    const shown = await table.locator('tbody td:first-of-type').evaluateAll((all) => all.map(({ textContent }) => textContent.trim()));
    same('days of the example', shown.filter((day) => day !== 'Geen').join(', '), DAYS.map(inWords).join(', '));
    const moved = await table.getByRole('row').filter({ hasText: 'ma 29 maart 2027' }).innerText();
    nothing('Easter Monday does not move', /di 30 maart 2027/.test(moved) && /Verschoven: /.test(moved) ? [] : [moved]);
    const off = await table.getByRole('row').filter({ hasText: 'ma 2 augustus 2027' }).innerText();
    nothing('the recess is not left out', /Gaat niet door: zomerreces/.test(off) ? [] : [off]);
  }],
  ['2027 is planned', async ({ page }) => {
    await page.getByRole('button', { name: 'Vergaderingen plannen' }).click();
    await page.getByRole('link', { name: 'Naar de vergaderingen' }).click();
    await page.waitForURL('**/werkgroep');
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date());
    const list = page.getByRole('region', { name: 'Vergaderingen per jaar' });
    const days = await list.locator('time[datetime^="2027"]').evaluateAll((all) => all.map(({ dateTime }) => dateTime));
    // Days that are past when this runs are not planned any more.
    same('days', days.join(' '), DAYS.filter((day) => day >= today).join(' '));
  }],
  ['sixty files come in', async (at) => {
    at.files = [];
    for (let number = 1; number <= FILES; number += 1) at.files.push(await openFile(at.office, number));
    for (const { id } of at.files.slice(0, 3)) await admit(at, id);
  }],
  ['the agenda is proposed from them', async (at) => {
    at.meeting = await extraMeeting(at.page, '00:05', 'De eerste vergadering van de proef.');
    await at.page.goto(`${at.meeting}/voorstel`);
    const rows = at.page.getByRole('region', { name: 'Voorgestelde onderwerpen' }).getByRole('row');
    same('proposed files', await rows.filter({ hasText: 'Proefdossier' }).count(), FILES);
    const first = rows.filter({ hasText: nameOf(1) });
    nothing('no reason is given', /Het dossier is open sinds/.test(await first.innerText()) ? [] : [await first.innerText()]);
    await takeProposals(at.page, at.meeting, at.files.map((_, place) => nameOf(place + 1)));
    same('items', await items(at.page).count(), FILES);
  }],
  ['the order changes, and the agenda is frozen', async ({ page, meeting }) => {
    await page.goto(`${meeting}/volgorde`);
    const last = await lastPlace(page);
    await field(page, last).fill('1');
    await page.getByRole('button', { name: 'Volgorde en tijd vastleggen' }).click();
    await page.waitForURL(`**${meeting}`);
    await freeze(page, meeting);
    const facts = await page.locator('.dw-facts').first().innerText();
    nothing('who froze it is not told', /Bevroren.*door Voorbeeld coordinator/.test(facts) ? [] : [facts]);
  }],
  ['a member declares an interest, and finds the item no more', async ({ office, page, meeting }) => {
    const item = await itemOf(page, meeting, nameOf(3));
    const member = await office.windowOf(MEMBER);
    await member.page.goto(item);
    await fill(member.page, { belang: 'Mijn zus werkt bij de aanvrager.' });
    await member.page.getByRole('button', { name: 'Belang vastleggen' }).click();
    await member.page.waitForURL(`**${meeting}`);
    same('items that are left', await items(member.page).count(), FILES - 1);
    // A member is on the first three files only: of the others there is an item, and no name (art. 28).
    same('the name of a file of others', (await member.page.content()).includes(nameOf(4)), false);
    same('the name is not told', (await member.page.content()).includes(nameOf(3)), false);
    member.seen.expected = 404;
    await member.page.goto(item);
    same('status', member.seen.status, 404);
    await member.context.close();
    await page.goto(item);
    await page.getByText('Voorbeeld werkgroeplid doet niet mee en ziet dit punt niet.').waitFor();
  }],
  ['the session opens with a quorum', async ({ page, meeting }) => {
    await openSession(page, meeting);
    await page.getByText('4 van 4 plaatsen bezet. Er zijn er 3 nodig om te adviseren.').waitFor();
  }],
  ['an advice by votes with a dissent', async ({ page, meeting, accounts }) => {
    await page.goto(await itemOf(page, meeting, nameOf(1)));
    await page.getByLabel('Voornemen: verlenen met voorschriften').check();
    await fill(page, { redenen: 'De herkomst van 18% van het geld is onbekend.', voorschriften: 'Geen contant geld.' });
    await page.getByLabel('Er is gestemd').check();
    for (const { role } of SEATS) {
      const vote = role === SECOND ? 'tegen' : 'voor';
      await page.locator(`[name="stem.${accounts[role]}"][value="${vote}"]`).check();
    }
    await page.getByText('Afwijkende standpunten').click();
    await field(page, `standpunt.${accounts[SECOND]}`).fill('Wacht eerst het advies van het LBB af.');
    await page.getByRole('button', { name: 'Advies vastleggen' }).click();
    await page.getByText('Stemming: 3 voor, 1 tegen.').waitFor();
  }],
  ['advice by agreement, without who has an interest', async ({ page, meeting }) => {
    for (const [number, voters] of [[2, 4], [3, 3]]) {
      await page.goto(await itemOf(page, meeting, nameOf(number)));
      await page.getByLabel('Verder onderzoeken').check();
      await fill(page, { redenen: 'Er is meer nodig.' });
      await page.getByLabel('Iedereen die meedeed is het eens').check();
      await page.getByRole('button', { name: 'Advies vastleggen' }).click();
      await page.getByText(`De ${voters} leden die meededen waren het eens.`).waitFor();
    }
  }],
  ['every advice stands in its file', async ({ office, files }) => {
    for (const [place, { id }] of files.slice(0, 4).entries()) {
      const advice = await adviceIn(office, id);
      same(`advice in file ${place + 1}`, advice.length, place < 3 ? 1 : 0);
      if (place === 0) {
        const words = advice[0].advies;
        nothing('the vote and the dissent are not told', /3 voor, 1 tegen/.test(words) && /Wacht eerst het advies/.test(words) ? [] : [words]);
      }
    }
  }],
  ['a member proposes to correct the minutes', async ({ office, meeting }) => {
    const { context, page } = await office.windowOf(MEMBER);
    await page.goto(`${meeting}/verslag`);
    same('the minutes do not tell of the item', (await page.content()).includes(nameOf(3)), false);
    await fill(page, { verbetering: 'De gast van het RIEC was er niet.' });
    await page.getByRole('button', { name: 'Verbetering voorstellen' }).click();
    await page.getByText('De verbetering is voorgesteld.').waitFor();
    await context.close();
  }],
  ['the minutes are adopted in the next meeting', async (at) => {
    const { page, meeting } = at;
    const next = await extraMeeting(page, '00:10', 'De tweede vergadering van de proef.');
    await takeProposals(page, next, ['Verslag van']);
    await freeze(page, next);
    await openSession(page, next);
    await page.goto(await itemOf(page, next, 'Verslag van'));
    await page.getByRole('link', { name: 'Verslag lezen en vaststellen' }).click();
    await page.waitForURL(`**${meeting}/verslag`);
    await page.locator('[name="vergadering"]').selectOption({ value: next.split('/').at(-1) });
    await page.getByLabel('1. De gast van het RIEC was er niet.').check();
    await page.getByRole('button', { name: 'Verslag vaststellen' }).click();
    await page.getByText('Het verslag is vastgesteld en verandert niet meer.').waitFor();
    same('the correction', await page.getByText('Overgenomen, van Voorbeeld werkgroeplid').count(), 1);
    const start = await page.getByRole('link', { name: 'Verslag (pdf)' }).evaluate(async ({ href }) => (await (await fetch(href)).text()).slice(0, 5));
    same('start of the paper', start, '%PDF-');
  }],
];

// Returns the name of a file: no name is the beginning of another.
function nameOf(number) {
  return `Proefdossier ${String(number).padStart(2, '0')} B.V.`;
}

// Returns a day as the pages write it, such as «ma 4 januari 2027».
function inWords(day) {
  const form = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' };
  return new Intl.DateTimeFormat('nl-NL', form).format(new Date(day));
}

function items(page) {
  return page.getByRole('navigation', { name: 'Agendapunten' }).getByRole('link');
}

// Returns the name of the field with the place of the last item.
async function lastPlace(page) {
  return page.locator('[name^="plaats."]').last().getAttribute('name');
}

// Opens a file that came in long ago.
async function openFile(office, number) {
  const received = new Date(Date.now() - 120 * 86_400_000).toISOString().slice(0, 10);
  return office.ask(COORDINATOR, '/dossiers', {
    aanvraag: {
      kenmerk: `PROEF-${String(number).padStart(2, '0')}`,
      soort: 'alcohol-horeca',
      gebeurtenis: 'nieuw',
      ontvangenOp: received,
      betrokkene: { soort: 'rechtspersoon', naam: nameOf(number) },
      feiten: { signalen: [], branches: [] },
    },
  });
}

// Puts the other members on a file.
async function admit({ office, accounts }, id) {
  const others = [...SEATS, DEPUTY].filter(({ role }) => role !== CHAIR);
  for (const { role } of others) {
    await office.ask(COORDINATOR, `/dossiers/${id}/leden`, { account: accounts[role], reden: `Adviseert voor ${EMMEN}.` });
  }
}

// Returns the advice of the group in a file.
async function adviceIn(office, id) {
  const { dossier } = await office.ask(COORDINATOR, `/dossiers/${id}`);
  return (dossier.dossier ?? dossier).werkgroepadviezen ?? [];
}
