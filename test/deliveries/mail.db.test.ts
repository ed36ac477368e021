import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Environment } from '../../src/config/environment.js';
import { Vault } from '../../src/config/vault.js';
import { ReplyAddresses } from '../../src/deliveries/inbound/reply-addresses.js';
import { MailFolder } from '../../src/deliveries/channels/mail-folder.js';
import { MailChannel } from '../../src/deliveries/channels/mail.channel.js';
import { mailAddress } from '../../src/deliveries/domain/mail-address.js';
import type { MailContent } from '../../src/deliveries/letter.js';
import { newId } from '../../src/shared/ids.js';
import { testEnvironment } from '../support/database.js';
import { SmtpSink } from '../support/smtp-sink.js';
import { mailLetter } from './post-office.js';

const base = mailLetter().content;

function repliesOf(environment: Environment): ReplyAddresses {
  return new ReplyAddresses(environment, new Vault(environment));
}

function parcel(change: Partial<MailContent> = {}, destination = 'anna@example.it') {
  return {
    id: newId(),
    destination,
    createdAt: new Date('2026-11-20T10:00:00.123Z'),
    content: JSON.stringify({ ...base, ...change }),
    secrets: [],
  };
}

describe('mail over SMTP', () => {
  const sink = new SmtpSink();
  let channel: MailChannel;
  beforeAll(async () => {
    const smtpUrl = await sink.listen();
    const environment = new Environment({
      ...(await testEnvironment()),
      smtpUrl,
      mailFrom: 'segnalazioni@comune.example',
      publicUrl: 'https://segnalazioni.comune.example/iter',
    });
    channel = new MailChannel(environment, new MailFolder(environment), repliesOf(environment));
  });
  afterEach(() => {
    sink.mails.length = 0;
    sink.answers.length = 0;
  });
  afterAll(async () => {
    await channel.close();
    await sink.close();
  });

  const headersOf = (raw: string) =>
    raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');

  test('carries id, sender, one recipient, and the marks that keep robots from answering', async () => {
    const sent = parcel();
    expect(await channel.send(sent)).toEqual({ kind: 'sent', detail: 'SMTP 250' });
    const [mail] = sink.mails;
    expect(mail).toMatchObject({ from: 'segnalazioni@comune.example', to: ['anna@example.it'] });
    const headers = headersOf(mail!.raw);
    expect(headers).toContain(`Message-ID: <${sent.id}@segnalazioni.comune.example>`);
    expect(headers).toContain('Auto-Submitted: auto-generated');
    expect(headers).toContain('X-Auto-Response-Suppress: All');
    expect(headers).toContain('Content-Language: it');
    expect(headers).toContain('To: Anna Rossi <anna@example.it>');
  });

  test('an answer of ours to a mail says so, and to which (RFC 3834)', async () => {
    await channel.send(parcel({ answersTo: '<abc@x.example>' }));
    const headers = headersOf(sink.mails[0]!.raw);
    expect(headers).toContain('Auto-Submitted: auto-replied');
    expect(headers).toContain('In-Reply-To: <abc@x.example>');
  });

  test('one that its reader may stop says where, for a person and for a mail program (RFC 2369, RFC 8058); others do not', async () => {
    const unsubscribeUrl = `https://segnalazioni.comune.example/servizi/seguite/${'a'.repeat(65)}`;
    await channel.send(parcel({ unsubscribeUrl }));
    const headers = headersOf(sink.mails[0]!.raw);
    expect(headers).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`);
    expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    await channel.send(parcel({ unsubscribeUrl: 'http://localhost:3000/servizi/seguite/a' }));
    expect(headersOf(sink.mails[1]!.raw)).not.toContain('One-Click'); // asks for https
    await channel.send(parcel());
    expect(headersOf(sink.mails[2]!.raw)).not.toContain('List-');
  });

  test('sent again it is the same, byte for byte', async () => {
    const twice = parcel();
    await channel.send(twice);
    await channel.send(twice);
    expect(sink.mails[0]!.raw).toBe(sink.mails[1]!.raw);
  });

  test('a refused mailbox fails for good; a full or greylisting one is tried again', async () => {
    sink.answers.push({ rcpt: { code: 550, text: 'no such user' } });
    expect(await channel.send(parcel())).toMatchObject({ kind: 'failed' });
    sink.answers.push({ rcpt: { code: 450, text: 'greylisted' } });
    expect(await channel.send(parcel())).toMatchObject({ kind: 'retry' });
    sink.answers.push({ data: { code: 552, text: 'mailbox full' } });
    expect(await channel.send(parcel())).toMatchObject({ kind: 'retry' });
    sink.answers.push({ data: { code: 554, text: 'spam' } });
    expect(await channel.send(parcel())).toMatchObject({ kind: 'failed' });
  });

  test('a connection cut after the text is tried again under the same Message-ID', async () => {
    const cut = parcel();
    sink.answers.push({ cutAfterData: true });
    expect(await channel.send(cut)).toMatchObject({ kind: 'retry' });
    expect(await channel.send(cut)).toMatchObject({ kind: 'sent' });
    const ids = sink.mails.map((mail) => /^Message-ID: (.*)$/m.exec(mail.raw)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('what the server said names neither the address nor the text', async () => {
    sink.answers.push({ rcpt: { code: 550, text: '<anna@example.it> is not here' } });
    const { detail } = await channel.send(parcel());
    expect(detail).not.toContain('anna');
    expect(detail).toContain('550');
  });

  describe('no header and no recipient can be smuggled in (M3)', () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            ...[
              '\r',
              '\n',
              '\r\n',
              '\0',
              '\u2028',
              '\u2029',
              '\u0085',
              '\u202e',
              ',',
              ';',
              '"',
              '<',
              '>',
            ],
            ...[
              '%0d%0a',
              'Bcc: evil@example.org',
              'evil@example.org',
              '=?utf-8?B?DQpCY2M6?=',
              'à',
              ' ',
            ],
          ),
          { maxLength: 20 },
        )
        .map((parts) => parts.join('')),
      fc.constant('x'.repeat(10_240)),
    );

    test('in names and subjects: one RCPT, no line that we did not write', async () => {
      const known =
        /^(From|To|Subject|Message-ID|Date|MIME-Version|Content-Type|Content-Language|Content-Transfer-Encoding|Auto-Submitted|X-Auto-Response-Suppress|Received): /;
      await fc.assert(
        fc.asyncProperty(evil, evil, evil, async (toName, fromName, subject) => {
          sink.mails.length = 0;
          const outcome = await channel.send(parcel({ toName, fromName, subject }));
          expect(outcome.kind).toBe('sent');
          expect(sink.mails.map((mail) => mail.to)).toEqual([['anna@example.it']]);
          const lines = headersOf(sink.mails[0]!.raw).split('\r\n');
          expect(lines.filter((line) => !known.test(line))).toEqual([]);
          const named = (name: string) =>
            lines.filter((line) => line.startsWith(`${name}: `)).length;
          expect([named('To'), named('From'), named('Bcc')]).toEqual([1, 1, 0]);
          expect(named('Subject')).toBeLessThanOrEqual(1); // an empty one is left out
        }),
        { numRuns: 150 },
      );
    });

    test('in the address: RCPT is exactly the one address, or it is refused before', async () => {
      const typed = fc.oneof(
        evil,
        fc.tuple(evil, evil).map(([a, b]) => `${a}@${b}`),
        fc.tuple(fc.emailAddress(), evil).map(([a, b]) => a + b),
        fc.emailAddress(),
        fc.emailAddress().map((address) => address.replace(/@.*/, '@città.example')),
      );
      await fc.assert(
        fc.asyncProperty(typed, async (text) => {
          const address = mailAddress(text);
          if (address === null) return;
          sink.mails.length = 0;
          expect((await channel.send(parcel({}, address))).kind).toBe('sent');
          const received = sink.mails.map((mail) => mail.to.map(mailAddress)); // the sink writes xn-- in letters
          expect(received).toEqual([[address]]);
        }),
        { numRuns: 200 },
      );
    });
  });
});

describe('mail without a server', () => {
  test('becomes one file each, sorted by time, that a person can read; sent again it replaces itself', async () => {
    const environment = new Environment({
      ...(await testEnvironment()),
      dataDir: mkdtempSync(join(tmpdir(), 'iter-mail-')),
    });
    const folder = new MailFolder(environment);
    const channel = new MailChannel(environment, folder, repliesOf(environment));
    expect(await folder.list(10)).toEqual([]);
    const first = parcel({ subject: 'Perché è buio', text: 'Città: àèìòù' });
    const second = { ...parcel(), createdAt: new Date('2026-11-20T10:00:01Z') };
    for (const mail of [second, first, first])
      expect(await channel.send(mail)).toEqual({ kind: 'sent', detail: 'mail folder' });
    expect(readdirSync(join(environment.dataDir, 'mail'))).toEqual([
      `20261120T100000123Z-${first.id}.eml`,
      `20261120T100001000Z-${second.id}.eml`,
    ]);
    expect((await folder.list(10)).map((mail) => mail.id)).toEqual([second.id, first.id]);
    expect(await folder.list(1)).toHaveLength(1);
    expect(await folder.one(first.id)).toMatchObject({
      id: first.id,
      to: 'anna@example.it',
      subject: 'Perché è buio',
      at: new Date('2026-11-20T10:00:00Z'),
    });
    expect((await folder.one(first.id))?.text).toContain('Città: àèìòù');
    expect(await folder.one(newId())).toBeNull();
    expect(await folder.one('../../secrets')).toBeNull();
  });
});
