import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Catalogue } from '../../src/catalogue/catalogue.service.js';
import { Category } from '../../src/catalogue/category.entity.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { Task } from '../../src/requests/tasks/task.entity.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import { newId } from '../../src/shared/ids.js';
import type { Span } from '../../src/shared/span.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { clockDesk, QUESTION } from './desk.js';

const LAMP = { category: 'street-lighting', answers: { 'live-cable': 'no' } };

describe('a term that is counted in hours or working days', () => {
  let house: House;
  let desk: ReturnType<typeof clockDesk>;
  beforeAll(async () => {
    house = await openHouse();
    desk = clockDesk(house);
  });
  afterAll(() => house.close());

  const counted = async (code: string, term: Span) => {
    await house.transactions.run((em) => em.update(Category, { code }, { term }));
    house.get(Catalogue).forget();
  };
  const filed = async (term: Span, moment: string) => {
    await counted('roads-signs', term);
    house.clock.set(moment);
    return (await file(house)).ticketNumber;
  };
  const termOf = async (number: string) => {
    const { id, dueAt, termUnit } = await desk.request(number);
    const facts = await house.reads.of(RequestFacts).findOneByOrFail({ requestId: id });
    expect(facts.dueAt).toEqual(dueAt);
    return [dueAt.toISOString(), termUnit];
  };
  const asked = async (number: string, moment: string) => {
    await desk.record(house.town.bruno, number, 'take-in-charge');
    house.clock.set(moment);
    await desk.record(house.town.bruno, number, 'ask-citizen', QUESTION);
  };
  const answered = async (number: string, moment: string) => {
    house.clock.set(moment);
    return desk.record(await desk.citizen(number), number, 'answer', { note: 'Al 12.' });
  };
  const strike = async (number: string, { seq }: { seq: number }) => {
    const { version } = await desk.request(number);
    const correction = { seq, reason: 'Registrata per errore.', treatment: 'keep', version } as const; // prettier-ignore
    done(await house.get(CorrectionDesk).correct(house.town.dario, number, correction, newId()));
  };

  test.each([
    [
      'a Friday evening, through the night of 25 hours',
      { hours: 48 },
      '2026-10-23T16:00:00Z',
      '2026-10-25T16:00:00.000Z',
    ],
    ['the patron saint’s eve', { hours: 24 }, '2026-09-20T08:30:00Z', '2026-09-21T08:30:00.000Z'],
    [
      'before the patron saint, a Monday',
      { workingDays: 1 },
      '2026-09-18T08:30:00Z',
      '2026-09-22T22:00:00.000Z',
    ],
    [
      'through All Saints, a Sunday',
      { workingDays: 3 },
      '2026-10-30T08:30:00Z',
      '2026-11-04T23:00:00.000Z',
    ],
    ['in days as ever', { days: 30 }, '2026-10-05T08:30:00Z', '2026-11-04T23:00:00.000Z'],
  ])('is due from the filing on: %s', async (_what, term, moment, due) => {
    expect(await termOf(await filed(term, moment))).toEqual([due, Object.keys(term)[0]]);
  });

  test('in hours is reminded of 4 hours before, and late at its hour; then the ladder is climbed as ever', async () => {
    const number = await filed({ hours: 48 }, '2026-10-23T16:00:00Z');
    await desk.record(house.town.bruno, number, 'take-in-charge');
    await desk.sweepAt('2026-10-25T11:59:00Z');
    expect(await desk.automatic(number)).toEqual([]);
    await desk.sweepAt('2026-10-25T12:00:00Z');
    expect(await desk.automatic(number)).toEqual(['term-reminder']);
    await desk.sweepAt('2026-10-25T15:59:00Z');
    expect(await desk.automatic(number)).toEqual(['term-reminder']);
    await desk.sweepAt('2026-10-25T16:00:00Z');
    expect(await desk.notices(number)).toEqual(['term-reminder office', 'term-overdue operator office']); // prettier-ignore
    await desk.sweepAt('2026-10-27T23:00:00Z');
    expect((await desk.notices(number)).at(-1)).toBe('term-overdue supervisor office');
  });

  test('of two hours reminds nobody', async () => {
    const number = await filed({ hours: 2 }, '2026-10-23T06:00:00Z');
    await desk.record(house.town.bruno, number, 'take-in-charge');
    await desk.sweepAt('2026-10-23T08:00:00Z');
    expect(await desk.automatic(number)).toEqual(['term-overdue']);
  });

  test('in hours gets back exactly the time of a question; struck, the answer gives it up again', async () => {
    const number = await filed({ hours: 48 }, '2026-10-12T08:00:00Z');
    await asked(number, '2026-10-13T06:00:00Z');
    const answer = await answered(number, '2026-10-14T09:30:00Z');
    expect(await termOf(number)).toEqual(['2026-10-15T11:30:00.000Z', 'hours']);
    await strike(number, answer);
    expect(await termOf(number)).toEqual(['2026-10-14T08:00:00.000Z', 'hours']);
  });

  test('in hours gets back what the clock stood still, at most to the end of the thirtieth day', async () => {
    const number = await filed({ hours: 48 }, '2026-10-12T09:00:00Z');
    await asked(number, '2026-10-13T06:00:00Z');
    await desk.sweepAt('2026-11-30T09:00:00Z');
    expect(await termOf(number)).toEqual(['2026-11-14T02:00:00.000Z', 'hours']);
  });

  test('in working days gets back the working days that passed, and no weekend', async () => {
    const number = await filed({ workingDays: 3 }, '2026-11-02T08:00:00Z');
    await asked(number, '2026-11-03T09:00:00Z');
    await answered(number, '2026-11-05T09:00:00Z');
    expect(await termOf(number)).toEqual(['2026-11-09T23:00:00.000Z', 'workingDays']);
  });

  test('that is moved to a day ends with that day and is counted in days; struck, it is counted as before', async () => {
    const number = await filed({ hours: 48 }, '2026-10-12T10:00:00Z');
    const move = await desk.record(house.town.carla, number, 'move-term', { data: { newTerm: '2026-10-31' }, note: 'Serve un ricambio.' }); // prettier-ignore
    expect(await termOf(number)).toEqual(['2026-10-31T23:00:00.000Z', 'days']);
    await strike(number, move);
    expect(await termOf(number)).toEqual(['2026-10-14T10:00:00.000Z', 'hours']);
  });

  test('is not moved while the clock stands still: the day that is told would move on by itself', async () => {
    const number = await filed({ days: 30 }, '2026-10-12T12:00:00Z');
    await asked(number, '2026-10-13T06:00:00Z');
    const { version } = await desk.request(number);
    const command = { action: 'move-term', version, data: { newTerm: '2026-12-15' }, note: 'Serve un ricambio.', files: [] }; // prettier-ignore
    const move = () => house.get(StepDesk).record(house.town.carla, number, command, newId());
    expect(await move()).toMatchObject({ code: 'not-possible-now', reason: 'term-suspended' });
    await answered(number, '2026-10-20T09:00:00Z');
    const moved = { data: command.data, note: command.note };
    await desk.record(house.town.carla, number, 'move-term', moved);
    expect(await termOf(number)).toEqual(['2026-12-15T23:00:00.000Z', 'days']);
  });

  test('of an urgent category that is given while the clock stands still is whole when it goes on', async () => {
    const number = await filed({ days: 30 }, '2026-10-12T12:30:00Z');
    await asked(number, '2026-10-13T06:00:00Z');
    await counted('street-lighting', { hours: 24 });
    house.clock.set('2026-10-20T09:00:00Z');
    await desk.record(house.town.dario, number, 'change-category', { data: { category: 'street-lighting' }, note: 'È un lampione.' }); // prettier-ignore
    await answered(number, '2026-10-20T12:00:00Z');
    expect(await termOf(number)).toEqual(['2026-10-21T12:00:00.000Z', 'hours']);
  });

  test('begins anew with a reopening, in the unit that the category has now', async () => {
    const number = await filed({ days: 30 }, '2026-10-12T11:00:00Z');
    await desk.record(await desk.citizen(number), number, 'withdraw');
    await counted('roads-signs', { hours: 24 });
    house.clock.set('2026-10-14T11:00:00Z');
    await desk.record(await desk.citizen(number), number, 'reopen-by-citizen', { note: 'È ancora là.' }); // prettier-ignore
    expect(await termOf(number)).toEqual(['2026-10-15T11:00:00.000Z', 'hours']);
  });

  test('an urgent category makes a request urgent from then on, no later than promised; any other change of it leaves the term', async () => {
    const change = (number: string, category: string) =>
      desk.record(house.town.dario, number, 'change-category', { data: { category }, note: 'È altro.' }); // prettier-ignore
    await counted('street-lighting', { hours: 24 });
    const slow = await filed({ days: 30 }, '2026-10-12T12:00:00Z');
    house.clock.set('2026-10-16T12:00:00Z');
    const changed = await change(slow, 'street-lighting');
    expect(await termOf(slow)).toEqual(['2026-10-17T12:00:00.000Z', 'hours']);
    await strike(slow, changed);
    expect(await termOf(slow)).toEqual(['2026-11-11T23:00:00.000Z', 'days']);

    const urgent = await filed({ hours: 12 }, '2026-10-12T12:00:00Z');
    for (const category of ['street-lighting', 'parks-green']) {
      await change(urgent, category);
      expect(await termOf(urgent)).toEqual(['2026-10-13T00:00:00.000Z', 'hours']);
    }
  });

  test('in hours is the term of the partner’s task too, who is reminded of it 4 hours before', async () => {
    await counted('street-lighting', { hours: 24 });
    house.clock.set('2026-10-12T13:00:00Z');
    const { ticketNumber: number } = await file(house, LAMP);
    const { id } = await desk.request(number);
    const [task] = await house.reads.of(Task).findBy({ requestId: id });
    expect(task?.dueAt).toEqual(new Date('2026-10-13T13:00:00Z'));
    await desk.sweepAt('2026-10-13T08:59:00Z');
    expect(await desk.automatic(number)).not.toContain('task-due-soon');
    await desk.sweepAt('2026-10-13T09:00:00Z');
    expect(await desk.automatic(number)).toContain('task-due-soon');
    await desk.sweepAt('2026-10-13T13:00:00Z');
    expect(await desk.automatic(number)).toContain('task-overdue');
  });

  test('and every chain of it stays whole', async () => {
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });
});
