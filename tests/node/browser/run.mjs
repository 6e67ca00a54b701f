// Checks the pages in a real browser.
//
//   node run.mjs SUITE --program FILE --screens FOLDER     one suite; the tests in tests/it/browser.rs call this
//   node run.mjs --list                                    the suites and the catalogue of pages, as JSON

import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { startBrowser } from './lib/chromium.mjs';
import { Office } from './lib/office.mjs';
import { startProgram } from './lib/program.mjs';
import { Report } from './lib/report.mjs';
import { noPages, pages } from './pages.mjs';
import { suites } from './suites.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    program: { type: 'string', default: 'target/debug/dijkwacht-under-test' },
    screens: { type: 'string', default: 'target/schermen' },
  },
});

if (values.list) {
  const routes = pages.map(({ name, part, route }) => ({ name, part, route }));
  console.log(JSON.stringify({ suites: Object.keys(suites), pages: routes, noPages: Object.keys(noPages) }));
} else {
  process.exitCode = (await run(positionals[0])) ? 0 : 1;
}

async function run(name) {
  const suite = suites[name];
  if (!suite) throw new Error(`no suite «${name}»; there are ${Object.keys(suites).join(', ')}`);
  const report = new Report();
  mkdirSync(values.screens, { recursive: true });
  const program = await startProgram(values.program);
  const browser = await startBrowser();
  try {
    await suite({ browser, office: new Office(browser, program), report, screens: values.screens });
  } finally {
    await browser.close();
    program.stop();
  }
  return report.close();
}
