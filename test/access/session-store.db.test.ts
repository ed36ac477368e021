import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Cookie, type SessionData } from 'express-session';
import {
  ABSOLUTE_MS,
  IDLE_MS,
  sessionKey,
  SessionStore,
} from '../../src/access/sessions/session-store.js';
import { Session } from '../../src/access/session.entity.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { accountIn } from '../support/accounts.js';
import { SetClock } from '../support/set-clock.js';

const MINUTE_MS = 60_000;

describe('the store of browser sessions', () => {
  let db: TestDatabase;
  let clock: SetClock;
  let store: SessionStore;
  let accountId: string;
  beforeAll(async () => {
    db = await openTestDatabase();
    accountId = await accountIn(db, 'bruno');
  });
  beforeEach(() => {
    clock = new SetClock();
    store = new SessionStore(db.transactions, db.reads, clock);
  });
  afterAll(() => db.close());

  const fresh = (data: Partial<SessionData> = {}) =>
    ({ cookie: new Cookie(), ...data }) as unknown as SessionData;
  const set = (sid: string, session: SessionData) =>
    new Promise<void>((resolve, reject) =>
      store.set(sid, session, (error) => (error ? reject(error as Error) : resolve())),
    );
  const get = (sid: string) =>
    new Promise<SessionData | null | undefined>((resolve, reject) =>
      store.get(sid, (error, found) => (error ? reject(error as Error) : resolve(found))),
    );
  const rowOf = (sid: string) =>
    db.reads.of(Session).findOneByOrFail({ idSha256: sessionKey(sid) });
  const touched = async (sid: string, session: SessionData) => {
    store.touch(sid, session);
    await store.settled();
  };

  test('the table holds the SHA-256 of the id, never the id', async () => {
    await set('sid-hashed', fresh());
    const rows = await db.reads.rows<Record<string, unknown>>('SELECT * FROM sessions');
    expect(JSON.stringify(rows)).not.toContain('sid-hashed');
    expect((await rowOf('sid-hashed')).idSha256).toHaveLength(64);
  });

  test('what was kept is found again, and nothing under another id', async () => {
    await set('sid-kept', fresh({ accountId }));
    expect(await get('sid-kept')).toMatchObject({ accountId });
    expect(await get('sid-other')).toBeNull();
  });

  test('half an hour without a visit ends it', async () => {
    await set('sid-idle', fresh());
    clock.pass(IDLE_MS - 1);
    expect(await get('sid-idle')).not.toBeNull();
    clock.pass(1);
    expect(await get('sid-idle')).toBeNull();
  });

  test('twelve hours end it, however busy', async () => {
    await set('sid-long', fresh());
    for (let passed = 0; passed < ABSOLUTE_MS; passed += 20 * MINUTE_MS) {
      const session = await get('sid-long');
      expect(session).toBeTruthy();
      await touched('sid-long', session!);
      clock.pass(20 * MINUTE_MS);
    }
    expect(await get('sid-long')).toBeNull();
  });

  test('being seen is written at most once a minute', async () => {
    await set('sid-seen', fresh());
    const before = (await rowOf('sid-seen')).seenAt;
    clock.pass(MINUTE_MS - 1);
    await touched('sid-seen', (await get('sid-seen'))!);
    expect((await rowOf('sid-seen')).seenAt).toEqual(before);
    clock.pass(1);
    await touched('sid-seen', (await get('sid-seen'))!);
    expect((await rowOf('sid-seen')).seenAt).toEqual(clock.now());
  });

  test("ending a person's sessions leaves the one that asks, and other people's", async () => {
    await set('sid-here', fresh({ accountId }));
    await set('sid-there', fresh({ accountId }));
    await set('sid-anna', fresh());
    await db.transactions.run((em) => store.endSessionsOf(em, accountId, 'sid-here'));
    expect(await get('sid-here')).not.toBeNull();
    expect(await get('sid-there')).toBeNull();
    expect(await get('sid-anna')).not.toBeNull();
    await db.transactions.run((em) => store.endSessionsOf(em, accountId));
    expect(await get('sid-here')).toBeNull();
  });

  test('a request that was still running does not bring an ended session back', async () => {
    await set('sid-ended', fresh({ accountId }));
    const running = (await get('sid-ended'))!;
    await db.transactions.run((em) => store.endSessionsOf(em, accountId));
    running.tickets = [];
    await set('sid-ended', running);
    expect(await get('sid-ended')).toBeNull();
  });

  test('the sweeper deletes what has expired and nothing else', async () => {
    await db.transactions.run((em) => em.createQueryBuilder().delete().from(Session).execute());
    await set('sid-old', fresh());
    clock.pass(IDLE_MS);
    await set('sid-new', fresh());
    expect(await store.sweep()).toBe(1);
    expect(await get('sid-new')).not.toBeNull();
  });
});
