// What a page costs on the line: bytes as they were sent, requests, and what stops the browser from showing it.

import { nothing } from './report.mjs';

const FIRST = 100_000;
const LATER = 30_000;

// Opens an address twice, first with nothing kept, and returns the costs of both.
export async function weigh({ page, line }, address) {
  await line.send('Network.enable');
  await line.send('Network.clearBrowserCache');
  const first = await costs(line, () => page.goto(address));
  const blocking = await page.evaluate(() => {
    const stops = ({ renderBlockingStatus }) => renderBlockingStatus === 'blocking';
    return performance.getEntriesByType('resource').filter(stops).map(({ name }) => new URL(name).pathname);
  });
  const later = await costs(line, () => page.goto(address));
  await line.send('Network.disable');
  return { first, later, blocking };
}

// The fonts come last. Asking for them on the same line means that everything before has been counted when the answer comes.
async function costs(line, open) {
  const sum = { bytes: 0, requests: 0 };
  const count = ({ encodedDataLength }) => {
    // What the browser still had costs nothing.
    if (encodedDataLength === 0) return;
    sum.bytes += encodedDataLength;
    sum.requests += 1;
  };
  line.on('Network.loadingFinished', count);
  await open();
  await line.send('Runtime.evaluate', { expression: 'document.fonts.ready.then(() => true)', awaitPromise: true });
  line.off('Network.loadingFinished', count);
  return sum;
}

// Fails when the page is too heavy, or waits for more than the style sheets. A page that shows a sheet of paper may weigh what the
// picture of it weighs, and no more.
export function isLight({ first, later, blocking }, sheet = 0) {
  const wrong = [];
  if (first.bytes > FIRST + sheet) wrong.push(`${first.bytes} bytes the first time, at most ${FIRST + sheet}`);
  if (later.bytes > LATER + sheet) wrong.push(`${later.bytes} bytes after that, at most ${LATER + sheet}`);
  const strange = blocking.filter((path) => !/^\/static\/[^/]+\.css$|^\/static\/eigen\/[^/]+\.css$/.test(path));
  wrong.push(...strange.map((path) => `the browser waits for ${path} before it shows anything`));
  nothing('the page is heavy', wrong);
  return `${first.bytes} bytes in ${first.requests} requests, then ${later.bytes} in ${later.requests}`;
}

// Returns the costs of all pages as a table for docs/benchmarks.md.
export function table(weights) {
  const rows = weights.map(([name, { first, later }]) =>
    `| ${name} | ${kilobytes(first)} | ${first.requests} | ${kilobytes(later)} | ${later.requests} |`);
  return ['| page | first load, kB | requests | after that, kB | requests |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function kilobytes({ bytes }) {
  return (bytes / 1000).toFixed(1);
}
