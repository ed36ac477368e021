import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
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
