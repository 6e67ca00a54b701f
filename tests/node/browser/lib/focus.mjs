// Going through a page with the keyboard alone.

import { Wrong, nothing } from './report.mjs';

// Describes what has the focus, and how that can be seen. Runs in the page.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
  const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    name: (element.labels?.[0] ?? element).textContent.trim().replace(/\s+/g, ' ').slice(0, 60) || element.id,
    tag: element.tagName.toLowerCase(),
    type: element.type ?? '',
    place: [...document.querySelectorAll('*')].indexOf(element),
    visible: width > 0 && height > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    marked: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none',
    covered: Boolean(at) && !element.contains(at) && !at.contains(element) && !element.labels?.[0]?.contains(at),
  };
}

// Presses Tab and returns what has the focus then; none at the end of the page.
export async function tab(page) {
  await page.keyboard.press('Tab');
  return page.evaluate(focused);
}

// Returns what is wrong with the place where the focus is.
export function faults({ tag, name, visible, marked, covered }) {
  const what = `${tag} «${name}»`;
  if (!visible) return [`${what} has the focus and is not in the window`];
  if (covered) return [`${what} has the focus and stands behind something`];
  return marked ? [] : [`${what} does not show that it has the focus`];
}

// Tabs through the page. Fails when the focus cannot be seen or goes nowhere.
export async function walks(page, most = 80) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    getSelection().removeAllRanges();
  });
  const wrong = [];
  let last = -1;
  let stops = 0;
  for (; stops < most; stops += 1) {
    const here = await tab(page);
    if (!here || here.place === 0) break;
    wrong.push(...faults(here));
    if (here.place <= last) break;
    last = here.place;
  }
  if (stops === 0) throw new Wrong('Tab goes nowhere');
  nothing('the way with Tab', wrong);
  return `${stops} stops`;
}
