// An OpenID provider by others (npm `oidc-provider`), so that the tests of signing in do not only meet our own reading of the
// standards. It listens on a free port of the loopback, prints one line of JSON when it is ready, and ends with its input.
//
//   node provider.mjs '{"redirectUris": ["https://.."], "signedOutUri": "https://..", "clientKey": "path of a PEM"}'

import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

// Standard output is for the one line that the test reads.
console.info = console.warn = console.error;

const { redirectUris, signedOutUri, clientKey } = JSON.parse(process.argv[2]);

const CLIENT_ID = 'dijkwacht';
const LEVELS = ['laag', 'midden', 'hoog'];
const SCOPES = 'openid profile email groups';

const people = {
  'jan.voorbeeld': {
    name: 'Jan Voorbeeld',
    email: 'jan.voorbeeld@emmen.example',
    email_verified: true,
    groups: ['bibob-behandelaar', 'medewerkers'],
  },
};

const ourPublicKey = createPublicKey(createPrivateKey(readFileSync(clientKey))).export({ format: 'jwk' });
const signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

function configuration() {
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        redirect_uris: redirectUris,
        post_logout_redirect_uris: [signedOutUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'PS256',
        id_token_signed_response_alg: 'PS256',
        jwks: { keys: [{ ...ourPublicKey, use: 'sig', alg: 'PS256' }] },
      },
    ],
    jwks: { keys: [{ ...signingKey, kid: 'sleutel-1', use: 'sig', alg: 'PS256' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    pkce: { required: () => true, methods: ['S256'] },
    responseTypes: ['code'],
    acrValues: LEVELS,
    scopes: SCOPES.split(' '),
    claims: {
      openid: ['sub', 'acr'],
      profile: ['name'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    // We read the ID token and ask nothing else.
    conformIdTokenClaims: false,
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['PS256', 'RS256'],
      idTokenSigningAlgValues: ['PS256', 'RS256'],
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, interaction) => `/aanmelden/${interaction.uid}` },
    findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
    loadExistingGrant: grantEverything,
  };
}

// Our own staff is not asked what our own program may know.
async function grantEverything({ oidc }) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope(SCOPES);
  await grant.save();
  return grant;
}

function page(uid) {
  const levels = LEVELS.map((level) => `<option>${level}</option>`).join('');
  return `<!doctype html><html lang="nl"><title>Aanmelden</title>
    <form method="post" action="/aanmelden/${uid}">
      <label>Naam <input name="naam"></label>
      <label>Niveau <select name="niveau">${levels}</select></label>
      <button name="doe" value="aanmelden">Aanmelden</button>
      <button name="doe" value="stoppen">Stoppen</button>
    </form></html>`;
}

async function formOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return new URLSearchParams(Buffer.concat(pieces).toString());
}

// The page where a person signs in: no password, for it is not the provider that is under test.
async function signIn(provider, request, response) {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page(uid));
    return;
  }
  const form = await formOf(request);
  const result =
    form.get('doe') === 'aanmelden' && people[form.get('naam')]
      ? { login: { accountId: form.get('naam'), acr: form.get('niveau') } }
      : { error: 'access_denied', error_description: 'the person stopped' };
  await provider.interactionFinished(request, response, result);
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration());
  provider.on('server_error', (_, error) => console.error(error));
  provider.on('grant.error', (_, error) => console.error(error.error, error.error_detail));
  const rest = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/aanmelden/')) return rest(request, response);
    return signIn(provider, request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  console.log(JSON.stringify({ issuer }));
});

// Whoever started this holds the other end; when that is gone, so is the reason to run.
process.stdin.resume().on('end', () => process.exit(0));
