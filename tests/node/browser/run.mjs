// Checks the pages in a real browser.
//
//   node run.mjs SUITE --program FILE     one suite; the tests in tests/it/browser.rs call this
//                      --screens FOLDER   takes pictures of the pages, in each look; they take a third of the time
//                      --all              says of the checks that pass too that they do
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
    all: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    program: { type: 'string', default: 'target/debug/dijkwacht-under-test' },
    screens: { type: 'string' },
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
  const report = new Report({ all: values.all });
  if (values.screens) mkdirSync(values.screens, { recursive: true });
  // A suite that needs other programs than one demonstration starts them itself.
  const program = await (suite.start ?? startProgram)(values.program);
  const browser = await startBrowser();
  try {
    await suite({ browser, office: new Office(browser, program), report, screens: values.screens });
  } finally {
    await browser.close();
    program.stop();
  }
  return report.close();
}
