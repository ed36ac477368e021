import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditEntry } from '../../src/proof/audit-entry.entity.js';
import { Audit } from '../../src/proof/audit.service.js';
import { DEFAULT_SETTINGS, SETTING_KEYS } from '../../src/settings/council-settings.js';
import { Setting } from '../../src/settings/setting.entity.js';
import { FRESH_FOR_MS, Settings } from '../../src/settings/settings.service.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { SetClock } from '../support/set-clock.js';

describe("the council's settings", () => {
  let db: TestDatabase;
  let clock: SetClock;
  let settings: Settings;
  const another = () => new Settings(db.transactions, db.reads, clock, new Audit(db.reads, clock));
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(async () => {
    await db.transactions.run((em) => em.createQueryBuilder().delete().from(Setting).execute());
    clock = new SetClock();
    settings = another();
  });
  afterAll(() => db.close());

  test('a council that has set nothing has every default', async () => {
    expect(await settings.all()).toEqual(DEFAULT_SETTINGS);
    expect(await settings.get('closingTextMinLength')).toBe(40);
    expect(await settings.get('reopenDays')).toBe(30);
    expect(await settings.get('titleMaxLength')).toBe(120);
  });

  test('what this process changes counts at its commit', async () => {
    await settings.all();
    await db.transactions.run((em) => settings.set(em, 'councilName', 'Comune di Prova'));
    expect(await settings.get('councilName')).toBe('Comune di Prova');
    await db.transactions.run((em) => settings.set(em, 'councilName', 'Comune di Prova a Mare'));
    expect(await settings.get('councilName')).toBe('Comune di Prova a Mare');
  });

  test('what another process changes counts after five seconds at most', async () => {
    expect(await settings.get('photosMax')).toBe(3);
    await db.transactions.run((em) => another().set(em, 'photosMax', 5));
    expect(await settings.get('photosMax')).toBe(3);
    clock.pass(FRESH_FOR_MS);
    expect(await settings.get('photosMax')).toBe(5);
  });

  test('a clock that jumps back does not freeze them', async () => {
    await settings.all();
    await db.transactions.run((em) => another().set(em, 'photosMax', 5));
    clock.pass(-86_400_000);
    expect(await settings.get('photosMax')).toBe(5);
  });

  test('unchanged settings stay the same object, so that what was made of them can be kept', async () => {
    const before = await settings.all();
    clock.pass(FRESH_FOR_MS);
    expect(await settings.all()).toBe(before);
  });

  test('a value that does not fit is refused at its field and not stored', async () => {
    const refused = await db.transactions.run((em) => settings.set(em, 'patronSaintDay', '31-02'));
    expect(refused).toMatchObject({ code: 'invalid', errors: [{ field: 'patronSaintDay' }] });
    const network = await db.transactions.run((em) =>
      settings.set(em, 'helpPointNetworks', ['10.0.0.0/99']),
    );
    expect(isRefusal(network)).toBe(true);
    expect(await db.reads.of(Setting).count()).toBe(0);
  });

  test('a stored value that fits no more gives the default instead of stopping the site', async () => {
    await db.transactions.run(async (em) => {
      await em.insert(Setting, { key: 'photosMax', value: 'molte' });
      await em.insert(Setting, { key: 'left-by-another-version', value: 1 });
    });
    expect(await settings.get('photosMax')).toBe(3);
  });

  test('a change that was rolled back is not told', async () => {
    await db.transactions
      .run(async (em) => {
        await settings.set(em, 'photosMax', 5);
        throw new Error('no');
      })
      .catch(() => undefined);
    clock.pass(FRESH_FOR_MS);
    expect(await settings.get('photosMax')).toBe(3);
  });

  test('each change is in the audit list, with from and to', async () => {
    await db.transactions.run((em) => settings.set(em, 'reopenDays', 60));
    const [last] = await db.reads.of(AuditEntry).find({ order: { seq: 'DESC' }, take: 1 });
    expect(last).toMatchObject({
      event: 'setting-changed',
      data: { key: 'reopenDays', from: 30, to: 60 },
    });
  });

  test('every key fits its column', () => {
    expect(SETTING_KEYS.filter((key) => key.length > 60)).toEqual([]);
  });
});
