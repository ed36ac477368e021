import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Catalogue } from '../../src/catalogue/catalogue.service.js';
import { Category } from '../../src/catalogue/category.entity.js';
import { Question } from '../../src/catalogue/question.entity.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { newId } from '../../src/shared/ids.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { loadTestTown, type TestTown } from '../support/people.js';

describe('the catalogue', () => {
  let db: TestDatabase;
  let town: TestTown;
  let catalogue: Catalogue;
  beforeAll(async () => {
    db = await openTestDatabase();
    town = await loadTestTown(db);
    catalogue = new Catalogue(db.reads);
  });
  afterAll(() => db.close());

  test('gives the categories in their order, each with its office and its questions in theirs', async () => {
    const open = await catalogue.open();
    expect(open).toHaveLength(13);
    expect(open.map(({ position }) => position)).toEqual(open.map((_, i) => i + 1));
    const lighting = open.find(({ code }) => code === 'street-lighting');
    expect(lighting).toMatchObject({
      id: town.categoryId('street-lighting'),
      office: { id: town.officeId('street-lighting-office'), name: { en: expect.any(String) } },
      term: { days: 10 },
      workflowCode: 'fault',
    });
    expect(lighting?.questions.map(({ code }) => code)).toEqual([
      'live-cable',
      'lamp-number',
      'how-many',
    ]);
  });

  test('a closed category is not offered, and is still found for the requests it has', async () => {
    await db.transactions.run((em) =>
      em.update(Category, { code: 'street-furniture' }, { isActive: false }),
    );
    catalogue.forget();
    expect(await catalogue.openByCode('street-furniture')).toBeUndefined();
    expect(await catalogue.byCode('street-furniture')).toMatchObject({ isActive: false });
    const found = await catalogue.byId(town.categoryId('street-furniture'));
    expect(found?.code).toBe('street-furniture');
    expect(await catalogue.byCode('no-such-category')).toBeUndefined();
  });

  test('only the current version of a question is asked', async () => {
    const categoryId = town.categoryId('street-lighting');
    const old = await db.reads.of(Question).findOneByOrFail({ categoryId, code: 'lamp-number' });
    await db.transactions.run(async (em) => {
      await em.update(Question, { id: old.id }, { isCurrent: false });
      const next = { ...old, id: newId(), version: 2, label: { it: 'Targhetta' } };
      await insertRows(em, Question, [next]);
    });
    catalogue.forget();
    const lighting = await catalogue.openByCode('street-lighting');
    const asked = lighting?.questions.filter(({ code }) => code === 'lamp-number');
    expect(asked).toMatchObject([{ version: 2, label: { it: 'Targhetta' } }]);
  });

  test('asks the database once for many filings', async () => {
    const [one, two] = await Promise.all([catalogue.open(), catalogue.open()]);
    expect(one[0]).toBe(two[0]);
    expect((await catalogue.open())[0]).toBe(one[0]);
  });
});
