// Two installations exchange a tip: written, released by a second person, received once, matched to a file with reasons, accepted, and
// what the receiver lets know at the sender. Afterwards both sides agree on what went between them, and every trail is sound.
//
// The second officers do all of it in a browser that runs no script.

import { readFileSync } from 'node:fs';

import { Office } from '../lib/office.mjs';
import { nothing, same } from '../lib/report.mjs';
import {
  BODIES, OFFICER, REPORT, SECOND, SUBJECT, approve, fillIn, ownBody, propose, take, until, writeTip,
} from '../lib/tips.mjs';
import { run, startTrial } from '../lib/trial.mjs';

export async function tips({ browser, office, report }) {
  const { program } = office;
  const giver = await sideOf(office, BODIES.emmen);
  const getter = await sideOf(new Office(browser, program.second), BODIES.drenthe);
  const at = { giver, getter, program };
  for (const [step, act] of STEPS) {
    // Behind a step that failed stands nothing that the next one knows.
    if (!(await report.check(step, () => act(at)))) break;
  }
  for (const { name, windows } of [giver, getter]) {
    for (const { context, seen } of windows) {
      await report.check(`complaints at ${name}`, () => nothing('the browser complains', [...seen.complaints]));
      await context.close();
    }
  }
}

tips.start = startTrial;

// A body where it works: two officers, each at a window of their own.
async function sideOf(office, body) {
  const first = await office.windowOf(OFFICER, body.party);
  const second = await office.windowOf(SECOND, body.party, { javaScriptEnabled: false });
  const windows = [first, second];
  return { ...body, office, door: office.program.door, windows, first: first.page, second: second.page };
}

const STEPS = [
  ['both bodies make their keys', async ({ giver, getter }) => {
    for (const side of [giver, getter]) Object.assign(side, await ownBody(side.first, side));
    nothing('keys are not the same', giver.fingerprint === getter.fingerprint ? [giver.fingerprint] : []);
  }],
  ['each is a partner of the other once a second officer typed over what was read out', async ({ giver, getter }) => {
    for (const [side, other] of [[giver, getter], [getter, giver]]) {
      const page = `/tips/partners/${other.oin}`;
      await propose(side.first, other);
      await forged(side.windows[0], page, ['Voorstel afwijzen', 'goedkeuren'], { 'reden-afwijzen': other.fingerprint });
      await side.second.goto(page);
      await refused(side.windows[1], { vingerafdruk: side.fingerprint }, 'Partner goedkeuren');
      await approve(side.second, other);
      await side.second.getByText('Actief', { exact: true }).waitFor();
    }
  }],
  ['a tip is written, and its writer cannot release it', async (at) => {
    const { first, windows } = at.giver;
    at.sent = await writeTip(first, at.getter);
    await first.goto(at.sent);
    same('buttons to release', await first.getByRole('button', { name: 'Tip vrijgeven' }).count(), 0);
    await forged(windows[0], at.sent, ['Tip intrekken', 'vrijgeven']);
    await first.goto(at.sent);
    await first.getByText('Concept, nog niet vrijgegeven').waitFor();
  }],
  ['somebody else releases it, and it is delivered', async ({ giver, sent }) => {
    await take(giver.second, sent, {}, 'Tip vrijgeven');
    await until(giver.first, sent, (page) => page.getByText('Bezorgd, nog niet beoordeeld'));
    same('messages with a receipt', await giver.first.getByRole('cell', { name: 'Bezorgd, met een ondertekend ontvangstbewijs' }).count(), 1);
  }],
  ['it is received once, with what was written and no more', async (at) => {
    const { first } = at.getter;
    await first.goto('/tips');
    const rows = first.getByRole('region', { name: 'Ontvangen tips' }).getByRole('row').filter({ hasText: SUBJECT });
    same('rows', await rows.count(), 1);
    at.received = await rows.getByRole('link').getAttribute('href');
    await first.goto(at.received);
    await first.getByRole('heading', { level: 1, name: `Tip van ${at.giver.name}` }).waitFor();
  }],
  ['it is taken up, and the sender hears that', async ({ giver, getter, received }) => {
    await take(getter.second, received, {}, 'Tip in behandeling nemen');
    await until(getter.first, received, (page) => page.getByRole('cell', { name: 'Bezorgd, met een ondertekend ontvangstbewijs' }));
    await giver.first.goto('/tips/verzonden');
    same('tips of the sender', await giver.first.getByRole('row').filter({ hasText: SUBJECT }).count(), 1);
  }],
  ['a file of the subject stands beside it with reasons, and somebody says that it is the same', async (at) => {
    const { second, office } = at.getter;
    const { items } = await office.ask('provincie-drenthe behandelaar', '/dossiers?limiet=50');
    at.file = items.find(({ naam }) => naam === SUBJECT);
    const row = (page, list) => page.getByRole('region', { name: list }).getByRole('row').filter({ hasText: at.file.kenmerk });
    await until(second, at.received, (page) => row(page, 'Tabel met kandidaten'));
    const said = await row(second, 'Tabel met kandidaten').innerText();
    nothing('the candidate without a reason', /gelijk/.test(said) ? [] : [said]);
    const beside = await row(second, 'Tabel met kandidaten').getByRole('link', { name: /^Naast elkaar/ }).getAttribute('href');
    await take(second, beside, { besluit: 'bevestigd', reden: 'Dezelfde naam en dezelfde opdracht.' }, 'Besluit vastleggen');
    await row(second, 'Tabel met wie dezelfde is').waitFor();
  }],
  ['it is accepted on that file, with a reason', async ({ getter, received, file }) => {
    const { second } = getter;
    await second.goto(received);
    const chosen = await second.getByRole('link', { name: /^Kies dit dossier/ }).getAttribute('href');
    const reason = { 'reden-aanvaarden': 'Dezelfde onderneming vraagt bij ons een opdracht.' };
    await take(second, chosen, reason, 'Tip aanvaarden');
    // A tip officer is on no file: the reference stands there, and no link.
    const known = second.getByRole('region', { name: 'Hoe de tip binnenkwam' });
    await known.getByText(file.kenmerk).first().waitFor();
    same('links to the file', await second.getByRole('link', { name: 'Naar het gekoppelde dossier' }).count(), 0);
  }],
  ['the sender hears the outcome and nothing else', async ({ giver, sent }) => {
    await until(giver.first, sent, (page) => page.getByText('Beoordeeld door de ontvanger'));
    const said = await giver.first.getByText('Aanvaard: de ontvanger doet eigen onderzoek').count();
    same('the outcome', said, 1);
    same('the reason', await giver.first.getByText('Dezelfde onderneming').count(), 0);
    await take(giver.first, sent, { 'reden-afsluiten': 'De ontvanger doet eigen onderzoek.' }, 'Tip afsluiten');
  }],
  ['nobody else of either body sees that there was a tip', async ({ giver, getter }) => {
    for (const { office, party } of [giver, getter]) {
      const { context, page } = await office.windowOf('Vergunningverlener', party);
      same('status', (await page.goto('/tips')).status(), 404);
      same('in the menu', await page.getByRole('link', { name: 'Tips', exact: true }).count(), 0);
      await context.close();
    }
  }],
  ['the lists of both agree', async ({ giver, getter }) => {
    for (const [side, other] of [[giver, getter], [getter, giver]]) {
      const list = await signedList(side.first, other);
      await other.first.goto(REPORT);
      await fillIn(other.first, { 'partner-lijst': side.oin, ondertekend: list });
      await other.first.getByRole('button', { name: 'Lijsten vergelijken' }).click();
      await other.first.getByText('Beide lijsten zijn gelijk.').waitFor();
    }
  }],
  ['every trail is sound', async ({ giver, getter, program }) => {
    for (const { first } of [giver, getter]) {
      await first.goto('/tips/spoor');
      await first.getByRole('button', { name: 'Controleer nu' }).click();
      await first.getByText('Alles klopt.').waitFor();
    }
    for (const words of program.verify) {
      const said = await run(program.path, words);
      nothing('a chain is not sound', /NIET/.test(said) || !/ongeschonden/.test(said) ? [said] : []);
    }
  }],
];

// Sends a form of the page in front that is not taken, which says why.
async function refused({ page, seen }, values, button) {
  await fillIn(page, values);
  seen.expected = 409;
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('alert').first().waitFor();
  same('status', seen.status, 409);
  seen.expected = 200;
}

// Sends a form to where another one goes, which the page does not offer.
async function forged(window, address, [button, act], values = {}) {
  await window.page.goto(address);
  await fillIn(window.page, values);
  await window.page.getByRole('button', { name: button, exact: true }).evaluate(({ form }, there) => {
    form.action = form.action.replace(/[^/]+$/, there);
  }, act);
  await refused(window, {}, button);
  await window.page.getByText('Een ander dan degene die dit schreef of voorstelde, geeft het vrij.').waitFor();
}

// Makes the list of this month, with what went each way on it, and returns it as it was signed for the other.
async function signedList(page, { oin }) {
  await page.goto(REPORT);
  await page.locator('[name=partner]').selectOption(oin);
  await page.locator('[name=maand]').selectOption({ index: 0 });
  await page.getByRole('button', { name: 'Lijst maken' }).click();
  for (const way of ['Verzonden, met ontvangstbewijs', 'Ontvangen en geregistreerd']) {
    const rows = page.getByRole('region', { name: way }).locator('tbody tr');
    await rows.first().waitFor();
  }
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Ondertekende lijst voor de partner' }).click();
  return readFileSync(await (await download).path(), 'utf8');
}
