/** A list takes a place while it is written, and there are two for the whole town, whatever process writes. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { isRefusal } from '../../../src/shared/refusal.js';
import { ExportBook } from '../../../src/statistics/exports/export-book.service.js';
import type { ExportJob } from '../../../src/statistics/exports/export-job.entity.js';
import { type House, openBeside, openHouse } from '../../support/house.js';

const ASKED = { format: 'csv', columns: ['kind'], filedFrom: '2027-03-01', filedTo: '2027-03-31', rowsTotal: 0 } as const; // prettier-ignore
const NOON = '2027-03-15T12:00:00Z';

describe('the places for lists', () => {
  let house: House;
  let beside: INestApplication;
  beforeAll(async () => {
    house = await openHouse({ now: NOON });
    beside = await openBeside(house);
  });
  beforeEach(async () => {
    house.clock.set(NOON);
    await house.transactions.run((em) => em.query('DELETE FROM export_jobs'));
  });
  afterAll(async () => {
    await beside.close();
    await house.close();
  });

  const enter = (process: { get(token: typeof ExportBook): ExportBook } = house) =>
    process.get(ExportBook).enter(house.town.dario, ASKED);
  const taken = (answers: readonly Awaited<ReturnType<typeof enter>>[]): ExportJob[] =>
    answers.filter((answer): answer is ExportJob => !isRefusal(answer));

  test('are two, also for eight that are asked for together in two processes', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, (_, i) => enter(i % 2 ? beside : house))); // prettier-ignore
    expect(taken(asked)).toHaveLength(2);
    expect(asked.map((answer) => isRefusal(answer) && answer.reason).filter(Boolean)).toEqual(Array.from({ length: 6 }, () => 'exports-running')); // prettier-ignore
    const [first] = taken(asked);
    await beside.get(ExportBook).end(first?.id ?? '', 'ready');
    expect(taken([await enter(), await enter(beside)])).toHaveLength(1);
  });

  test('are free again when a writer has died', async () => {
    await Promise.all([enter(), enter()]);
    house.clock.set('2027-03-15T12:02:01Z');
    expect(taken([await enter(beside)])).toHaveLength(1);
  });
});
