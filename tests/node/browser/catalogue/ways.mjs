// Ways to a page.

export const FILE = '/dossiers/{dossierId}';

// Files of the demonstration, from the youngest to the furthest.
export const RECEIVED = 'Eetcafé De Verzonnen Gans B.V.';
export const SCOPED = 'Grondbank Fantasia N.V.';
export const FORMS_OUT = 'Zaal Nergenshuizen B.V.';
export const REPAIR = 'Voorbeeld Recycling B.V.';
export const INQUIRY = 'Fictief Beheer B.V.';

// Opens an address.
export function at(address) {
  return () => address;
}

// Opens an address that answers with an error on purpose, which is not weighed.
export function failing(address) {
  return async (page) => {
    await page.goto(address);
  };
}

// Opens an address below a file of the demonstration.
export function ofFile(name, below = '') {
  return async (_, office) => `/dossiers/${await office.fileId(name)}${below}`;
}

// Sends a form as it comes, without what it asks.
export function sendEmpty(name, address, button) {
  return async (page, office) => {
    await page.goto(name ? await ofFile(name, address)(page, office) : address);
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('alert').first().waitFor();
  };
}

// Lets somebody take access to a file in an emergency; who has it already keeps it.
export async function emergency(office, role, name = INQUIRY) {
  const address = `/dossiers/${await office.fileId(name)}`;
  const member = await office.windowOf('Vergunningverlener');
  await member.page.goto(address);
  const [reference] = (await member.page.locator('.dw-crumb').innerText()).match(/DW-\S+/);
  await member.context.close();
  const { context, page } = await office.windowOf(role);
  await page.goto('/noodtoegang');
  await page.getByLabel('Kenmerk van het dossier').fill(reference);
  await page.getByLabel('Waarom moet u dit dossier nu zien?').fill('De behandelaar is ziek en de termijn loopt vandaag af.');
  await page.getByRole('button', { name: 'Noodtoegang nemen' }).click();
  await page.locator('.dw-melding, [role=alert]').first().waitFor();
  await context.close();
  return address;
}

let admitted;

// Lets the coordinator in on the file of the investigation, once; the same for all pages.
export function admission(office) {
  admitted ??= (async () => {
    const { context, page } = await office.windowOf('Vergunningverlener');
    await page.goto(await ofFile(INQUIRY, '/toegang')(page, office));
    const people = page.locator('select[name=account]');
    const names = await people.locator('option').allTextContents();
    await people.selectOption({ label: names.find((name) => /coördinator/.test(name)) });
    await page.locator('textarea[name=reden]').fill('Kijkt mee met het onderzoek.');
    await page.getByRole('button', { name: 'Toegang geven', exact: true }).click();
    await page.getByRole('heading', { name: 'Toegang' }).first().waitFor();
    await context.close();
  })();
  return admitted;
}

const OFFICER = 'gemeente-emmen behandelaar';
const SECOND = 'gemeente-emmen tweede-lezer';
let heard;

// A file on which the person concerned is asked for views, with one hearing that stands; made once. Returns its address and that
// of the hearing.
export function hearing(office) {
  heard ??= (async () => {
    // The day on the Dutch clock, which around midnight is another one than in UTC.
    const day = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' });
    const today = day(0);
    const { id } = await office.ask(OFFICER, '/dossiers', {
      aanvraag: {
        soort: 'alcohol-horeca',
        gebeurtenis: 'nieuw',
        ontvangenOp: today,
        betrokkene: { soort: 'rechtspersoon', naam: 'Café De Luchtspiegeling B.V.' },
        feiten: { signalen: [], branches: [] },
      },
    });
    const base = `/dossiers/${id}`;
    const take = async (who, step, body) => {
      const { versie } = await office.ask(who, base);
      return office.ask(who, `${base}/${step}`, body, { 'if-match': `"v${versie}"` });
    };
    const reader = await office.ask(SECOND, '/mij');
    await office.ask(OFFICER, `${base}/leden`, { account: reader.account, reden: 'Leest mee.' });
    const { dossier } = await take(OFFICER, 'toepassingsbereik', {});
    const persoon = people(dossier)[0].persoon.id;
    await take(OFFICER, 'vragenlijsten', { op: today, uiterlijk: day(14) });
    await take(OFFICER, 'vragenlijstontvangsten', { persoon, op: today, ontbreekt: [] });
    await take(OFFICER, 'onderzoek', { op: today });
    await take(OFFICER, 'beoordelingen', ASSESSMENT);
    await take(SECOND, 'bevestigingen', { toelichting: 'Nagelopen.' });
    await take(OFFICER, 'voornemens', { uitkomst: 'weigeren', grondslag: 'gevaar', derden: [], op: today, uiterlijk: day(14), motivering: 'Het gevaar weegt zwaar.' });
    const tijd = { begin: '10:00:00', minuten: 60, plaats: 'Kamer 3, Verzonnen Plein 1' };
    const made = await office.ask(OFFICER, `${base}/hoorzittingen`, { persoon, plan: { op: day(7), tijd, email: 'luchtspiegeling@post.example' } });
    return { list: `${base}/hoorzittingen`, one: `${base}/hoorzittingen/${made.id}` };
  })();
  return heard;
}

const WEIGHED = 'Een verzonnen weging.';
const ASSESSMENT = {
  gronden: [{
    grond: 'b',
    gevaar: 'ernstig',
    motivering: WEIGHED,
    elementen: { feiten: WEIGHED, ernstVermoeden: WEIGHED, aardRelatie: WEIGHED, omvang: WEIGHED, samenhang: WEIGHED, tijdsverloop: WEIGHED },
  }],
  evenredigheid: WEIGHED,
  waaromGeenVoorschriften: WEIGHED,
};

// The persons stand at another place in every state of a file.
function people(dossier) {
  return dossier.personen ?? Object.values(dossier).map((part) => part?.personen).find(Boolean);
}
