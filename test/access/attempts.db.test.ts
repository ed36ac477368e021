import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';
import { Attempts } from '../../src/access/limits/attempts.service.js';
import { FailedTry } from '../../src/access/limits/failed-try.entity.js';
import { FailureBook } from '../../src/access/limits/failure-book.service.js';
import { Counters } from '../../src/access/limits/counters.service.js';
import { FilingLimits } from '../../src/access/limits/filing-limits.service.js';
import { Environment } from '../../src/config/environment.js';
import { Audit } from '../../src/proof/audit.service.js';
import { Setting } from '../../src/settings/setting.entity.js';
import { Settings } from '../../src/settings/settings.service.js';
import { Clock } from '../../src/shared/clock.js';
import { isRefusal, type Refusal } from '../../src/shared/refusal.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const MINUTE_MS = 60_000;
const right = () => Promise.resolve('opened');
const wrong = () => Promise.resolve(null);

describe('limits against guessing and floods', () => {
  let db: TestDatabase;
  let settings: Settings;
  let counters: Counters;
  let attempts: Attempts;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(async () => {
    jest.useFakeTimers({
      now: new Date('2026-11-20T09:00:00.000Z'),
      doNotFake: [
        'nextTick',
        'setImmediate',
        'clearImmediate',
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'queueMicrotask',
        'performance',
        'hrtime',
      ],
    });
    await db.transactions.run((em) => em.createQueryBuilder().delete().from(Setting).execute());
    settings = new Settings(
      db.transactions,
      db.reads,
      new Clock(),
      new Audit(db.reads, new Clock()),
    );
    counters = new Counters(db.environment);
    await db.transactions.run((em) => em.createQueryBuilder().delete().from(FailedTry).execute());
    attempts = new Attempts(counters, settings, bookOf(db.environment));
  });
  afterEach(async () => {
    jest.useRealTimers();
    await counters.onApplicationShutdown();
  });
  afterAll(() => db.close());

  const bookOf = (environment: Environment) =>
    new FailureBook(environment, db.transactions, db.reads, new Clock());
  /** The same town after a restart: nothing of the process before is left. */
  const restart = () => {
    counters = new Counters(db.environment);
    attempts = new Attempts(counters, settings, bookOf(db.environment));
  };
  const pass = (ms: number) => jest.setSystemTime(Date.now() + ms);
  const set = (key: 'failuresPerHour' | 'failuresPerClient', value: number) =>
    db.transactions.run((em) => settings.set(em, key, value));
  const guess = (subject: string, client = '192.0.2.1/32') =>
    attempts.attempt({ what: 'ticket', subject, client }, wrong);
  const open = (subject: string, client = '192.0.2.1/32') =>
    attempts.attempt({ what: 'ticket', subject, client }, right);

  test('ten wrong passwords for one number from one client, then fifteen minutes of waiting', async () => {
    for (let i = 0; i < 10; i += 1) expect(await guess('2026-000001-A')).toBeNull();
    const refused = (await open('2026-000001-A')) as Refusal;
    expect(refused).toMatchObject({ code: 'too-many', data: { minutes: 15 } });
    pass(15 * MINUTE_MS);
    expect(await open('2026-000001-A')).toBe('opened');
  });

  test('a restart forgets no wrong password: neither of a number, nor of a client, nor of all', async () => {
    await set('failuresPerHour', 30);
    for (let i = 0; i < 10; i += 1) await guess('2026-000001-A');
    for (let i = 0; i < 20; i += 1) await guess(`2026-${i}`);
    pass(5 * MINUTE_MS);
    restart();
    const refused = { code: 'too-many', data: { minutes: 10 } };
    expect(await open('2026-000001-A')).toMatchObject(refused);
    expect(await guess('2026-another')).toMatchObject(refused);
    expect(await open('2026-000001-A', '192.0.2.9/32')).toBe('opened');
    expect(await guess('2026-000001-A', '192.0.2.9/32')).toBeNull();
    restart();
    expect(await open('2026-000001-A', '192.0.2.9/32')).toMatchObject({ data: { minutes: 1 } });
    pass(10 * MINUTE_MS);
    expect(await open('2026-000001-A')).toBe('opened');
  });

  test('only what failed is kept, without a number or an address in it, for an hour', async () => {
    await open('2026-000001-A');
    expect(await db.reads.of(FailedTry).count()).toBe(0);
    await guess('2026-000001-A');
    const [kept] = await db.reads.of(FailedTry).find();
    expect(kept?.subjectKey).toMatch(/^[0-9a-f]{64}$/);
    expect(kept?.clientKey).toMatch(/^[0-9a-f]{64}$/);
    pass(60 * MINUTE_MS + 1);
    await guess('2026-000002-B');
    expect(await db.reads.of(FailedTry).count()).toBe(1);
  });

  test('how the number is written does not make it another one', async () => {
    for (const typed of ['2026-000001-A', '2026000001a', ' 2026 000001 A '])
      for (let i = 0; i < 3; i += 1) await guess(typed);
    expect(await guess('2026-000001-A')).toBeNull();
    expect(isRefusal(await guess('2026000001A'))).toBe(true);
  });

  test('no stranger locks the owner out: from elsewhere the number still opens', async () => {
    for (let i = 0; i < 20; i += 1) await guess('2026-000001-A', '198.51.100.9/32');
    expect(await open('2026-000001-A', '192.0.2.1/32')).toBe('opened');
  });

  test('many numbers from one client end after thirty wrong passwords', async () => {
    const answers = [];
    for (let i = 0; i < 40; i += 1) answers.push(await guess(`2026-${i}`));
    expect(answers.filter((answer) => answer === null)).toHaveLength(30);
  });

  test('right passwords are never counted', async () => {
    for (let i = 0; i < 100; i += 1) expect(await open('2026-000001-A')).toBe('opened');
  });

  test('a hundred right passwords at the same moment all open', async () => {
    const slowly = () => new Promise<string>((resolve) => setImmediate(() => resolve('opened')));
    const attempt = { what: 'ticket', subject: '2026-000001-A', client: '192.0.2.1/32' } as const;
    const tries = Array.from({ length: 100 }, () => attempts.attempt(attempt, slowly));
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['opened']));
  });

  test('a hundred guesses at the same moment are not a hundred tries', async () => {
    let tries = 0;
    const slow = async () => {
      tries += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return null;
    };
    await Promise.all(
      Array.from({ length: 100 }, () =>
        attempts.attempt({ what: 'ticket', subject: 'n', client: '192.0.2.1/32' }, slow),
      ),
    );
    expect(tries).toBe(10);
  });

  test('a check that broke down is not a failed try', async () => {
    const broken = () => Promise.reject(new Error('the database is away'));
    for (let i = 0; i < 15; i += 1)
      await attempts
        .attempt({ what: 'ticket', subject: 'n', client: '192.0.2.1/32' }, broken)
        .catch(() => undefined);
    expect(await open('n')).toBe('opened');
  });

  test('twenty-five people behind one address, each mistyping twice, are all in within half an hour', async () => {
    const people = Array.from({ length: 25 }, (_, i) => ({ number: `2026-00${i}`, mistakes: 2 }));
    const waiting = [...people];
    for (let minute = 0; minute < 30 && waiting.length > 0; minute += 1) {
      for (const person of [...waiting]) {
        while (person.mistakes > 0 && (await guess(person.number)) === null) person.mistakes -= 1;
        if (person.mistakes === 0 && (await open(person.number)) === 'opened')
          waiting.splice(waiting.indexOf(person), 1);
      }
      pass(MINUTE_MS);
    }
    expect(waiting).toEqual([]);
  });

  test('a registered help point may fail ten times as often', async () => {
    await db.transactions.run((em) => settings.set(em, 'helpPointNetworks', ['192.0.2.0/28']));
    const answers = [];
    for (let i = 0; i < 301; i += 1) answers.push(await guess(`2026-${i}`));
    expect(answers.filter((answer) => answer === null)).toHaveLength(300);
  });

  test('beyond the limit of all clients together, only those that have failed are slowed, to one try a minute', async () => {
    await set('failuresPerHour', 20);
    for (let i = 0; i < 20; i += 1) await guess('n', `198.51.100.${i}/32`);
    expect(await guess('n', '198.51.100.3/32')).toMatchObject({ code: 'too-many' });
    expect(await open('mine', '192.0.2.1/32')).toBe('opened');
    expect(await guess('mine', '192.0.2.1/32')).toBeNull();
    expect(await open('mine', '192.0.2.1/32')).toMatchObject({ data: { minutes: 1 } });
    pass(MINUTE_MS);
    expect(await open('mine', '192.0.2.1/32')).toBe('opened');
  });

  test('a username and a ticket number of the same letters are counted apart', async () => {
    for (let i = 0; i < 10; i += 1) await guess('bruno');
    const signIn = { what: 'sign-in', subject: 'bruno', client: '192.0.2.1/32' } as const;
    expect(await attempts.attempt(signIn, right)).toBe('opened');
  });

  test('the limits are settings', async () => {
    await set('failuresPerClient', 2);
    await guess('a');
    await guess('b');
    expect(isRefusal(await guess('c'))).toBe(true);
  });

  describe('of filing', () => {
    test('thirty in ten minutes, two hundred a day, and a refused one is not counted', async () => {
      const filings = new FilingLimits(counters, settings);
      let admitted = 0;
      for (let minute = 0; minute < 24 * 60; minute += 5) {
        for (let i = 0; i < 31; i += 1)
          if ((await filings.admit('192.0.2.1/32')) === null) admitted += 1;
        if (minute === 0) expect(admitted).toBe(30);
        if (minute === 5) expect(admitted).toBe(30);
        if (minute === 10) expect(admitted).toBe(60);
        pass(5 * MINUTE_MS);
      }
      expect(admitted).toBe(200);
    });

    test('ten times that at a registered help point', async () => {
      await db.transactions.run((em) => settings.set(em, 'helpPointNetworks', ['2001:db8:7::/48']));
      const filings = new FilingLimits(counters, settings);
      let admitted = 0;
      for (let i = 0; i < 310; i += 1)
        if ((await filings.admit('2001:db8:7:1::/64')) === null) admitted += 1;
      expect(admitted).toBe(300);
    });
  });

  test('with Redis away, the process counts for itself at half the limit and nothing fails', async () => {
    const { encryptionKeys, ...rest } = db.environment;
    const alone = new Environment({ ...rest, encryptionKeys, redisUrl: 'redis://127.0.0.1:1' });
    const away = new Counters(alone);
    const lonely = new Attempts(away, settings, bookOf(alone));
    const answers = [];
    for (let i = 0; i < 12; i += 1)
      answers.push(await lonely.attempt({ what: 'ticket', subject: 'n', client: 'c' }, wrong));
    expect(answers.filter((answer) => answer === null)).toHaveLength(5);
    await away.onApplicationShutdown();
  });
});
