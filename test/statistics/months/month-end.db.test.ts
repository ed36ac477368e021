import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '../../../src/shared/refusal.js';
import type { Dimension } from '../../../src/statistics/domain/figures.js';
import type { MonthDocument } from '../../../src/statistics/domain/month-document.js';
import { monthOf } from '../../../src/statistics/domain/month.js';
import { MonthArchive } from '../../../src/statistics/months/month-archive.service.js';
import { MonthComposer } from '../../../src/statistics/months/month-composer.service.js';
import type { House } from '../../support/house.js';
import { openOctober } from './october.js';

describe('a month that is over', () => {
  let house: House;
  let ended: MonthDocument;
  beforeAll(async () => {
    const october = await openOctober();
    house = october.house;
    await house.get(MonthArchive).publish(monthOf('2026-10'));
    ended = await composed();
    await october.workOn();
  });
  afterAll(() => house.close());

  const composed = () => house.get(MonthComposer).compose(monthOf('2026-10'));
  const lines = ({ by }: MonthDocument, dimension: Dimension) =>
    by[dimension].map(({ code, openAtStart, received, reopened, closed, openAtEnd }) => [code, openAtStart, received, reopened, closed, openAtEnd]); // prettier-ignore

  test('tells in which state its requests were when it ended, under the level that had led them there', async () => {
    expect(lines(ended, 'state')).toEqual([
      ['closed', 0, 2, 0, 2, 0],
      ['received', 0, 1, 0, 0, 1],
      ['reopened', 0, 1, 1, 1, 1],
      ['taken-in-charge', 0, 1, 0, 0, 1],
    ]);
    expect(lines(ended, 'level')).toEqual([
      ['citizen', 0, 1, 0, 0, 1],
      ['operator', 0, 1, 0, 0, 1],
      ['supervisor', 0, 3, 1, 3, 1],
    ]);
  });

  test('counts every closing under its own outcome, one that was undone in the same month too: the two tables of outcomes agree', async () => {
    expect(lines(ended, 'outcome')).toEqual([
      ['refused', 0, 2, 1, 3, 0],
      [null, 0, 3, 0, 0, 3],
    ]);
    expect(ended.patterns.outcomes).toEqual([{ code: 'refused', closed: 3 }]);
    expect(ended.by.outcome.map(({ closure }) => closure.cases)).toEqual([3, 0]);
  });

  test('says the same months later, when nearly all of them stand elsewhere', async () => {
    expect({ ...(await composed()), computedAt: '' }).toEqual({ ...ended, computedAt: '' });
    const revision = await house.get(MonthArchive).revise(monthOf('2026-10'), { by: 'Dario Neri', reason: 'Prova.' }); // prettier-ignore
    expect(revision).toEqual(new Refusal('not-possible-now', 'month-unchanged'));
  });

  test('published late begins with the states that the month before ended with', async () => {
    const november = await house.get(MonthComposer).compose(monthOf('2026-11'));
    expect(lines(november, 'outcome')).toEqual([
      ['refused', 2, 0, 0, 2, 0],
      [null, 1, 0, 1, 0, 2],
    ]);
    expect(lines(november, 'state')).toEqual([
      ['closed', 2, 0, 0, 2, 0],
      ['reopened', 1, 0, 0, 0, 1],
      ['taken-in-charge', 0, 0, 1, 0, 1],
    ]);
  });
});
