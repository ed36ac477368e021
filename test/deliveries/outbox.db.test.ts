import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { newId } from '../../src/shared/ids.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { addPartner, mailLetter, openPostOffice, webhookLetter } from './post-office.js';

describe('the outbox', () => {
  let db: TestDatabase;
  let office: ReturnType<typeof openPostOffice>;
  beforeAll(async () => {
    db = await openTestDatabase();
    office = openPostOffice(db);
  });
  afterAll(() => db.close());

  const rowsOf = (stream: string) =>
    db.reads.of(Delivery).find({ where: { stream }, order: { sequence: 'ASC' } });

  test('a letter is stored with the step that caused it, or not at all', async () => {
    const kept = mailLetter();
    const lost = mailLetter();
    await office.post(kept);
    await db.transactions
      .run(async (em) => {
        await office.outbox.post(em, [lost]);
        throw new Error('the step is refused');
      })
      .catch(() => undefined);
    expect(await rowsOf(kept.stream)).toHaveLength(1);
    expect(await rowsOf(lost.stream)).toHaveLength(0);
  });

  test('the bell rings after the commit with the ids, and not after a rollback', async () => {
    const rung: string[] = [];
    const unhook = office.bell.onRing((ids) => rung.push(...ids));
    const ids = await db.transactions.run(async (em) => {
      const posted = await office.outbox.post(em, [mailLetter(), mailLetter()]);
      expect(rung).toEqual([]);
      return posted;
    });
    await db.transactions
      .run(async (em) => {
        await office.outbox.post(em, [mailLetter()]);
        throw new Error('no');
      })
      .catch(() => undefined);
    unhook();
    expect(rung).toEqual(ids);
  });

  test('sequence counts 1, 2, 3 within a stream, across posts and within one', async () => {
    const stream = newId();
    await office.post(mailLetter({ stream }), mailLetter(), mailLetter({ stream }));
    await office.post(mailLetter({ stream }));
    expect((await rowsOf(stream)).map((row) => row.sequence)).toEqual([1, 2, 3]);
  });

  test('250 letters in one call are stored with one sequence each', async () => {
    const stream = newId();
    await office.post(...Array.from({ length: 250 }, () => mailLetter({ stream })));
    const sequences = (await rowsOf(stream)).map((row) => row.sequence);
    expect(sequences).toEqual(Array.from({ length: 250 }, (_, i) => i + 1));
  });

  test('the words are sealed: neither subject nor text is readable in the row', async () => {
    const letter = mailLetter();
    await office.post(letter);
    const [row] = await rowsOf(letter.stream);
    expect(row!.sealedContent).not.toContain(letter.content.text);
    expect(JSON.parse(office.vault.open(row!.sealedContent!))).toEqual(letter.content);
  });

  test("a webhook's body is frozen with its sequence", async () => {
    const { webhook } = await addPartner(db, { webhook: 'https://luce.example/iter' });
    const stream = newId();
    await office.post(webhookLetter(webhook, { stream }), webhookLetter(webhook, { stream }));
    const bodies = (await rowsOf(stream)).map(
      (row) => JSON.parse(office.vault.open(row.sealedContent!)) as { data: { sequence: number } },
    );
    expect(bodies.map(({ data }) => data.sequence)).toEqual([1, 2]);
    expect(bodies[0]).toMatchObject({
      type: 'step.recorded',
      timestamp: '2026-11-20T10:00:00.000Z',
      data: { ticketNumber: '2026-000001-K' },
    });
  });

  test('a destination that is not one address, and a body over 20 KB, are bugs of the caller', async () => {
    const two = mailLetter({ destination: 'a@example.it, b@example.it' });
    await expect(office.post(two)).rejects.toThrow(/not one e-mail address/);
    const { webhook } = await addPartner(db, { webhook: 'https://luce.example/iter' });
    const content = {
      type: 'x',
      timestamp: '2026-11-20T10:00:00Z',
      data: { a: 'è'.repeat(10_000) },
    };
    await expect(office.post(webhookLetter(webhook, { content }))).rejects.toThrow(/20000 bytes/);
  });
});
