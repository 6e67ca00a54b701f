// What a page looks like, as far as a program can see it.

import { Wrong, nothing, same } from './report.mjs';

// Fails when the page itself must be scrolled sideways. Wide tables have a region of their own for that.
export async function fitsItsWidth(page) {
  const { most, width, wide } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element) => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== 'visible') return true;
      }
      return false;
    };
    const out = [...document.body.querySelectorAll('*')].filter((element) => {
      const { right, width: own } = element.getBoundingClientRect();
      return own > 0 && right + window.scrollX > width + 0.5 && !scrolls(element);
    });
    const name = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
    const right = (element) => Math.round(element.getBoundingClientRect().right);
    return {
      width,
      most: document.documentElement.scrollWidth,
      wide: out.slice(0, 8).map((element) => `${name(element)} ends at ${right(element)}`),
    };
  });
  if (most > width) nothing(`the page is ${most} wide in a window of ${width}`, wide.length > 0 ? wide : ['?']);
}

// Fails when the letters do not follow the size that somebody set in the browser.
export async function followsLetters(page, letters) {
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  same('size of the letters', size, letters);
}

// Fails when text is cut off by the box it stands in.
export async function cutsNothingOff(page) {
  const cut = await page.evaluate(() => {
    // Text for screen readers only stands in a box of one pixel, on purpose.
    const forEars = (element) => element.clientWidth <= 1 || element.clientHeight <= 1;
    const hides = ({ overflowX, overflowY }, element) =>
      (['hidden', 'clip'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (['hidden', 'clip'].includes(overflowY) && element.scrollHeight > element.clientHeight + 1);
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.textContent.trim() && !element.closest('svg') && !forEars(element))
      .filter((element) => hides(getComputedStyle(element), element))
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 60)}`);
  });
  nothing('text that is cut off', cut);
}

// Fails when something moved after it was shown.
export async function stoodStill(page) {
  const shifts = await page.evaluate(() => window.dwShifts ?? null);
  if (shifts === null) throw new Wrong('nobody looked for shifts');
  nothing('parts that moved after they were shown', shifts);
}

// To run in each page before anything else: notes what moves.
export function noteShifts() {
  window.dwShifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources, hadRecentInput } of list.getEntries()) {
      if (hadRecentInput) continue;
      const parts = sources.map(({ node }) => node?.nodeName.toLowerCase() ?? '?');
      window.dwShifts.push(`${value.toFixed(4)}: ${parts.join(', ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

// Fails when the skeleton of the page is not what a screen reader needs.
export async function isWellBuilt(page) {
  const wrong = await page.evaluate(() => {
    const wrong = [];
    const count = (selector) => document.querySelectorAll(selector).length;
    if (count('h1') !== 1) wrong.push(`${count('h1')} headings of level 1`);
    if (count('main') !== 1) wrong.push(`${count('main')} main parts`);
    if (document.documentElement.lang !== 'nl') wrong.push('the language is not nl');
    if (!/ - Dijkwacht$/.test(document.title)) wrong.push(`the title is «${document.title}»`);
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    const twice = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
    for (const id of twice) wrong.push(`the id ${id} is there twice`);
    for (const label of document.querySelectorAll('label[for]')) {
      if (!label.control) wrong.push(`the label «${label.textContent.trim()}» names no field`);
    }
    const described = document.querySelectorAll('[aria-describedby], [aria-labelledby]');
    for (const element of described) {
      const names = `${element.getAttribute('aria-describedby') ?? ''} ${element.getAttribute('aria-labelledby') ?? ''}`;
      for (const id of names.split(/\s+/).filter(Boolean)) {
        if (!document.getElementById(id)) wrong.push(`${id}, named by ${element.tagName.toLowerCase()}, is not there`);
      }
    }
    if (count('[style]') > 0) wrong.push('styles in the page itself');
    return wrong;
  });
  nothing('the page is not well built', wrong);
}

// Fails when a control has no edge in a window with forced colours, where backgrounds are gone.
export async function hasEdges(page) {
  const bare = await page.evaluate(() => {
    const controls = 'input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, .nl-button--primary, .nl-button--secondary';
    return [...document.querySelectorAll(controls)]
      .filter((control) => control.getClientRects().length > 0)
      .filter((control) => {
        const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(control);
        return (borderTopStyle === 'none' || parseFloat(borderTopWidth) === 0) && outlineStyle === 'none';
      })
      .map((control) => `${control.tagName.toLowerCase()} ${control.id || control.textContent.trim()}`);
  });
  nothing('controls without an edge', bare);
}
