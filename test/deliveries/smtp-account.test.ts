import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SmtpAccount } from '../../src/deliveries/channels/smtp-account.js';
import { newId } from '../../src/shared/ids.js';
import { ScriptedSmtp, type SmtpScript } from '../support/scripted-smtp.js';
import { SmtpSink } from '../support/smtp-sink.js';
import { verifyDkim } from '../support/verify-dkim.js';
import { mailLetter } from './post-office.js';

const sender = { address: 'iter@comune.example', host: 'comune.example', bouncesTo: () => null };
/** Where the server's silence is what the test is about; who speaks is waited for however busy the machine is. */
const IMPATIENT = { attemptMs: 400, answerMs: 150 };
const parcel = () => ({
  id: newId(),
  destination: 'anna@example.it',
  createdAt: new Date('2026-11-20T10:00:00Z'),
  content: JSON.stringify(mailLetter().content),
  secrets: [],
});

/** Goes on as a server does, up to the line on which the test has its say. */
const until =
  (word: string, misbehave: (socket: Parameters<SmtpScript>[0]) => void): SmtpScript =>
  (socket, line) => {
    if (line.startsWith(word)) misbehave(socket);
    else if (line.startsWith('EHLO')) socket.write('250-here\r\n250 STARTTLS\r\n');
    else if (line === 'DATA') socket.write('354 go on\r\n');
    else socket.write('250 ok\r\n');
  };
const plain: SmtpScript = (socket, line) => {
  if (line.startsWith('EHLO')) socket.write('250 here\r\n');
  else socket.write('250 ok\r\n');
};

describe('a mail server that misbehaves costs no letter', () => {
  const opened: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  async function attempt(
    greeting: string | null,
    script: SmtpScript,
    { scheme = 'smtp', limits }: { scheme?: string; limits?: typeof IMPATIENT } = {},
  ) {
    const server = new ScriptedSmtp(greeting, script);
    opened.push(server);
    const port = await server.listen();
    const account = new SmtpAccount(`${scheme}://127.0.0.1:${port}`, sender, undefined, limits);
    opened.push(account);
    return account.send(parcel());
  }

  test('it says nothing at all: tried again', async () => {
    expect((await attempt(null, () => undefined, { limits: IMPATIENT })).kind).toBe('retry');
  });

  test('it goes silent in the middle: tried again', async () => {
    const script: SmtpScript = (socket, line) => {
      if (!line.startsWith('MAIL FROM')) plain(socket, line);
    };
    expect((await attempt('220 hello', script, { limits: IMPATIENT })).kind).toBe('retry');
  });

  test('it is too busy to begin (421): tried again', async () => {
    expect((await attempt('421 too many connections', plain)).kind).toBe('retry');
  });

  test('it has no room (452 after RCPT): tried again', async () => {
    const script: SmtpScript = (socket, line) => {
      if (line.startsWith('RCPT TO')) socket.write('452 no room\r\n');
      else plain(socket, line);
    };
    expect((await attempt('220 hello', script)).kind).toBe('retry');
  });

  test('its TLS is broken: our account is to blame, mail waits and no attempt is burned', async () => {
    const script = until('STARTTLS', (socket) => socket.write('220 go on\r\nnot a TLS record'));
    expect((await attempt('220 hello', script)).kind).toBe('hold');
  });

  test('it speaks plain text where TLS was agreed: mail waits too', async () => {
    expect((await attempt('220 hello', plain, { scheme: 'smtps' })).kind).toBe('hold');
  });
});

test('with a key each mail is signed, and a receiver can check it (RFC 6376)', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sink = new SmtpSink();
  const account = new SmtpAccount(await sink.listen(), sender, {
    domainName: 'comune.example',
    keySelector: 'iter',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, // a PEM is text
  });
  expect((await account.send(parcel())).kind).toBe('sent');
  const raw = sink.mails[0]?.raw ?? '';
  expect(raw).toMatch(/^DKIM-Signature: /m);
  expect(verifyDkim(raw, publicKey)).toBe(true);
  expect(verifyDkim(raw.replace('Anna', 'Eva'), publicKey)).toBe(false);
  sink.mails.length = 0;
  const { content } = parcel();
  const unsubscribeUrl = 'https://segnalazioni.comune.example/servizi/seguite/abc';
  const stoppable = { ...JSON.parse(content), unsubscribeUrl };
  await account.send({ ...parcel(), content: JSON.stringify(stoppable) });
  const mail = sink.mails[0]?.raw ?? '';
  expect(verifyDkim(mail, publicKey)).toBe(true);
  for (const [signed, other] of [
    ['seguite/abc', 'seguite/abd'],
    ['One-Click', 'Two-Click'],
  ] as const)
    // RFC 8058 §4: both lines are signed
    expect(verifyDkim(mail.replace(signed, other), publicKey)).toBe(false);
  account.close();
  await sink.close();
});
