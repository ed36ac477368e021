import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GiveTermsUnits1763683200135 } from '../../migrations/1763683200135-give-terms-units.js';
import { Category } from '../../src/catalogue/category.entity.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

describe('the migration that gives terms their units', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('leaves what was counted in days as it was, and back again holds every other unit in days', async () => {
    const { ticketNumber } = await file(house);
    const before = await house.reads.of(Category).find({ order: { code: 'ASC' } });
    const q = (await house.transactions.run((em) => Promise.resolve(em.dataSource))).createQueryRunner(); // prettier-ignore
    const migration = new GiveTermsUnits1763683200135();
    await migration.down(q);
    const rows = (await q.query('SELECT code, term_days FROM categories')) as Record<string, unknown>[]; // prettier-ignore
    const days = Object.fromEntries(rows.map((row) => [row['code'], row['term_days']]));
    expect(days).toMatchObject({ 'street-lighting': 10, 'parks-green': 30, 'pests-animals': 3, 'public-order': 7 }); // prettier-ignore
    await migration.up(q);
    await q.release();
    const after = await house.reads.of(Category).find({ order: { code: 'ASC' } });
    const held = { 'pests-animals': 3, 'safety-decay': 2, 'public-order': 7 } as Record<string, number>; // prettier-ignore
    expect(after).toEqual(
      before.map((one) => ({ ...one, term: one.code in held ? { days: held[one.code] } : one.term })), // prettier-ignore
    );
    expect(await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber })).toMatchObject({ termUnit: 'days' }); // prettier-ignore
  });
});
