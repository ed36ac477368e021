import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertRows } from '../../src/database/insert-rows.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import type { RuleForRouting } from '../../src/routing/domain/rule.js';
import { Routing } from '../../src/routing/routing.service.js';
import { RoutingRule } from '../../src/routing/routing-rule.entity.js';
import { newId } from '../../src/shared/ids.js';
import { rule } from '../routing/rules.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

const asking = (conditions: object): Partial<RuleForRouting> => ({ conditions: conditions as RuleForRouting['conditions'] }); // prettier-ignore

describe('whatever rules lie in the database, a report is filed and its chain is whole', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const hostile: readonly [string, (house: House) => Partial<RuleForRouting>][] = [
    ['a person of another office', ({ town }) => ({ personId: town.accountId('nadia') })],
    ['a name that is cut within a sign of two halves', ({ town }) => ({ name: { it: `${'a'.repeat(110)}😀😀😀😀😀😀` }, personId: town.accountId('bruno'), partnerId: town.partnerId('luce-strade'), involvement: 'executor' })], // prettier-ignore
    ['a name with breaks and braces', ({ town }) => ({ name: { it: 'a\n{{b}} <c> (d): e' }, personId: town.accountId('bruno'), officeId: town.officeId('roads-works') })], // prettier-ignore
    ['a partner informed of steps that there are not', ({ town }) => ({ partnerId: town.partnerId('consiglio-collina'), involvement: 'informed', hears: ['constructor', ''] })], // prettier-ignore
    ['a partner that asks for itself', ({ town }) => ({ partnerId: town.partnerId('luce-strade'), involvement: 'requester' })], // prettier-ignore
    ['a partner without a part', ({ town }) => ({ partnerId: town.partnerId('luce-strade') })],
    ['questions named like what every object has', () => asking({ answers: [{ question: '__proto__', in: ['x'] }, { question: 'constructor', in: [] }] })], // prettier-ignore
    ['lists of nothing', () => asking({ kinds: [], answers: [], streets: [], places: [], weekdays: [], boundary: [] })], // prettier-ignore
    ['a line of one point', () => asking({ boundary: [[10.4, 43.3]] })],
    ['streets and hours that are none', () => asking({ streets: ['', '---', '('], hours: { from: 'x', to: '' }, season: { from: '99-99', to: '00-00' } })], // prettier-ignore
  ];

  test.each(hostile)('%s', async (_, parts) => {
    const one = { ...rule('hostile', parts(house)), position: 0, id: newId(), isActive: true, version: 1 }; // prettier-ignore
    await house.transactions.run((em) => insertRows(em, RoutingRule, [one]));
    house.get(Routing).forget();
    const { ticketNumber } = await file(house, {
      category: 'street-lighting',
      answers: { 'live-cable': 'no' },
    });
    await house.transactions.run((em) => em.delete(RoutingRule, { id: one.id }));
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    expect(await house.get(Verifier).verifyOne(id)).toBeNull();
  });
});
