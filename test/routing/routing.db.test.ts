import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Partner } from '../../src/partners/partner.entity.js';
import { Routing } from '../../src/routing/routing.service.js';
import { RoutingRule } from '../../src/routing/routing-rule.entity.js';
import { SetClock } from '../support/set-clock.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { matterWith } from './rules.js';
import { loadTestTown, type TestTown } from '../support/people.js';

describe('routing in Rocca a Mare', () => {
  let db: TestDatabase;
  let town: TestTown;
  let routing: Routing;
  beforeAll(async () => {
    db = await openTestDatabase();
    town = await loadTestTown(db);
    routing = new Routing(db.reads, new SetClock());
  });
  afterAll(() => db.close());

  const routeOf = (
    category: string,
    { area, office, owner }: { area?: string; office: string; owner?: string },
  ) =>
    routing.routeFor(
      matterWith({
        categoryId: town.categoryId(category),
        areaId: area ? town.areaId(area) : null,
        categoryOfficeId: town.officeId(office),
        placePartnerId: owner ? town.partnerId(owner) : null,
      }),
    );
  const involved = async (...about: Parameters<typeof routeOf>) =>
    (await routeOf(...about)).partners.map(({ partnerId, involvement, rule }) => [
      partnerId,
      involvement,
      rule.code,
    ]);

  test('a flood goes straight to the water company; in a hamlet with ditches the consortium is told', async () => {
    const water = [town.partnerId('acque-costiere'), 'executor', 'water-to-utility'];
    const office = 'roads-works';
    expect(await involved('water-flooding', { area: 'centro', office })).toEqual([water]);
    expect(await involved('water-flooding', { area: 'valle-chiara', office })).toEqual([
      water,
      [town.partnerId('bonifica-valle'), 'informed', 'ditches-valle-chiara'],
    ]);
  });

  test('waste and lamps go straight to their companies', async () => {
    expect(await involved('waste-cleaning', { office: 'environment' })).toEqual([
      [town.partnerId('ambiente-rocca'), 'executor', 'waste-to-company'],
    ]);
    expect(await involved('street-lighting', { office: 'street-lighting-office' })).toEqual([
      [town.partnerId('luce-strade'), 'executor', 'lamps-to-contractor'],
    ]);
  });

  test('the rest stays with the office of its category, unless a rule of the area names another', async () => {
    expect(await routeOf('parks-green', { area: 'marina', office: 'green' })).toMatchObject({
      officeId: town.officeId('green'),
      officeRule: { code: 'category-office' },
      partners: [],
      faults: [],
    });
    expect(await routeOf('parks-green', { area: 'valle-chiara', office: 'green' })).toMatchObject({
      officeId: town.officeId('roads-works'),
      officeRule: { code: 'green-valle-chiara', name: { it: expect.any(String) } },
    });
  });

  test('the school has to do with whatever happens at its building', async () => {
    const about = { area: 'centro', office: 'green', owner: 'istituto-collodi-rocca' };
    expect(await involved('parks-green', about)).toEqual([
      [town.partnerId('istituto-collodi-rocca'), 'requester', 'place-owner'],
    ]);
  });

  test('a rule that names a partner who no longer works is a fault, not silence', async () => {
    await db.transactions.run((em) =>
      em.update(Partner, { code: 'luce-strade' }, { isActive: false }),
    );
    routing.forget();
    const { partners, faults } = await routeOf('street-lighting', {
      office: 'street-lighting-office',
    });
    expect(partners).toEqual([]);
    expect(faults).toMatchObject([
      { rule: { code: 'lamps-to-contractor' }, reason: 'partner-inactive' },
    ]);
  });

  test('a rule that the council has switched off does not hold', async () => {
    await db.transactions.run((em) =>
      em.update(RoutingRule, { code: 'waste-to-company' }, { isActive: false }),
    );
    routing.forget();
    expect(await involved('waste-cleaning', { office: 'environment' })).toEqual([]);
  });
});
