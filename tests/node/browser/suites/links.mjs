// Where everything leads: each link and each menu item that a role is shown must have a page for that role.

import { EMMEN } from '../lib/office.mjs';
import { nothing } from '../lib/report.mjs';

// Of addresses that differ in an id only, so many are followed.
const OF_A_KIND = 2;

export async function links({ office, report }) {
  for (const role of await roles(office)) {
    await report.check(`${role}: every link leads to a page`, async () => {
      const { context, page } = await office.windowOf(role);
      await page.goto('/');
      const { followed, dead } = await page.evaluate(crawl, OF_A_KIND);
      nothing('links that lead nowhere', dead);
      await context.close();
      return `${followed} addresses`;
    });
  }
}

// Returns the roles that can be chosen, so that a new one is not forgotten.
async function roles(office) {
  const { context, page } = await office.window();
  await page.goto('/aanmelden');
  const names = await page.getByRole('button', { name: EMMEN }).allTextContents();
  await context.close();
  return names.map((name) => name.slice(0, -` van ${EMMEN}`.length));
}

// Follows links from the page that is shown. Runs in the page, so with the cookies of whoever is signed in.
async function crawl(most) {
  const kinds = new Map();
  const dead = [];
  const queue = [[location.href, 'the beginning']];
  const known = new Set();
  let followed = 0;
  while (queue.length > 0) {
    const [address, from] = queue.shift();
    const url = new URL(address);
    url.hash = '';
    const kind = url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}');
    if (url.origin !== location.origin || url.pathname.startsWith('/static/') || known.has(url.href)) continue;
    known.add(url.href);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind) > most) continue;
    const answer = await fetch(url);
    followed += 1;
    if (!answer.ok) dead.push(`${kind} answers ${answer.status}; the link is on ${from}`);
    if (!answer.ok || !(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
    const shown = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const link of shown.querySelectorAll('a[href]')) queue.push([new URL(link.getAttribute('href'), answer.url).href, kind]);
  }
  return { followed, dead };
}
