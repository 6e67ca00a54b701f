// The program under test: a demonstration of its own, on a free port of the loopback, with data that goes away with it.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// The root of the repository.
export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

// The last line that a new demonstration prints before it waits for requests: the token of its last account.
const LAST_TOKEN = /^ {2}waterschap-hunze-en-aas systeem +dw_/;

// Starts a demonstration.
export function startProgram(path, words = ['--listen', '127.0.0.1:0']) {
  const data = mkdtempSync(join(tmpdir(), 'dijkwacht-browser-'));
  return launch(path, ['serve', '--demo', '--data', data, ...words], { folder: data });
}

// Starts a demonstration by these words. What is in the folder goes away with it.
export async function launch(path, words, { folder, settings = {}, data = folder }) {
  const child = spawn(path, words, { env: { ...ownEnvironment(), ...settings }, cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', stop);
  const said = [];
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  return { ...(await introduction(child, said)), path, data, said, stop };
}

// Reads the addresses and the tokens that a new demonstration prints.
function introduction(child, said) {
  return new Promise((resolve, reject) => {
    const tokens = {};
    let origin;
    let door;
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      origin ??= line.match(/luistert op (http:\S+)/)?.[1];
      door ??= line.match(/komen binnen op (https:\S+)/)?.[1];
      const [, party, role, token] = line.match(/^ {2}(\S+) (\S+) +(dw_\S+)$/) ?? [];
      if (token) tokens[`${party} ${role}`] = token;
      if (origin && LAST_TOKEN.test(line)) resolve({ origin, door, tokens });
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the program ended with ${code}:\n${said.join('\n')}`)));
  });
}

// Leaves out the settings of the person who runs the tests.
export function ownEnvironment() {
  const ours = ([name]) => !name.startsWith('DIJKWACHT_') && name !== 'DATABASE_URL';
  return Object.fromEntries(Object.entries(process.env).filter(ours));
}
