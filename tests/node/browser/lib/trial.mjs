// Two installations that exchange tips, started by the commands that the README gives for it: only the folder, the ports and the
// program are others, so that the suites can run beside each other and beside somebody's own.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT, launch, ownEnvironment } from './program.mjs';

const PART = /## Two installations that exchange tips\n([\s\S]*?)\n## /;
const PROGRAM = 'cargo run -- ';
// Where the README has the trial.
const FOLDER = 'target/tips';

// Any free port, for the pages and for other installations.
const SETTINGS = { DIJKWACHT_SERVER__LISTEN: '127.0.0.1:0', DIJKWACHT_TIPS__LISTEN: '127.0.0.1:0' };

// Starts both; the second one is a field of the first.
export async function startTrial(path) {
  const folder = mkdtempSync(join(tmpdir(), 'dijkwacht-tips-'));
  const lines = commands(folder);
  const [script, ...words] = lines.filter((line) => !line.startsWith(PROGRAM))[0].split(' ');
  await promisify(execFile)(script, words, { cwd: ROOT });
  const of = (name) => lines.filter((line) => line.startsWith(PROGRAM + name)).map((line) => line.slice(PROGRAM.length).split(' '));
  const [first, second] = await Promise.all(of('serve').map((serve) => launch(path, serve, { folder, settings: SETTINGS })));
  return { ...first, second, verify: of('audit verify'), stop: () => [first, second].forEach(({ stop }) => stop()) };
}

// Runs a command of the program, and returns what it says; fails unless it ends well.
export async function run(path, words) {
  const { stdout } = await promisify(execFile)(path, words, { cwd: ROOT, env: ownEnvironment() });
  return stdout;
}

// Reads the commands of the README, without what is said behind them.
function commands(folder) {
  const [, part] = readFileSync(join(ROOT, 'README.md'), 'utf8').match(PART);
  const blocks = [...part.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => block.split('\n'));
  return blocks.map((line) => line.replace(/ +#.*/, '').replaceAll(FOLDER, folder)).filter(Boolean);
}
