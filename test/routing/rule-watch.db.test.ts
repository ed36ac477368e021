import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { insertRows } from '../../src/database/insert-rows.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { Office } from '../../src/offices/office.entity.js';
import { RoutingRule } from '../../src/routing/routing-rule.entity.js';
import { RuleWatch } from '../../src/routing/rule-watch.service.js';
import { newId } from '../../src/shared/ids.js';
import { type House, openHouse } from '../support/house.js';
import { rule } from './rules.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const told = () => house.reads.of(Notice).find({ where: { kind: 'rule-fault', roleCode: 'administrator' }, order: { id: 'ASC' } }); // prettier-ignore
const office = (isActive: boolean) => house.transactions.run((em) => em.update(Office, { code: 'green' }, { isActive })); // prettier-ignore

test('a rule whose office is gone is told to the administrators once, closed when it is mended, and told anew if it breaks again', async () => {
  const look = () => house.get(RuleWatch).look();
  const gone = { ...rule('green', { officeId: house.town.officeId('green') }), position: 900, id: newId(), isActive: true, version: 1 }; // prettier-ignore
  await house.transactions.run((em) => insertRows(em, RoutingRule, [gone]));
  await look();
  const before = (await told()).length;
  await office(false);
  await Promise.all([look(), look()]);
  await look();
  const fresh = (await told()).slice(before).filter(({ data }) => data['ruleCode'] === 'green');
  expect(fresh).toMatchObject([{ doneAt: null, data: { fault: 'office-gone' } }]);
  await office(true);
  await look();
  expect((await told()).find(({ id }) => id === fresh[0]?.id)?.doneAt).not.toBeNull();
  await office(false);
  await look();
  const again = (await told()).filter(
    ({ data, doneAt }) => data['ruleCode'] === 'green' && !doneAt,
  );
  expect(again).toHaveLength(1);
});
