import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { Vault } from '../../../src/config/vault.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { BouncedAddress } from '../../../src/deliveries/inbound/bounced-address.entity.js';
import type { MailContent } from '../../../src/deliveries/letter.js';
import { ReceivedMails } from '../../../src/deliveries/inbound/received-mails.service.js';
import { ReplyAddresses } from '../../../src/deliveries/inbound/reply-addresses.js';
import { ImapPoll } from '../../../src/doors/mailbox/imap-poll.service.js';
import { MailIntake } from '../../../src/doors/mailbox/mail-intake.service.js';
import { SmtpListener } from '../../../src/doors/mailbox/smtp-listener.service.js';
import { Environment } from '../../../src/config/environment.js';
import { Notice } from '../../../src/notices/notice.entity.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { StepValue } from '../../../src/requests/steps/step-value.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { signedIn } from '../partners/signed-in.js';
import { FakeMailbox } from './fake-mailbox.js';

const WATER = { category: 'water-flooding', answers: { 'burst-main': 'no' } } as const;

describe('mail that comes in', () => {
  let house: House;
  beforeAll(async () => {
    const variables = { MAIL_REPLY_TO: 'iter@comune.example', SMTP_LISTEN: '127.0.0.1:0' };
    house = await openHouse({ variables });
  });
  afterAll(() => house.close());

  const take = (lines: string[], to: string[] = []) =>
    house.get(MailIntake).take(Buffer.from(lines.join('\r\n')), to);
  const mail = (to: string, text: string, more: string[] = []) => [
    'From: Paola Conti <paola@acque-costiere.example>',
    `To: <${to}>`,
    'Subject: Re: Nuovo incarico',
    `Message-ID: <${newId()}@x.example>`,
    ...more,
    '',
    text,
  ];
  const offered = async () => {
    const { ticketNumber } = await file(house, WATER);
    const request = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const task = await house.reads.of(Task).findOneByOrFail({ requestId: request.id });
    const letters = await house.reads.of(Delivery).findBy({ subject: request.id });
    return { ticketNumber, requestId: request.id, task, letters };
  };
  const replyTo = (letters: readonly Delivery[], kind: string): string => {
    const sealed = letters.find((one) => one.kind === kind)?.sealedContent ?? '';
    return (JSON.parse(house.get(Vault).open(sealed)) as { replyTo?: string }).replyTo ?? '';
  };
  const stepsOf = (requestId: string) =>
    house.reads.of(Step).find({ where: { requestId }, order: { seq: 'ASC' } });

  test('a partner’s answer lands on its task, above the quote only, and the office is told; the same mail again changes nothing', async () => {
    const { requestId, task, letters } = await offered();
    const text = 'Chi ha le chiavi?\r\n\r\nIl 5 ott 2026 il Comune ha scritto:\r\n> Nuovo incarico';
    const answer = mail(replyTo(letters, 'task.offered').toUpperCase(), text);
    expect(await take(answer)).toBe('recorded');
    expect(await take(answer)).toBe('recorded');
    const steps = await stepsOf(requestId);
    expect(steps.filter(({ action }) => action === 'task-ask')).toMatchObject([
      { actorKnown: 'declared', actorPartner: 'acque-costiere' },
    ]);
    const values = await house.reads.of(StepValue).findBy({ requestId, name: 'note' });
    expect(values.map(({ value }) => value)).toContain(JSON.stringify('Chi ha le chiavi?'));
    expect((await house.reads.of(Task).findOneByOrFail({ id: task.id })).state).toBe('offered');
    expect(await house.reads.of(Notice).countBy({ requestId, kind: 'partner-answered' })).toBe(1);
  });

  test('a citizen’s answer becomes a message on the request, whatever address it comes from', async () => {
    const { requestId, letters } = await offered();
    expect(await take(mail(replyTo(letters, 'received'), 'È peggiorato.'))).toBe('recorded');
    expect((await stepsOf(requestId)).at(-1)).toMatchObject({
      action: 'message',
      actorKind: 'citizen',
    });
  });

  test('a signed address that was tampered with, or none, changes nothing: the mail waits for the front desk', async () => {
    const { requestId, letters } = await offered();
    const address = replyTo(letters, 'task.offered');
    const before = (await stepsOf(requestId)).length;
    const forged = address.replace(/.@/, (end) => (end === '0@' ? '1@' : '0@'));
    expect(await take(mail(forged, 'Fatto!'))).toBe('unsigned');
    expect(await take(mail('iter@comune.example', 'Buongiorno, segnalo una buca.'))).toBe(
      'unsigned',
    );
    expect((await stepsOf(requestId)).length).toBe(before);
    const gina = await signedIn(house, 'gina');
    await gina.get('/ufficio/posta');
    expect(gina.page).toContain('Buongiorno, segnalo una buca.');
    const [first] = await house.get(ReceivedMails).waiting();
    expect((await gina.post(`/ufficio/posta/${first?.id}/fatto`)).status).toBe(303);
    expect((await gina.post(`/ufficio/posta/${first?.id}/fatto`)).status).toBe(404);
  });

  test('whoever wrote it is told at once how to write so that it arrives: once a day, as an answer of a machine', async () => {
    const told = () => house.reads.of(Delivery).findBy({ kind: 'mail.how-to' });
    const before = (await told()).length;
    const from = (address: string, more: string[] = []) => [
      `From: <${address}>`,
      'To: <iter@comune.example>',
      'Subject: buca',
      `Message-ID: <${newId()}@x.example>`,
      ...more,
      '',
      'C’è una buca.',
    ];
    expect(await take(from('nuovo@x.example', ['X-Nr: 1']))).toBe('unsigned');
    expect(await take(from('nuovo@x.example', ['X-Nr: 2']))).toBe('unsigned');
    expect(await take(from('Iter+x@Comune.example'))).toBe('unsigned'); // ourselves
    const answers = (await told()).slice(before);
    expect(answers.map(({ destination }) => destination)).toEqual(['nuovo@x.example']);
    const words = JSON.parse(house.get(Vault).open(answers[0]?.sealedContent ?? '')) as MailContent;
    expect(words).toMatchObject({ answersTo: expect.stringMatching(/^<.*@x\.example>$/) });
    expect(words.text).toContain('/servizi/segnalazioni');
    house.clock.pass(24 * 3_600_000);
    await take(from('nuovo@x.example', ['X-Nr: 3']));
    expect((await told()).length).toBe(before + 2);
  });

  test.each([
    ['out of office', ['Auto-Submitted: auto-replied']],
    ['a list', ['List-Id: <x.example>']],
    ['bulk', ['Precedence: bulk']],
    ['an empty return path', ['Return-Path: <>']],
    ['an old autoresponder', ['X-Autoreply: yes']],
  ])('%s is counted, answered by nobody, and changes nothing', async (_what, more) => {
    const { requestId, letters } = await offered();
    const steps = (await stepsOf(requestId)).length;
    const sent = await house.reads.of(Delivery).count();
    expect(await take(mail(replyTo(letters, 'task.offered'), 'Sono in ferie.', more))).toBe(
      'automatic',
    );
    expect((await stepsOf(requestId)).length).toBe(steps);
    expect(await house.reads.of(Delivery).count()).toBe(sent);
  });

  test('a refused letter comes back: the address is marked, office and administrators hear; a delay marks nothing', async () => {
    const { requestId, letters } = await offered();
    const letter = letters.find(({ kind }) => kind === 'task.offered');
    const back = house.get(ReplyAddresses).of('bounce', letter?.id ?? '') ?? '';
    expect(await take(report('4.4.1', 'timeout'), [back])).toBe('automatic');
    expect(await house.reads.of(BouncedAddress).count()).toBe(0);
    expect(await take(report('5.1.1', 'smtp; 550 no such user x@y.example'), [back])).toBe(
      'bounced',
    );
    const [marked] = await house.reads.of(BouncedAddress).find();
    expect(marked).toMatchObject({
      address: 'guasti@acque-costiere.example',
      reason: '550 no such user …',
    });
    const notices = await house.reads.of(Notice).findBy({ kind: 'delivery-failed', requestId });
    expect(
      notices.map(({ roleCode, officeId }) => roleCode ?? (officeId && 'office')).sort(),
    ).toEqual(['administrator', 'office']);
  });

  test('an address that does not work is listed with what to do, masked, until somebody has put it right; the request’s page says it', async () => {
    const { ticketNumber } = await file(house);
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const letter = await house.reads
      .of(Delivery)
      .findOneByOrFail({ subject: id, kind: 'received' });
    const back = house.get(ReplyAddresses).of('bounce', letter.id) ?? '';
    await take(report('5.1.1', 'smtp; 550 mailbox unknown'), [back]);
    const gina = await signedIn(house, 'gina');
    await gina.get('/ufficio/indirizzi-respinti');
    expect(gina.page).toContain('550 mailbox unknown');
    expect(gina.page).toContain(ticketNumber);
    expect(gina.page).not.toContain('anna.ferrini@');
    const bruno = await signedIn(house, 'bruno');
    await bruno.get(`/ufficio/segnalazioni/${ticketNumber}`);
    expect(bruno.page).toContain('L’indirizzo e-mail non funziona');
    const path = `/ufficio/indirizzi-respinti/${letter.id}/risolto`;
    expect((await gina.post(path)).status).toBe(303);
    await bruno.get(`/ufficio/segnalazioni/${ticketNumber}`);
    expect(bruno.page).not.toContain('L’indirizzo e-mail non funziona');
  });

  test('what cannot be read is kept aside, never a crash', async () => {
    const evil = [
      Buffer.alloc(0),
      Buffer.from('\r\n\r\n'),
      Buffer.from(
        Array.from(
          { length: 300 },
          (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}`,
        ).join('\r\n'),
      ),
      Buffer.alloc(15_000_001, 'x'),
      Buffer.from(`X: ${'y'.repeat(300_000)}\r\n\r\nciao`),
    ];
    for (const raw of evil)
      expect(['unreadable', 'unsigned']).toContain(await house.get(MailIntake).take(raw));
    expect((await house.get(ReceivedMails).waiting()).length).toBeGreaterThanOrEqual(evil.length);
  });

  test('the town’s mail server hands mail in by SMTP; other hosts are not relayed', async () => {
    const { requestId, letters } = await offered();
    const port = await house.get(SmtpListener).start();
    const client = createTransport({ host: '127.0.0.1', port: port ?? 0, ignoreTLS: true });
    const to = replyTo(letters, 'task.offered');
    await client.sendMail({ from: 'p@x.example', to, subject: 'Re', text: 'Passiamo domani.' });
    expect((await stepsOf(requestId)).at(-1)).toMatchObject({ action: 'task-ask' });
    const relayed = client.sendMail({ from: 'p@x.example', to: 'a@elsewhere.example', text: 'x' });
    await expect(relayed).rejects.toMatchObject({ responseCode: 550 });
    client.close();
  });

  test('the mailbox is read by IMAP: unseen mail is taken in once and marked as seen', async () => {
    const { requestId, letters } = await offered();
    const raw = mail(replyTo(letters, 'task.offered'), 'Serve una chiave.').join('\r\n');
    const mailbox = new FakeMailbox(raw);
    const imapUrl = `imap://iter:segreto@127.0.0.1:${await mailbox.listen()}/INBOX`;
    const poll = new ImapPoll(
      new Environment({ ...house.environment, imapUrl }),
      house.get(MailIntake),
    );
    expect(await poll.poll()).toBe(1);
    expect((await stepsOf(requestId)).at(-1)).toMatchObject({ action: 'task-ask' });
    expect(mailbox.isSeen).toBe(true);
    expect(await poll.poll()).toBe(0);
    await mailbox.close();
    await expect(poll.poll()).rejects.toThrow();
  });
});

function report(status: string, diagnosis: string): string[] {
  return [
    'From: MAILER-DAEMON@mx.example',
    'To: <iter@comune.example>',
    `Message-ID: <${newId()}@mx.example>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Undelivered',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; x@y.example',
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: ${diagnosis}`,
    '',
    '--b--',
  ];
}
