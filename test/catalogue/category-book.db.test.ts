import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Catalogue } from '../../src/catalogue/catalogue.service.js';
import { Category } from '../../src/catalogue/category.entity.js';
import { CategoryBook } from '../../src/catalogue/category-book.service.js';
import type { CategoryFields } from '../../src/catalogue/domain/check-category.js';
import { Office } from '../../src/offices/office.entity.js';
import { AuditEntry } from '../../src/proof/audit-entry.entity.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { WorkflowDrafts } from '../../src/workflow/drafts/workflow-drafts.service.js';
import { WorkflowVersion } from '../../src/workflow/workflow-version.entity.js';
import { type House, openHouse } from '../support/house.js';

const BENCHES: CategoryFields = {
  name: { it: 'Panchine', en: 'Benches' },
  office: 'green',
  workflow: 'fault',
  term: { days: 20 },
  needsAuthorisation: false,
  isActive: true,
  description: null,
  notice: null,
  stop: null,
};

describe('the book of categories', () => {
  let house: House;
  let book: CategoryBook;
  let by: string;
  beforeAll(async () => {
    house = await openHouse();
    book = house.get(CategoryBook);
    by = house.town.accountId('ivo');
  });
  afterAll(() => house.close());

  const category = (code: string) => house.reads.of(Category).findOneByOrFail({ code });
  const entries = () => house.reads.of(AuditEntry).count();

  test('of two who give the same code at once exactly one creates it, and the other hears so', async () => {
    const before = await entries();
    const answers = await Promise.all([1, 2].map(() => book.create('benches', BENCHES, by)));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    const refused = answers.filter(isRefusal);
    expect(refused).toMatchObject([{ errors: [{ field: 'code', code: 'code-taken' }] }]);
    expect(await entries()).toBe(before + 1);
    const all = await house.get(Catalogue).all();
    expect(all.at(-1)).toMatchObject({ code: 'benches', questions: [], office: { code: 'green' } });
  });

  test('of two who change it at once exactly one wins, and only the winner is in the audit list', async () => {
    const before = await entries();
    const { version } = await category('benches');
    const to = (days: number) => ({ fields: { ...BENCHES, term: { days } }, version });
    const answers = await Promise.all([11, 12].map((days) => book.change('benches', to(days), by)));
    expect(answers.filter(isRefusal)).toMatchObject([{ code: 'stale-version' }]);
    const { term, version: now } = await category('benches');
    expect(term).toEqual({ days: answers[0] === undefined ? 11 : 12 });
    expect(now).toBe(version + 1);
    expect(await entries()).toBe(before + 1);
  });

  test('a name in a language that the form does not ask stays; an English one that is emptied goes', async () => {
    const { id, version } = await category('benches');
    const name = { it: 'Panchine', en: 'Benches', de: 'Bänke' };
    await house.transactions.run((em) => em.update(Category, { id }, { name }));
    await book.change('benches', { fields: { ...BENCHES, name: { it: 'Sedute' } }, version }, by);
    expect((await category('benches')).name).toEqual({ it: 'Sedute', de: 'Bänke' });
  });

  test('an office that was closed since stays where it is, and is not taken anew', async () => {
    const close = (isActive: boolean) =>
      house.transactions.run((em) => em.update(Office, { code: 'green' }, { isActive }));
    await close(false);
    const { version } = await category('benches');
    expect(await book.change('benches', { fields: BENCHES, version }, by)).toBeUndefined();
    expect(await book.create('swings', BENCHES, by)).toMatchObject({
      errors: [{ field: 'office', code: 'not-a-choice' }],
    });
    await close(true);
  });

  test('an iter that does not wait for an authorisation is refused also for a category that is switched off', async () => {
    const { version } = await category('benches');
    const fields = { ...BENCHES, workflow: 'information', needsAuthorisation: true };
    const off = { fields: { ...fields, isActive: false }, version };
    const unmet = { errors: [{ field: 'workflow', code: 'workflow-authorisation-missing' }] };
    expect(await book.change('benches', off, by)).toMatchObject(unmet);
    expect(await book.create('swings', fields, by)).toMatchObject(unmet);
    expect(await book.change('no-such', { fields: BENCHES, version }, by)).toMatchObject({
      code: 'not-found',
    });
  });

  test('an iter is not given to a category while it goes out of force: one of the two hears no', async () => {
    const ivo = { accountId: by, name: 'Ivo Campi' };
    const iter = { code: 'animals-safety', number: 1 };
    const free = { workflowCode: 'fault' };
    for (let round = 0; round < 5; round += 1) {
      await house.transactions.run(async (em) => {
        await em.update(Category, { workflowCode: iter.code }, free);
        await em.update(WorkflowVersion, iter, { status: 'published' });
      });
      const version = await house.reads.of(WorkflowVersion).findOneByOrFail(iter);
      const to = {
        fields: { ...BENCHES, workflow: iter.code },
        version: (await category('benches')).version,
      };
      const answers = await Promise.all([
        book.change('benches', to, by),
        house.get(WorkflowDrafts).retire(version, ivo),
      ]);
      expect(answers.filter(isRefusal)).toHaveLength(1);
    }
  });
});
