// Somebody with an account of this installation: a password, and an app that makes codes.

import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { promisify } from 'node:util';

const PASSWORD = 'vier verzonnen woorden samen';

// Makes an account by the command line and returns the code to choose a password with, as an administrator hands it over.
export async function addUser({ path, data }, { name, email, role }) {
  const words = ['user', 'add', '--party', 'gemeente-emmen', '--name', name, '--email', email, '--role', role, '--data', data];
  const { stdout } = await promisify(execFile)(path, words);
  return stdout.match(/wachtwoord te kiezen: (\S+)/)[1];
}

// Chooses a password with the code, and signs in with it. The page that asks for an app comes next.
export async function enter(page, code, email) {
  await page.goto('/aanmelden/instellen');
  await page.getByLabel('Code van uw beheerder').fill(code);
  await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Nog een keer het nieuwe wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Wachtwoord instellen' }).click();
  await page.waitForURL(/\/aanmelden$/);
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Aanmelden', exact: true }).click();
  await page.waitForURL('**/account/tweede-factor');
}

// Confirms the app that is asked for, and returns the codes for who loses it.
export async function confirmApp(page) {
  const key = await page.getByRole('definition').filter({ has: page.locator('code') }).first().innerText();
  await page.getByLabel('Code uit de app').fill(codeOfNow(key));
  await page.getByRole('button', { name: 'App bevestigen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Herstelcodes' }).waitFor();
  return page.locator('li code').allInnerTexts();
}

// Signs in with the password and a code.
export async function signInWith(page, email, code) {
  await page.goto('/aanmelden');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByLabel('Code uit uw app').fill(code);
  await page.getByRole('button', { name: 'Aanmelden', exact: true }).click();
}

// Returns what an app shows now: RFC 6238 with SHA-1, six digits, thirty seconds.
function codeOfNow(key) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', base32(key)).update(counter).digest();
  const at = digest.at(-1) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replace(/[\s=]/g, '').toUpperCase()].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
