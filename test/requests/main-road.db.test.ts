import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { TaskDesk } from '../../src/requests/tasks/task-desk.service.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { recorderOf } from '../support/steps.js';

describe('the main road of a request', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const { record, view } = recorderOf(() => house);

  test('from the filing over inspection, contractor and check to the closing, each step has a name and the chain is sound', async () => {
    const { bruno, carla } = house.town;
    const { ticketNumber, office } = await file(house);
    expect(ticketNumber).toMatch(/^2026-\d{6}-[0-9A-Z]$/);
    expect(office.code).toBe('roads-works');
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(bruno, ticketNumber, 'plan-inspection', { data: { plannedOn: '2026-10-08' } });
    await record(bruno, ticketNumber, 'record-inspection', {
      data: { findings: 'Buca di 50 cm sul lato destro della strada.' },
    });
    const seen = await view(carla, ticketNumber);
    if (seen.actions.some((action) => action.code === 'authorise'))
      await record(carla, ticketNumber, 'authorise', { data: { amount: '900' } });
    await record(carla, ticketNumber, 'assign-contractor', {
      data: {
        partner: house.town.partnerId('luce-strade'),
        instructions: 'Riempire la buca con asfalto a freddo.',
      },
    });
    const tommaso = house.town.tommaso;
    const atPartner = await view(tommaso, ticketNumber);
    const task = atPartner.tasks[0];
    expect(task?.state).toBe('offered');
    const answered = done(
      await house.get(TaskDesk).answer(
        tommaso,
        { taskId: task?.id ?? '', ticketNumber },
        {
          answer: { action: 'complete', version: 1, operatorCode: '14', note: 'Buca chiusa.' },
          files: [],
          key: newId(),
        },
      ),
    );
    expect(answered.state).toBe('done');
    await record(bruno, ticketNumber, 'verify');
    const closed = await record(carla, ticketNumber, 'close', {
      data: {
        outcome: 'repaired',
        whatWasDone: 'La buca è stata chiusa con asfalto a freddo e il fondo è stato compattato.',
        doneBy: 'Luce e Strade',
        citizenCan:
          'Se il problema si ripresenta si può riaprire la segnalazione entro trenta giorni.',
      },
    });
    expect(closed.state).toBe('closed');
    const end = await view(bruno, ticketNumber);
    expect(end.outcome?.code).toBe('repaired');
    expect(end.steps.every((step) => step.actor.name ?? step.actor.rule)).toBeTruthy();
    expect(end.steps.find((step) => step.action === 'task-complete')?.performedBy).toEqual({
      firm: expect.any(String),
      operatorCode: '14',
    });
    expect(await house.get(Verifier).verify()).toMatchObject({ requests: 1, bad: [] });
    const kinds = (await house.reads.of(Delivery).find({ order: { createdAt: 'ASC' } })).map(
      (one) => one.kind,
    );
    expect(kinds[0]).toBe('received');
    expect(kinds).toContain('task.offered');
    expect(kinds.at(-1)).toBe('outcome');
  });
});
