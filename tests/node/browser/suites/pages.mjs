// Every page of the catalogue, in each of its states, as different people see it.

import { join } from 'node:path';

import { looksWell, passesAxe } from '../lib/axe.mjs';
import { walks } from '../lib/focus.mjs';
import { cutsNothingOff, fitsItsWidth, followsLetters, hasEdges, isWellBuilt, stoodStill } from '../lib/layout.mjs';
import { Wrong, all, nothing, same } from '../lib/report.mjs';
import { isLight, table, weigh } from '../lib/weight.mjs';
import { pages } from '../pages.mjs';

// How people look at a page. The width 320 is also that of a window of 1280 at 400 %.
const LOOKS = [
  { name: '1280', width: 1280, picture: '' },
  { name: '320', width: 320, picture: '' },
  { name: 'text 200 %', width: 1280, letters: 32, sameText: true, picture: '-letters' },
  { name: 'wide text', width: 320, sameText: true, spaced: true },
  { name: 'dark', width: 1280, sameText: true, media: { colorScheme: 'dark' }, picture: '-donker' },
  { name: 'forced colours', width: 1280, sameText: true, media: { forcedColors: 'active' }, edges: true, picture: '-contrast' },
];

// The spacing of WCAG 1.4.12: people may set it, and nothing may be lost.
const SPACED = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }';

// Goes through the pages of a part of the catalogue.
export function pagesOf(part) {
  return async ({ office, report, screens }) => {
    const weights = [];
    for (const page of pages.filter((page) => page.part === part)) {
      const states = { ...(await page.more?.(office)), ...page.states };
      for (const [name, state] of Object.entries(states)) {
        await inspect({ office, report, screens, weights, page, state, name: `${page.name}-${name}` });
      }
    }
    if (weights.length > 0) console.log(`\n${table(weights)}\n`);
  };
}

async function inspect({ office, report, screens, weights, page, state, name }) {
  const { role, party, open, looks, status = 200, sheet = 0 } = { ...page, ...state };
  const window = role ? await office.windowOf(role, party) : await office.window();
  const { page: shown, seen } = window;
  const check = (what, run) => report.check(`${name}, ${what}`, run);
  seen.expected = status;
  const opened = await check('opens', async () => {
    const address = await open(shown, office);
    const weight = address && looks !== 'few' ? await weigh(window, address) : undefined;
    if (weight) weights.push([name, weight]);
    else if (address) await shown.goto(address);
    same('status', seen.status, status);
    const title = await shown.title();
    if (status === 400 && !title.startsWith(state.title ?? 'Fout: ')) throw new Wrong(`the title of a form with mistakes is «${title}»`);
    return weight && isLight(weight, sheet);
  });
  if (opened) {
    await check('build', () => all(() => stoodStill(shown), () => isWellBuilt(shown)));
    // Away from what would show that somebody points at it.
    await shown.mouse.move(0, 0);
    for (const look of looks === 'few' ? LOOKS.slice(0, 2) : LOOKS) await check(look.name, () => inspectLook({ window, screens, look, name }));
    if (looks !== 'few') await check('keyboard', () => walks(shown));
    await check('complaints', () => nothing('the browser complains, or asks others for something', [...seen.complaints]));
  }
  await window.context.close();
}

async function inspectLook({ window, screens, look, name }) {
  const { page } = window;
  const { width, letters = 16, edges, picture, sameText } = look;
  await put(window, look);
  const checks = [followsLetters, sameText ? looksWell : passesAxe, fitsItsWidth, cutsNothingOff, ...(edges ? [hasEdges] : [])];
  try {
    return await all(...checks.map((check) => () => check(page, letters)));
  } finally {
    if (screens && picture !== undefined) await shoot(window, look, join(screens, `${name}-${width}${picture}.png`));
  }
}

// Makes the window as somebody has it: its width, colours, spacing, the size of letters in the browser.
async function put({ page, line }, { width, height, letters = 16, spaced = false, media = {} }) {
  await page.setViewportSize({ width, height: height ?? (width === 320 ? 640 : 900) });
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
  await page.evaluate(([css, on]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = on ? [sheet] : [];
  }, [SPACED, spaced]);
  // Last, because any change of the window puts it back.
  await line.send('Page.setFontSizes', { fontSizes: { standard: letters, fixed: letters } });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

// Takes a picture of the whole page. Not by `fullPage`, which changes the window.
async function shoot(window, look, path) {
  const height = await window.page.evaluate(() => document.documentElement.scrollHeight);
  await put(window, { ...look, height: Math.min(Math.max(height, 640), 6000) });
  await window.page.screenshot({ path, animations: 'disabled' });
}
