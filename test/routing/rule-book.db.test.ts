import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RuleBook, type RuleFields } from '../../src/routing/rule-book.service.js';
import { type House, openHouse } from '../support/house.js';
import { rule } from './rules.js';

describe('several people write routing rules', () => {
  let house: House;
  let book: RuleBook;
  let fields: RuleFields;
  beforeAll(async () => {
    house = await openHouse();
    book = house.get(RuleBook);
    const { code, position, ...written } = rule('lamps', {
      officeId: house.town.officeId('green'),
    });

    fields = written;
  });
  afterAll(() => house.close());

  const by = () => house.town.ivo.accountId;
  const codes = async () => (await book.all()).map(({ code }) => code);

  test('of rules of one name written at the same moment each gets a code and a place of its own', async () => {
    const before = (await book.all()).length;
    const made = await Promise.all([1, 1, 1, 1].map((at) => book.create(fields, at, by())));
    expect(new Set(made).size).toBe(4);
    expect((await codes()).slice(0, 4).sort()).toEqual([...made].sort());
    expect((await book.all()).map(({ position }) => position)).toEqual(
      Array.from({ length: before + 4 }, (_, i) => i + 1),
    );
  });

  test('whoever saves a rule that was moved meanwhile is refused, and the order that somebody else gave stays', async () => {
    const code = await book.create(fields, 3, by());
    const shown = (await book.byCode(code))!;
    await book.move(code, 'up', by());
    const order = await codes();
    const saved = await book.change(code, { fields, position: 3, version: shown.version }, by());
    expect(saved?.code).toBe('stale-version');
    expect((await book.remove(shown, by()))?.code).toBe('stale-version');
    expect(await codes()).toEqual(order);
  });
});
