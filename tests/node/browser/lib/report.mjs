// What the checks found: a line for each that fails, and for the others when asked; a sum at the end.

export class Report {
  #passed = 0;
  #failed = [];
  #all;

  constructor({ all = false } = {}) {
    this.#all = all;
  }

  // Runs a check and returns whether it passes. It does when it returns; a text that it returns stands behind its line.
  async check(name, run) {
    try {
      const remark = await run();
      this.#passed += 1;
      if (this.#all) console.log(`ok      ${name}${typeof remark === 'string' ? `: ${remark}` : ''}`);
      return true;
    } catch (error) {
      this.#failed.push(name);
      const text = error instanceof Wrong ? error.message : (error.stack ?? String(error));
      // Without the colours that the driver of the browser puts in its messages.
      console.log(`FAILED  ${name}\n${text.replace(/\x1b\[\d+m/g, '').trim().replace(/^/gm, '          ')}`);
      return false;
    }
  }

  // Prints the sum and returns whether all is well. A run without checks proves nothing, so it is not well.
  close() {
    for (const name of this.#failed) console.log(`failed: ${name}`);
    console.log(`${this.#passed} checks passed, ${this.#failed.length} failed`);
    return this.#failed.length === 0 && this.#passed > 0;
  }
}

// Something that a page does wrong; its text is for the author of the page, without a trace of calls.
export class Wrong extends Error {}

// Fails with the list, unless it is empty.
export function nothing(what, found) {
  if (found.length > 0) throw new Wrong(`${what}\n${found.map((line) => `- ${line}`).join('\n')}`);
}

// Fails unless the two are the same text or number.
export function same(what, found, expected) {
  if (found !== expected) throw new Wrong(`${what}: ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
}

// Runs all of them and fails with everything that is wrong; the texts that they return are put together.
export async function all(...checks) {
  const wrong = [];
  const remarks = [];
  for (const check of checks) {
    try {
      remarks.push(await check());
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      wrong.push(error.message);
    }
  }
  if (wrong.length > 0) throw new Wrong(wrong.join('\n'));
  return remarks.filter(Boolean).join('; ') || undefined;
}
