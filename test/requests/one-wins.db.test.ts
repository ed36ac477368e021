import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../../src/database/insert-rows.js';
import { changeRows } from '../../src/database/query-rows.js';
import { updateRows } from '../../src/database/update-rows.js';
import { findHeld } from '../../src/requests/holding/held-request.js';
import { holdRequest } from '../../src/requests/linking/duplicate-chain.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { Task } from '../../src/requests/tasks/task.entity.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

describe('two at the same time', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('of fifty people who move the same request at once exactly one wins; the others hear who was faster', async () => {
    const { ticketNumber } = await file(house);
    const command = { action: 'take-in-charge', version: 1, data: {}, files: [] };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        house.get(StepDesk).record(house.town.bruno, ticketNumber, command, newId()),
      ),
    );
    const refused = answers.filter(isRefusal);
    expect(answers.length - refused.length).toBe(1);
    expect(new Set(refused.map((one) => one.code))).toEqual(new Set(['stale-version']));
    expect(refused[0]?.data['current']).toEqual({ version: 2, state: 'taken-in-charge' });
    const request = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    expect(
      await house.reads.of(Step).countBy({ requestId: request.id, action: 'take-in-charge' }),
    ).toBe(1);
  });

  test('messages and notes need no version and all go in, in one gapless order', async () => {
    const { ticketNumber } = await file(house);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        house
          .get(StepDesk)
          .record(
            house.town.bruno,
            ticketNumber,
            { action: 'note', note: `Nota ${i}`, data: {}, files: [] },
            newId(),
          ),
      ),
    );
    expect(answers.filter(isRefusal)).toEqual([]);
    const seqs = answers
      .map((answer) => (isRefusal(answer) ? 0 : answer.seq))
      .sort((a, b) => a - b);
    expect(seqs).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
  });

  test('who waits for a request reads it, its words and its tasks as the one before has left them', async () => {
    const { ticketNumber } = await file(house);
    const hold = async (em: EntityManager) => {
      const held = await findHeld(em, house.town.bruno, ticketNumber);
      if (isRefusal(held)) throw new Error(held.code);
      return held;
    };
    const [isHeld, tellHeld] = signal();
    const first = house.transactions.run(async (em) => {
      const { request } = await hold(em);
      tellHeld();
      await new Promise((resolve) => setTimeout(resolve, 100)); // so that the second one waits
      await updateRows(em, ServiceRequest, { id: request.id }, { address: 'Via Nuova 1' });
      await changeRows(em, `DELETE FROM step_values WHERE request_id = :id AND name = 'title'`, { id: request.id }); // prettier-ignore
      await insertRows(em, Task, [taskOf(request)]);
    });
    await isHeld;
    const [seen] = await Promise.all([house.transactions.run(hold), first]);
    expect(seen).toMatchObject({ request: { address: 'Via Nuova 1' }, title: null });
    expect(seen.tasks).toHaveLength(1);
  });

  test('who waits for the request that another one repeats reads it as the one before has left it', async () => {
    const { ticketNumber } = await file(house);
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const [isHeld, tellHeld] = signal();
    const first = house.transactions.run(async (em) => {
      await holdRequest(em, id);
      tellHeld();
      await new Promise((resolve) => setTimeout(resolve, 100)); // so that the second one waits
      await updateRows(em, ServiceRequest, { id }, { address: 'Via Nuova 2' });
    });
    await isHeld;
    const second = house.transactions.run((em) => holdRequest(em, id));
    const [seen] = await Promise.all([second, first]);
    expect(seen?.address).toBe('Via Nuova 2');
  });

  test('the same command sent twice makes one step', async () => {
    const { ticketNumber } = await file(house);
    const key = newId();
    const command = { action: 'take-in-charge', version: 1, data: {}, files: [] };
    const first = await house.get(StepDesk).record(house.town.bruno, ticketNumber, command, key);
    const second = await house.get(StepDesk).record(house.town.bruno, ticketNumber, command, key);
    expect(second).toEqual(first);
  });

  test('a step is refused by the database itself when somebody tries to change or delete it', async () => {
    await file(house);
    const change = house.transactions.run((em) => em.query(`UPDATE steps SET action = 'forged'`));
    await expect(change).rejects.toThrow(/append-only/);
    await expect(house.transactions.run((em) => em.query('DELETE FROM steps'))).rejects.toThrow(
      /append-only/,
    );
  });
});

function signal(): [Promise<void>, () => void] {
  let tell = () => {};
  const told = new Promise<void>((resolve) => (tell = resolve));
  return [told, () => tell()];
}

function taskOf({ id: requestId, officeId, filedAt, dueAt }: ServiceRequest): Task {
  return Object.assign(new Task(), {
    ...{ id: newId(), requestId, officeId, partnerId: null, kind: 'inspection', state: 'offered' },
    ...{ version: 1, rule: 'test', offeredAt: filedAt, offeredSeq: 1, dueAt },
  });
}
