// axe-core: what a machine can find of the rules for accessibility.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { nothing } from './report.mjs';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'EN-301-549'];

// Rules that depend on colours and sizes. The others find the same in every look of a page that shows the same.
const SEEN = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

// Fails when the page breaks one of the rules that depend on how it is shown.
export function looksWell(page) {
  return judged(page, { type: 'rule', values: SEEN });
}

// Fails when the page breaks a rule.
export function passesAxe(page) {
  return judged(page, { type: 'tag', values: TAGS });
}

async function judged(page, runOnly) {
  // Not by a script element: the policy of the page would refuse it, as it should.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(SOURCE);
  const found = await page.evaluate((only) => {
    return window.axe.run(document, { runOnly: only, resultTypes: ['violations', 'incomplete'] });
  }, runOnly);
  nothing('rules of axe-core that the page breaks', found.violations.flatMap(lines));
  const doubts = found.incomplete.map(({ id, nodes }) => `${id} ${nodes.length}`);
  return doubts.length > 0 ? `for a person to judge: ${doubts.join(', ')}` : undefined;
}

function lines({ id, help, nodes }) {
  return nodes.map(({ target, failureSummary }) => {
    const why = failureSummary.split('\n').slice(1).map((line) => line.trim()).join('; ');
    return `${id} (${help}): ${target.join(' ')}: ${why}`;
  });
}
