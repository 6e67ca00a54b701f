// A mail server by others (npm `smtp-server`), and readers by others of what comes in (`postal-mime`, `ical.js`), so that mails do
// not only meet our own reading of the standards. It listens on a free port of the loopback, prints a line of JSON when it is
// ready and for each thing that happens, does what a line of JSON on its input asks, and ends with its input.
//
//   node mail.mjs '{"tls": "none" | "starttls" | "tls", "key": "PEM", "certificate": "PEM", "login": {"user": "..", "password": ".."}}'
//
// Asked on its input: {"hold": "recipient" | "answer"} stops the next mail there until {"go": true}; {"list": true} gives all mails.
// What stands before the @ of a recipient decides: weg (550), later (451), vol (552 at the end), stil (takes it, says nothing).

import { createInterface } from 'node:readline';

import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const { tls, key, certificate, login } = JSON.parse(process.argv[2]);

const mails = [];
let hold = null;
let go = () => {};

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

async function heldAt(place) {
  if (hold !== place) return;
  hold = null;
  const released = new Promise((resolve) => {
    go = resolve;
  });
  say({ event: `held-${place}` });
  await released;
}

function localPart(session) {
  return session.envelope.rcptTo[0].address.split('@')[0];
}

async function onRcptTo({ address }, session, answer) {
  await heldAt('recipient');
  const user = address.split('@')[0];
  // As servers do: the address is in the words of the refusal.
  if (user === 'weg') return answer(refusal(550, `5.1.1 <${address}>: Recipient address rejected`));
  if (user === 'later') return answer(refusal(451, `4.7.1 <${address}>: Greylisted`));
  return answer();
}

async function onData(stream, session, answer) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  if (localPart(session) === 'vol') return answer(refusal(552, '5.2.2 Mailbox full'));
  mails.push(await read(Buffer.concat(parts), session));
  await heldAt('answer');
  // The connection breaks without an answer.
  if (localPart(session) === 'stil') return server.connections.forEach((connection) => connection._socket.destroy());
  answer();
  return say({ event: 'answered' });
}

async function read(bytes, session) {
  const mail = await PostalMime.parse(bytes, { attachmentEncoding: 'utf8' });
  return {
    id: mail.messageId,
    to: session.envelope.rcptTo.map(({ address }) => address),
    sender: session.envelope.mailFrom.address,
    secure: session.secure,
    user: session.user ?? null,
    from: mail.from,
    subject: mail.subject,
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    text: mail.text,
    html: mail.html,
    calendars: mail.attachments.map(({ mimeType, method, filename, content }) => ({ mimeType, method, filename, event: event(content) })),
  };
}

function event(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const component = calendar.getFirstSubcomponent('vevent');
  const { uid, sequence, startDate, endDate, summary, location, description, organizer, attendees } = new ICAL.Event(component);
  return {
    method: calendar.getFirstPropertyValue('method'),
    status: component.getFirstPropertyValue('status'),
    class: component.getFirstPropertyValue('class'),
    attendees: attendees.map((attendee) => [attendee.getFirstValue(), attendee.getParameter('partstat') ?? null]),
    start: startDate.toJSDate().toISOString(),
    end: endDate.toJSDate().toISOString(),
    uid, sequence, summary, location, description, organizer,
  };
}

const server = new SMTPServer({
  secure: tls === 'tls',
  hideSTARTTLS: tls === 'none',
  authOptional: !login,
  allowInsecureAuth: tls === 'none',
  disableReverseLookup: true,
  key,
  cert: certificate,
  onAuth({ username, password }, session, answer) {
    const right = login && username === login.user && password === login.password;
    return right ? answer(null, { user: username }) : answer(new Error('5.7.8 no'));
  },
  onRcptTo,
  onData,
});

// A client that is killed breaks its connection; that is what the tests are about.
server.on('error', (error) => console.error(error.message));
server.listen(0, '127.0.0.1', () => say({ event: 'ready', port: server.server.address().port }));

const asked = createInterface({ input: process.stdin });
asked.on('line', (line) => {
  const words = JSON.parse(line);
  if (words.hold) {
    hold = words.hold;
    say({ event: 'will-hold' });
  }
  if (words.go) go();
  if (words.list) say({ event: 'list', mails });
});
asked.on('close', () => process.exit(0));
