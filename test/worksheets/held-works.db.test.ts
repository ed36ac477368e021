import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/access/viewer.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { StepValue } from '../../src/requests/steps/step-value.entity.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import { TaskDesk } from '../../src/requests/tasks/task-desk.service.js';
import { Task } from '../../src/requests/tasks/task.entity.js';
import { newId } from '../../src/shared/ids.js';
import { HeldWorks } from '../../src/worksheets/held-works.service.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { recorderOf } from '../support/steps.js';

describe('what we hold of a partner’s work', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const record = (
    viewer: Viewer,
    ticketNumber: string,
    action: string,
    data: Record<string, unknown> = {},
  ) => steps.record(viewer, ticketNumber, action, { data });
  const held = async (ticketNumber: string) => {
    const { tommaso } = house.town;
    const works = await house.get(HeldWorks).doneIn(tommaso, tommaso.partnerId, '2026-10');
    return works.find((work) => work.ticketNumber === ticketNumber);
  };

  test('what was authorised before the work is its ceiling; an amount that is recorded when it is done is what it cost', async () => {
    const { bruno, carla, tommaso } = house.town;
    const { ticketNumber } = await file(house);
    const { id: requestId } = await house.reads
      .of(ServiceRequest)
      .findOneByOrFail({ ticketNumber });
    const partner = house.town.partnerId('luce-strade');
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(carla, ticketNumber, 'authorise', { amount: '900' });
    const instructions = 'Riempire la buca con asfalto a freddo.';
    await record(carla, ticketNumber, 'assign-contractor', { partner, instructions });
    const { id: taskId } = await house.reads.of(Task).findOneByOrFail({ requestId });
    house.clock.set('2026-10-06T08:00:00Z');
    const answer = { action: 'complete', version: 1, operatorCode: '14' } as const;
    const at = { taskId, ticketNumber };
    done(await house.get(TaskDesk).answer(tommaso, at, { answer, files: [], key: newId() }));
    expect(await held(ticketNumber)).toMatchObject({ amountCents: null, ceilingCents: 900_00 });

    house.clock.set('2026-10-07T08:00:00Z');
    await record(bruno, ticketNumber, 'verify');
    const step = await house.reads.of(Step).findOneByOrFail({ requestId, action: 'verify' });
    const cost = {
      ...{ requestId, seq: step.seq, stepId: step.id, name: 'data.amount', value: '"812,50"' },
      ...{ salt: 'x', visibility: 'internal' as const },
    };
    await house.transactions.run((em) => insertRows(em, StepValue, [cost])); // as an iter with such a field does
    expect(await held(ticketNumber)).toMatchObject({ amountCents: 812_50, ceilingCents: 900_00 });
  });
});
