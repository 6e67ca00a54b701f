// What people come to do, from signing in to signing out.

import { signIn } from '../lib/office.mjs';
import { Keyboard, Pointer } from '../lib/hands.mjs';
import { tab } from '../lib/focus.mjs';
import { nothing, same } from '../lib/report.mjs';

// Walks the main journey by pointing.
export function byPointer({ office, report }) {
  return walk({ office, report, name: 'pointer', makeHand: (page) => new Pointer(page) });
}

// Walks it with the keyboard alone.
export async function byKeyboard({ office, report }) {
  await report.check('the first stop skips the menu', () => skips(office));
  await walk({ office, report, name: 'keyboard', makeHand: (page) => new Keyboard(page) });
}

// Walks it in a browser that runs no script.
export function withoutScript({ office, report }) {
  return walk({ office, report, name: 'no script', makeHand: (page) => new Pointer(page), options: { javaScriptEnabled: false } });
}

async function walk({ office, report, name, makeHand, options = {} }) {
  const { context, page, seen } = await office.window(options);
  const hand = makeHand(page);
  for (const [step, act] of STEPS) {
    // Behind a step that failed stands a page that the next one does not know.
    if (!(await report.check(`${name}: ${step}`, () => act({ hand, page })))) break;
  }
  await report.check(`${name}: complaints`, () => nothing('the browser complains', [...seen.complaints]));
  await context.close();
}

const STEPS = [
  ['sign in', async ({ hand, page }) => {
    await page.goto('/');
    await hand.press('Vergunningverlener van gemeente Emmen');
    await isAt(page, '/werkvoorraad', 'Werkvoorraad');
  }],
  ['sign out', async ({ hand, page }) => {
    await hand.press('Afmelden');
    await isAt(page, '/aanmelden', 'Aanmelden');
    same('message', await page.getByRole('status').innerText(), 'U bent afgemeld.');
    await page.goto('/werkvoorraad');
    same('address', new URL(page.url()).pathname, '/aanmelden');
  }],
];

// Waits for a page, and fails when its heading is another one.
async function isAt(page, path, heading) {
  await page.waitForURL((url) => url.pathname === path);
  same('heading', await page.getByRole('heading', { level: 1 }).innerText(), heading);
}

async function skips(office) {
  const { context, page } = await office.window();
  await signIn(page, 'Vergunningverlener');
  await page.goto('/werkvoorraad');
  same('first stop', (await tab(page)).name, 'Naar de inhoud');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'inhoud');
  await tab(page);
  same('the stop after that is in the content', await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), true);
  await context.close();
}
