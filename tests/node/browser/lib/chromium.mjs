// The browser: Debian's Chromium, without a window, with a profile that goes away with it.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

const FLAGS = [
  // The tests may run as root, where the sandbox cannot; the only pages it opens are our own.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// Patience, not a goal: a machine that builds beside this one can take long over a page, or over starting a browser.
export const PATIENCE = 180_000;

// Starts a browser.
export function startBrowser() {
  return chromium.launch({ executablePath: executable(), headless: true, args: FLAGS, timeout: PATIENCE });
}

function executable() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [process.env.DIJKWACHT_CHROMIUM, ...places].find((place) => place && existsSync(place));
  if (!found) throw new Error('there is no Chromium: run `cargo xtask install`, or name one in DIJKWACHT_CHROMIUM');
  return found;
}
