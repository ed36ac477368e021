import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { newId } from '../../src/shared/ids.js';
import { Refusal } from '../../src/shared/refusal.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { SmtpSink } from '../support/smtp-sink.js';
import { until } from '../support/until.js';
import { isEnded, mailLetter, MovedClock, openPostOffice, stateOf } from './post-office.js';

describe('the log of deliveries', () => {
  let db: TestDatabase;
  const sink = new SmtpSink();
  const clock = new MovedClock();
  let office: ReturnType<typeof openPostOffice>;
  beforeAll(async () => {
    db = await openTestDatabase();
    office = openPostOffice(db, { clock, smtpUrl: await sink.listen() });
  });
  afterAll(async () => {
    await office.stop();
    await sink.close();
    await db.close();
  });

  const sendAll = async (ids: string[]) => {
    office.dispatcher.start();
    await until(isEnded(db, ids));
    await office.dispatcher.stop();
  };

  test('shows what was sent about a subject, with addresses masked and no words', async () => {
    const subject = newId();
    const ids = await office.post(
      mailLetter({ subject }),
      mailLetter({ subject, kind: 'outcome' }),
    );
    await office.post(mailLetter({ subject: newId() }));
    expect(await office.log.about(subject)).toMatchObject([
      { id: ids[0], kind: 'received', to: 'a***@example.it', state: 'pending', lastDetail: null },
      { id: ids[1], kind: 'outcome', state: 'pending', endedAt: null },
    ]);
    await sendAll(ids);
    const [first] = await office.log.about(subject);
    expect(first).toMatchObject({
      state: 'done',
      attempts: 1,
      lastDetail: 'SMTP 250',
      nextAt: null,
    });
    expect(JSON.stringify(first)).not.toMatch(/anna|Grazie/);
  });

  test('lists the dead, newest first, page by page', async () => {
    const refused = { rcpt: { code: 550, text: 'no such user' } };
    sink.answers.push(...Array(5).fill(refused));
    const ids = await office.post(...Array.from({ length: 5 }, () => mailLetter()));
    await sendAll(ids);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await office.log.dead(cursor, 2);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(new Set(seen).size).toBe(5);
  });

  test('a dead one is sent again as a new delivery with fresh words; one that still waits is not', async () => {
    sink.answers.push({ rcpt: { code: 550, text: 'no such user' } });
    const subject = newId();
    const [id] = await office.post(mailLetter({ subject }));
    const fresh = {
      channel: 'email' as const,
      content: { ...mailLetter().content, text: 'Di nuovo.' },
    };
    const resend = (old: string) => db.transactions.run((em) => office.log.resend(em, old, fresh));
    expect(await resend(id!)).toEqual(new Refusal('not-possible-now'));
    await sendAll([id!]);
    const again = await resend(id!);
    sink.mails.length = 0;
    await sendAll([String(again)]);
    expect(sink.mails[0]!.raw).toContain('Di nuovo.');
    expect(await stateOf(db, String(again))).toMatchObject({ subject, sequence: 2, state: 'done' });
    expect(await resend(newId())).toEqual(new Refusal('not-found'));
  });

  test('names the letter that has waited longest, and counts what waits and what died', async () => {
    await db.transactions.run((em) => em.update(Delivery, { state: 'pending' }, { state: 'done' }));
    expect(await office.log.oldestWaiting()).toBeNull();
    const [oldest] = await office.post(mailLetter({ kind: 'outcome' }));
    clock.move(60_000);
    await office.post(mailLetter());
    const found = await office.log.oldestWaiting();
    expect(found).toMatchObject({ id: oldest, channel: 'email', kind: 'outcome' });
    expect(found?.waitedMs).toBeGreaterThanOrEqual(60_000);
    expect((await office.log.lastMailAt())?.getTime()).toBeLessThan(clock.now().getTime());
    const counts = await office.log.counts();
    expect(counts).toContainEqual({ channel: 'email', state: 'pending', count: 2 });
    expect(counts.find(({ state }) => state === 'dead')?.count).toBeGreaterThan(0);
  });
});
