import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DemoTime } from '../../src/doors/administration/demo/demo-time.service.js';
import { ClockSweep } from '../../src/requests/clock/clock-sweep.service.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import { Clock } from '../../src/shared/clock.js';
import { clockDesk } from '../clock/desk.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('while the past is played, each clock fires at its own moment and the time is given back afterwards', async () => {
  const time = new DemoTime(house.get(ClockSweep), house.get(Clock));
  house.clock.set('2026-12-01T09:00:00Z');
  let ticketNumber = '';
  await time.travel(async (today) => {
    await time.goTo(new Date('2026-10-05T08:00:00Z'));
    ({ ticketNumber } = await file(house));
    await time.goTo(today);
  });
  expect(house.clock.now()).toEqual(new Date('2026-12-01T09:00:00Z'));
  const { id } = await clockDesk(house).request(ticketNumber);
  const where = { requestId: id, actorKind: 'system' as const };
  const steps = await house.reads.of(Step).find({ where, order: { seq: 'ASC' } });
  expect(steps.map(({ action, recordedAt }) => [action, recordedAt.toISOString()])).toEqual([
    ['state-overdue', '2026-10-08T22:00:00.000Z'],
    ['state-overdue', '2026-10-09T22:00:00.000Z'],
    ['state-overdue', '2026-10-15T22:00:00.000Z'],
    ['term-reminder', '2026-10-30T07:00:00.000Z'],
    ['term-overdue', '2026-11-04T23:00:00.000Z'],
    ['term-overdue', '2026-11-06T23:00:00.000Z'],
    ['term-overdue', '2026-11-13T23:00:00.000Z'],
    ['term-overdue', '2026-11-25T23:00:00.000Z'],
  ]);
});
