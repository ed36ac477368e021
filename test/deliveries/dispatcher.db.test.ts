import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DeliveryAttempt } from '../../src/deliveries/delivery-attempt.entity.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { LEASE_MS } from '../../src/deliveries/sending/leases.js';
import { newId } from '../../src/shared/ids.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { SmtpSink } from '../support/smtp-sink.js';
import { until } from '../support/until.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import {
  addPartner,
  isEnded,
  isNothingInTheAir,
  mailLetter,
  MovedClock,
  openPostOffice,
  type PostOfficeOptions,
  stateOf,
  webhookLetter,
} from './post-office.js';

type Office = ReturnType<typeof openPostOffice>;

/** Waits for its next attempt: nothing of it is in the air. */
function hasFailed({ state, attempts }: Delivery, times: number): boolean {
  return state === 'pending' && attempts === times;
}

describe('the dispatcher', () => {
  let db: TestDatabase;
  let sink: SmtpSink;
  let receiver: WebhookReceiver;
  let smtpUrl: string;
  let hook: string;
  let clock: MovedClock;
  const open: Office[] = [];

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(async () => {
    sink = new SmtpSink();
    receiver = new WebhookReceiver();
    smtpUrl = await sink.listen();
    hook = await receiver.listen();
    clock = new MovedClock();
  });
  afterEach(async () => {
    for (const office of open.splice(0)) await office.stop();
    await db.dataSource.query(`UPDATE deliveries SET state = 'dead', sealed_content = NULL`); // the next test starts clean
    await sink.close();
    await receiver.close();
  });
  afterAll(() => db.close());

  const office = (options: PostOfficeOptions = {}): Office => {
    const made = openPostOffice(db, { smtpUrl, clock, ...options });
    open.push(made);
    return made;
  };
  const partnerWith = async (address: string) => {
    const { secrets } = office();
    return addPartner(db, {
      webhook: address,
      email: 'luce@example.it',
      sealedSecret: secrets.make().sealed,
    });
  };
  const bodies = () =>
    receiver.calls.map(({ body }) => JSON.parse(body) as { data: { sequence: number } });
  const attemptsOf = (id: string) =>
    db.reads.of(DeliveryAttempt).find({ where: { deliveryId: id }, order: { attempt: 'ASC' } });

  test('a commit wakes it: mail and webhook leave, and their words are wiped', async () => {
    const { dispatcher, post } = office({ limits: { pollMs: 3_600_000 } });
    const { webhook } = await partnerWith(hook);
    dispatcher.start();
    const ids = await post(mailLetter(), webhookLetter(webhook));
    await until(isEnded(db, ids));
    expect(sink.mails).toHaveLength(1);
    expect(receiver.calls).toHaveLength(1);
    for (const id of ids) {
      const row = await stateOf(db, id);
      expect(row).toMatchObject({ state: 'done', attempts: 1, sealedContent: null });
      expect(row.endedAt).not.toBeNull();
      expect(await attemptsOf(id)).toMatchObject([{ attempt: 1, outcome: 'sent' }]);
    }
  });

  test('what was posted while nobody was sending leaves at the next start', async () => {
    const { dispatcher, post } = office();
    const ids = await post(mailLetter());
    dispatcher.start();
    await until(isEnded(db, ids));
    expect(sink.mails).toHaveLength(1);
  });

  test('within a stream order is kept, also where the first one fails twice (W3)', async () => {
    const { dispatcher, post } = office();
    const { webhook } = await partnerWith(hook);
    const stream = newId();
    const ids = await post(...[1, 2, 3].map(() => webhookLetter(webhook, { stream })));
    receiver.failures.set(ids[0]!, 2);
    const [other] = await post(webhookLetter(webhook));
    dispatcher.start();
    await until(isEnded(db, [other!])); // another stream of the same endpoint does not wait
    for (const attempts of [1, 2]) {
      await until(async () => hasFailed(await stateOf(db, ids[0]!), attempts));
      await until(() => isNothingInTheAir(db)); // a lease must not run out because the clock jumps
      clock.move(3_600_000);
    }
    await until(isEnded(db, ids));
    const mine = receiver.calls.filter(({ headers }) => headers['webhook-id'] !== other);
    const sequences = mine.map(
      ({ body }) => (JSON.parse(body) as { data: { sequence: number } }).data.sequence,
    );
    expect(sequences.slice(-2)).toEqual([2, 3]);
    expect(sequences.slice(0, -2).every((sequence) => sequence === 1)).toBe(true);
    expect((await attemptsOf(ids[0]!)).map((attempt) => attempt.outcome)).toEqual([
      ...['retry', 'retry', 'sent'],
    ]);
  });

  test('a receiver that never answers holds up nobody else', async () => {
    const silent = new WebhookReceiver(() => undefined);
    const { dispatcher, post } = office({ limits: { drainMs: 50 } });
    const dead = await partnerWith(await silent.listen());
    const alive = await partnerWith(hook);
    await post(...Array.from({ length: 30 }, () => webhookLetter(dead.webhook)));
    const ids = await post(
      ...Array.from({ length: 10 }, () => webhookLetter(alive.webhook)),
      mailLetter(),
    );
    dispatcher.start();
    await until(isEnded(db, ids));
    expect(receiver.calls).toHaveLength(10);
    expect(silent.calls.length).toBeLessThanOrEqual(2);
    await dispatcher.stop();
    await silent.close();
  });

  test('what waits behind a letter that failed is put off with it, and leaves right after it', async () => {
    const { dispatcher, post } = office();
    const { webhook } = await partnerWith(hook);
    const stream = newId();
    const ids = await post(...[1, 2, 3].map(() => webhookLetter(webhook, { stream })));
    receiver.failures.set(ids[0]!, 1);
    dispatcher.start();
    await until(async () => hasFailed(await stateOf(db, ids[0]!), 1));
    const [first, ...behind] = await Promise.all(ids.map((id) => stateOf(db, id)));
    for (const { nextAt, attempts } of behind)
      expect({ nextAt, attempts }).toEqual({ nextAt: first!.nextAt, attempts: 0 });
    clock.move(60_000);
    await until(isEnded(db, ids));
    expect(bodies().map(({ data }) => data.sequence)).toEqual([1, 1, 2, 3]);
  });

  test('two dispatchers on one database send each letter exactly once (R11)', async () => {
    const first = office();
    const second = office();
    const { webhook } = await partnerWith(hook);
    first.dispatcher.start();
    second.dispatcher.start();
    const posts = Array.from({ length: 25 }, () =>
      first.post(mailLetter(), webhookLetter(webhook), mailLetter(), webhookLetter(webhook)),
    );
    const ids = (await Promise.all(posts)).flat();
    await until(isEnded(db, ids));
    const mails = sink.mails.map(({ raw }) => /^Message-ID: <(.*)@/m.exec(raw)?.[1]);
    const hooks = receiver.calls.map(({ headers }) => String(headers['webhook-id']));
    expect([...mails, ...hooks].sort()).toEqual([...ids].sort());
  });

  test('a late holder of a lost lease may not write the outcome (R12)', async () => {
    const slow = office();
    const [id] = await slow.post(mailLetter());
    const [leased] = await slow.leases.take([id!]);
    expect(await slow.leases.take([id!])).toEqual([]); // taken is taken
    clock.move(LEASE_MS + 1);
    const { dispatcher } = office();
    dispatcher.start();
    await until(isEnded(db, [id!]));
    const outcome = { kind: 'failed' as const, detail: 'too late' };
    expect(await slow.book.record({ leased: leased!, outcome, durationMs: 1, sizeBytes: 1 })).toBe(
      false,
    );
    expect(await stateOf(db, id!)).toMatchObject({ state: 'done', attempts: 2 });
    expect(await attemptsOf(id!)).toMatchObject([{ attempt: 2, outcome: 'sent' }]);
  });

  test('a stop finishes what is in the air', async () => {
    const { dispatcher, post } = office();
    let reply: (() => void) | undefined;
    const { webhook } = await partnerWith(hook);
    receiver.answers.push((response) => (reply = () => response.writeHead(204).end()));
    const [id] = await post(webhookLetter(webhook));
    dispatcher.start();
    await until(() => reply !== undefined);
    const stopped = dispatcher.stop();
    reply!();
    await stopped;
    expect(await stateOf(db, id!)).toMatchObject({ state: 'done' });
    const [later] = await post(mailLetter());
    expect(await stateOf(db, later!)).toMatchObject({ state: 'pending' });
  });

  test('a mailbox that does not exist is dead at once, and whoever listens hears of it in the same transaction', async () => {
    const { dispatcher, post, listeners } = office();
    const heard: unknown[] = [];
    listeners.onDead(async (em, dead) => {
      const row = await em.findOneByOrFail(Delivery, { id: dead.deliveryId });
      heard.push({ ...dead, state: row.state });
    });
    const subject = newId();
    sink.answers.push({ rcpt: { code: 550, text: 'no such user' } });
    const [id] = await post(mailLetter({ subject, kind: 'outcome' }));
    dispatcher.start();
    await until(isEnded(db, [id!]));
    expect(heard).toEqual([
      {
        ...{ deliveryId: id, channel: 'email', kind: 'outcome', subject, partnerId: null },
        ...{ reason: '550 EENVELOPE RCPT TO', state: 'dead' },
      },
    ]);
    expect(await stateOf(db, id!)).toMatchObject({ state: 'dead', sealedContent: null });
  });

  test('a listener that fails holds back only its own letter', async () => {
    const { dispatcher, post, listeners } = office();
    listeners.onDead(() => Promise.reject(new Error('the notice cannot be written')));
    sink.answers.push({ rcpt: { code: 550, text: 'no such user' } });
    const [dead] = await post(mailLetter());
    dispatcher.start();
    await until(
      async () => (await stateOf(db, dead!)).state === 'leased' && sink.answers.length === 0,
    );
    const others = await post(...Array.from({ length: 10 }, () => mailLetter()));
    await until(isEnded(db, others));
    expect(await stateOf(db, dead!)).toMatchObject({ state: 'leased' }); // found again when its lease runs out
  });

  describe('partners whose system does not answer', () => {
    /** As long as each of the first waits may be: what comes later than 35 minutes is told before the fourth failure. */
    const WAITS_MS = [5_000, 290_000, 29 * 60_000];
    const inWords = (made: Office) =>
      made.listeners.tellInWords((content, language) => ({
        ...mailLetter().content,
        ...{ subject: `${content.type} ${String(content.data['sequence'])}`, language },
      }));

    test('from the fourth failure on a mail goes to their mailbox, once, also for what waits behind (W4)', async () => {
      const made = office();
      inWords(made);
      const { webhook, partnerId } = await partnerWith(hook);
      receiver.answers.push(500, 500, 500, 500, 500);
      const stream = newId();
      const ids = await made.post(
        webhookLetter(webhook, { stream }),
        webhookLetter(webhook, { stream }),
      );
      made.dispatcher.start();
      for (let attempt = 1; attempt <= 5; attempt++) {
        await until(async () => hasFailed(await stateOf(db, ids[0]!), attempt));
        if (attempt === 3) expect(sink.mails).toHaveLength(0);
        if (attempt === 4) {
          await until(() => sink.mails.length === 2);
          await until(() => isNothingInTheAir(db));
          clock.move(120_000); // 35 minutes after the first failure
          const preferred = await made.endpoints.preferred(db.reads.em, partnerId);
          expect(preferred?.channel).toBe('email'); // new letters take the mailbox meanwhile
        }
        await until(() => isNothingInTheAir(db)); // a lease must not run out because the clock jumps
        clock.move(WAITS_MS[attempt - 1] ?? 24 * 3_600_000);
      }
      await until(isEnded(db, ids)); // and the webhooks arrive in the end
      expect(sink.mails.map(({ to }) => to)).toEqual([['luce@example.it'], ['luce@example.it']]);
      const subjects = sink.mails.map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1]);
      expect(subjects.sort()).toEqual(['step.recorded 1', 'step.recorded 2']);
      const preferred = await made.endpoints.preferred(db.reads.em, partnerId);
      expect(preferred?.channel).toBe('webhook'); // it is well again
    });

    test('410 switches the endpoint off once; what waited goes by mail and never to it', async () => {
      const made = office();
      inWords(made);
      const disabled: string[] = [];
      const dead: string[] = [];
      made.listeners.onEndpointDisabled(
        async (_em, { endpointId }) => void disabled.push(endpointId),
      );
      made.listeners.onDead(async (_em, { deliveryId }) => void dead.push(deliveryId));
      const { webhook } = await partnerWith(hook);
      receiver.answers.push(410);
      const stream = newId();
      const ids = await made.post(...[1, 2, 3].map(() => webhookLetter(webhook, { stream })));
      made.dispatcher.start();
      await until(isEnded(db, ids));
      await until(() => sink.mails.length === 3);
      expect(receiver.calls).toHaveLength(1);
      expect(disabled).toEqual([webhook.id]);
      expect(dead).toEqual([]); // each was told by mail
      const [endpoint] = await made.endpoints.of(webhook.partnerId);
      expect(endpoint).toMatchObject({ disabledReason: 'HTTP 410' });
    });

    test('without a mailbox, what dies is announced', async () => {
      const made = office();
      inWords(made);
      const dead: string[] = [];
      made.listeners.onDead(async (_em, { deliveryId }) => void dead.push(deliveryId));
      const { secrets } = made;
      const { webhook } = await addPartner(db, {
        webhook: hook,
        sealedSecret: secrets.make().sealed,
      });
      receiver.answers.push(410);
      const ids = await made.post(webhookLetter(webhook));
      made.dispatcher.start();
      await until(isEnded(db, ids));
      expect(dead).toEqual(ids);
    });
  });

  test('bodies carry their sequence within the stream', async () => {
    const { dispatcher, post } = office();
    const { webhook } = await partnerWith(hook);
    const stream = newId();
    const ids = await post(webhookLetter(webhook, { stream }), webhookLetter(webhook, { stream }));
    dispatcher.start();
    await until(isEnded(db, ids));
    expect(bodies().map(({ data }) => data.sequence)).toEqual([1, 2]);
  });
});
