// The checks themselves, on pages that are wrong on purpose: a check that nothing can fail proves nothing.

import { passesAxe } from '../lib/axe.mjs';
import { walks } from '../lib/focus.mjs';
import { cutsNothingOff, fitsItsWidth, followsLetters, hasEdges, isWellBuilt, stoodStill } from '../lib/layout.mjs';
import { Wrong, nothing } from '../lib/report.mjs';
import { isLight } from '../lib/weight.mjs';

const WIDE = '<div class="breed">breed</div><style>.breed { inline-size: 2000px }</style>';
const SOUND = '<main><h1>Kop</h1><p>Tekst</p><button>Verder</button></main><style>button:focus-visible { outline: 3px solid }</style>';

// Name, check, what is in the page, and a part of what it must say.
const WRONG = [
  ['contrast', passesAxe, '<p class="zwak">zwak</p><style>.zwak { color: #aaa; background: #fff }</style>', 'color-contrast'],
  ['a field without a name', passesAxe, '<input>', 'label'],
  ['a small target', passesAxe, '<button class="k">a</button><button class="k">b</button><style>.k { inline-size: 12px; block-size: 12px; padding: 0; margin: 0 }</style>', 'target-size'],
  ['too wide', fitsItsWidth, WIDE, 'div.breed ends at'],
  ['cut off', cutsNothingOff, '<p class="kort">een lange zin</p><style>.kort { inline-size: 3em; overflow: hidden; white-space: nowrap }</style>', 'een lange zin'],
  ['letters of a fixed size', (page) => followsLetters(page, 32), '<style>html { font-size: 16px }</style>', '16, expected 32'],
  ['two headings', isWellBuilt, '<h1>a</h1><h1>b</h1>', '2 headings'],
  ['an id twice', isWellBuilt, '<p id="x">a</p><p id="x">b</p>', 'the id x'],
  ['a description that is not there', isWellBuilt, '<input aria-describedby="weg">', 'weg, named by input'],
  ['no edges', hasEdges, '<input id="kaal"><style>#kaal { border: 0 }</style>', 'input kaal'],
  ['no mark of focus', walks, '<button>Verder</button><style>button:focus { outline: none }</style>', 'does not show'],
  ['focus behind something', walks, '<button>Verder</button><p class="voor">x</p><style>button:focus { outline: 3px solid } .voor { position: fixed; inset: 0 }</style>', 'stands behind'],
];

export async function checks({ office, report }) {
  const { context, page } = await office.window();
  for (const [name, check, body, words] of WRONG) {
    await report.check(`finds: ${name}`, async () => {
      await show(page, body);
      await fails(() => check(page), words);
    });
  }
  await report.check('finds nothing wrong with a sound page', async () => {
    await show(page, SOUND);
    for (const check of [passesAxe, fitsItsWidth, cutsNothingOff, isWellBuilt, hasEdges, walks]) await check(page);
  });
  await context.close();
  await report.check('finds: a page that moves', () => moved(office));
  await report.check('finds: what the browser complains of', () => complained(office));
  await report.check('finds: a heavy page', () => fails(() => isLight({
    first: { bytes: 100_001, requests: 1 }, later: { bytes: 30_001, requests: 1 }, blocking: ['/static/dijkwacht.js', '/static/dijkwacht.css'],
  }), 'dijkwacht.js'));
}

function show(page, body) {
  return page.setContent(`<!doctype html><html lang="nl"><title>Proef - Dijkwacht</title><body>${body}`);
}

// Fails unless the check fails with these words.
async function fails(check, words) {
  let message;
  try {
    await check();
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    ({ message } = error);
  }
  if (!message?.includes(words)) throw new Wrong(`expected «${words}», found: ${message ?? 'nothing'}`);
}

async function moved(office) {
  const { context, page } = await office.window();
  await page.goto('/aanmelden');
  await page.evaluate(() => {
    const late = document.createElement('p');
    late.textContent = 'Te laat';
    document.querySelector('main').prepend(late);
  });
  await page.waitForFunction(() => window.dwShifts.length > 0);
  await fails(() => stoodStill(page), '0.');
  await context.close();
}

async function complained(office) {
  const { context, page, seen } = await office.window();
  await page.goto('/aanmelden');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.stout = true';
    document.head.append(script);
    return fetch('/bestaat-niet').then(() => undefined);
  });
  await fails(() => nothing('', [...seen.complaints]), 'Content Security Policy');
  await fails(() => nothing('', [...seen.complaints]), 'bestaat-niet');
  await context.close();
}
