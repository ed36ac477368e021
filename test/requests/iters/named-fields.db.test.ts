import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import type { Effect, FieldDefinition } from '../../../src/workflow/domain/document.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

type Asked = Pick<FieldDefinition, 'code' | 'type'>;

describe('an action that asks for two of a kind gives each effect what its own field names', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    const fields = (...asked: Asked[]) => asked.map((one) => ({ ...one, required: true, visibility: 'public' as const, label: { it: one.code } })); // prettier-ignore
    const asks = (executor: string, task: 'work' | 'inspection', more = {}): Effect => ({ kind: 'open-task', executor, task, ...more }); // prettier-ignore
    const workflows = house.get(Workflows);
    const { document } = await workflows.current('fault');
    const like = document.actions.find(({ code }) => code === 'ask-opinion')!;
    const added = [
      {
        ...{ ...like, code: 'ask-both' },
        fields: fields({ code: 'firm', type: 'partner' }, { code: 'helper', type: 'office' }, { code: 'seenBy', type: 'date' }), // prettier-ignore
        effects: [asks('firm', 'work', { days: 10 }), asks('helper', 'inspection', { due: 'seenBy' })], // prettier-ignore
      },
      {
        ...{ ...like, code: 'ask-firms' },
        fields: fields({ code: 'first', type: 'partner' }, { code: 'second', type: 'partner' }),
        effects: [asks('first', 'work'), asks('second', 'work', { days: 3 })],
      },
      {
        ...{ ...like, code: 'name-people' },
        fields: fields({ code: 'worker', type: 'person' }, { code: 'checker', type: 'person' }),
        effects: [{ kind: 'assign-person' as const, field: 'worker' }],
      },
    ];
    const changed = { ...document, actions: [...document.actions, ...added] };
    await house.transactions.run(async (em) => done(await workflows.publish(em, changed, 'Ivo Campi', house.clock.now()))); // prettier-ignore
  });
  afterAll(() => house.close());

  const row = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const taken = async (action: string, data: Record<string, unknown>) => {
    const { ticketNumber } = await file(house);
    const record = async (code: string, given: Record<string, unknown>) => {
      const { version } = await row(ticketNumber);
      const command = { action: code, version, data: given, files: [] };
      done(await house.get(StepDesk).record(house.town.carla, ticketNumber, command, newId()));
    };
    await record('take-in-charge', {});
    await record(action, data);
    return row(ticketNumber);
  };
  const tasksOf = async ({ id, dueAt }: ServiceRequest) => {
    const tasks = await house.reads.of(Task).find({ where: { requestId: id } });
    return tasks.map(({ kind, partnerId, officeId, dueAt: own }) => {
      const due = own?.getTime() === dueAt.getTime() ? 'the request’s' : own?.toISOString().slice(0, 10); // prettier-ignore
      return { kind, partnerId, officeId, due };
    });
  };

  test('a firm for the work and an office for the look: each has its own task, and its own term', async () => {
    const [partnerId, officeId] = [house.town.partnerId('luce-strade'), house.town.officeId('green')]; // prettier-ignore
    const request = await taken('ask-both', { firm: partnerId, helper: officeId, seenBy: '2026-10-09' }); // prettier-ignore
    const tasks = await tasksOf(request);
    expect(tasks).toHaveLength(2);
    expect(tasks).toEqual(
      expect.arrayContaining([
        { kind: 'work', partnerId, officeId: null, due: '2026-10-15' },
        { kind: 'inspection', partnerId: null, officeId, due: '2026-10-09' },
      ]),
    );
  });

  test('two firms: one task each, and the term that is said for one is not the other’s', async () => {
    const [first, second] = ['luce-strade', 'ambiente-rocca'].map((code) => house.town.partnerId(code)); // prettier-ignore
    const tasks = await tasksOf(await taken('ask-firms', { first, second }));
    expect(tasks).toHaveLength(2);
    expect(tasks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ partnerId: first, due: 'the request’s' }),
        expect.objectContaining({ partnerId: second, due: '2026-10-08' }),
      ]),
    );
  });

  test('two people: the one that the effect names has the request', async () => {
    const { bruno, carla } = house.town;
    const people = { worker: bruno.accountId, checker: carla.accountId };
    expect((await taken('name-people', people)).assigneeId).toBe(bruno.accountId);
  });
});
