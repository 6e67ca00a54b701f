// A demonstration where people sign in with the account of their organisation, at a provider by others.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { startProgram } from './program.mjs';

const SCRIPT = fileURLToPath(new URL('../../provider.mjs', import.meta.url));
const KEY = fileURLToPath(new URL('../../../fixtures/keys/client.pem', import.meta.url));

// Starts both. Each must know the address of the other, so that of the program is chosen first.
export async function startWithProvider(path) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const redirectUris = [`${origin}/aanmelden/terug`, `${origin}/formulier/inloggen/terug`];
  const words = { redirectUris, signedOutUri: `${origin}/aanmelden`, clientKey: KEY };
  const provider = spawn(process.execPath, [SCRIPT, JSON.stringify(words)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: provider.stdout }), 'line');
  const { issuer } = JSON.parse(line);
  const folder = mkdtempSync(join(tmpdir(), 'dijkwacht-provider-'));
  const config = join(folder, 'config.toml');
  writeFileSync(config, settings(origin, issuer));
  const program = await startProgram(path, ['--config', config, '--listen', `127.0.0.1:${port}`]);
  const stop = () => {
    provider.stdin.end();
    program.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...program, issuer, stop };
}

function settings(origin, issuer) {
  return `
    server.origin = "${origin}"
    [[oidc]]
    party = "gemeente-emmen"
    id = "werk"
    issuer = "${issuer}"
    client_id = "dijkwacht"
    key_file = "${KEY}"
    levels = ["laag", "midden", "hoog"]
    least_level = "midden"
    scopes = ["profile", "email", "groups"]
    [[oidc]]
    means = "digid"
    party = "gemeente-emmen"
    id = "digid"
    issuer = "${issuer}"
    client_id = "dijkwacht"
    key_file = "${KEY}"
    levels = ["laag", "midden", "hoog"]
    least_level = "midden"
  `;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
