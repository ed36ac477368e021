import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ClockSweep } from '../../src/requests/clock/clock-sweep.service.js';
import { DueClock } from '../../src/requests/clock/due-clock.entity.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
import { DeskList } from '../../src/requests/queries/desk-list.service.js';
import { Notices } from '../../src/notices/notices.service.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openBeside, openHouse } from '../support/house.js';
import { clockDesk, QUESTION } from './desk.js';

/** A pothole of Monday 5 October 2026: to be taken in charge by Thursday, due on 4 November. */
describe('the clock', () => {
  let house: House;
  let desk: ReturnType<typeof clockDesk>;
  beforeAll(async () => {
    house = await openHouse();
    desk = clockDesk(house);
  });
  afterAll(() => house.close());

  const filed = async (
    moment = '2026-10-05T08:00:00Z',
    change: Parameters<typeof file>[1] = {},
  ) => {
    house.clock.set(moment);
    return (await file(house, change)).ticketNumber;
  };
  const taken = async (moment?: string) => {
    const ticketNumber = await filed(moment);
    await desk.record(house.town.bruno, ticketNumber, 'take-in-charge');
    return ticketNumber;
  };
  const waiting = async (ticketNumber: string) => {
    const { id } = await desk.request(ticketNumber);
    const clocks = await house.reads.of(DueClock).findBy({ requestId: id });
    return clocks.filter(({ firedAt }) => firedAt === null).map(({ rule, subject }) => `${rule} ${subject}`.trim()).sort(); // prettier-ignore
  };

  test('late to take in charge: the operators at the end of the third working day, then who stands above them', async () => {
    const number = await filed();
    await desk.sweepAt('2026-10-08T21:59:00Z');
    expect(await desk.automatic(number)).toEqual([]);
    await desk.sweepAt('2026-10-08T22:00:00Z');
    expect(await desk.automatic(number)).toEqual(['state-overdue']);
    await desk.sweepAt('2026-10-08T22:00:30Z');
    await desk.sweepAt('2026-10-09T22:00:00Z');
    expect(await desk.notices(number)).toEqual([
      'state-overdue operator office',
      'state-overdue supervisor office',
    ]);
    await desk.record(house.town.bruno, number, 'take-in-charge');
    await desk.sweepAt('2026-10-29T08:00:00Z');
    expect(await desk.notices(number)).toHaveLength(2);
  });

  test('the legal term: a reminder, then each rung once, seen by the people on it and by nobody else', async () => {
    const number = await taken('2026-10-05T09:00:00Z');
    await desk.sweepAt('2026-10-30T07:00:00Z');
    expect(await desk.automatic(number)).toEqual(['term-reminder']);
    await desk.sweepAt('2026-11-30T09:00:00Z');
    expect(await desk.notices(number)).toEqual([
      'term-reminder office',
      'term-overdue operator office',
      'term-overdue supervisor office',
      'term-overdue director office',
      'term-overdue alderman office',
    ]);
    const { bruno, carla, dario, elena, nadia, fabio } = house.town;
    const seen = await Promise.all(
      [bruno, carla, dario, elena, nadia, fabio].map(async (viewer) => {
        const { id } = await desk.request(number);
        const { items } = await house.get(Notices).openFor(viewer);
        return items.filter(({ requestId, kind }) => requestId === id && kind === 'term-overdue').length; // prettier-ignore
      }),
    );
    expect(seen).toEqual([1, 1, 1, 1, 0, 0]);
    const step = await house.reads.of(Step).findOneByOrFail({ action: 'term-overdue' });
    expect(step).toMatchObject({ visibility: 'internal', actorRule: expect.stringMatching(/^fault 1: term\.overdue, operator \(/) }); // prettier-ignore
  });

  test('after a stop of a day everything fires once, in the order in which it was due', async () => {
    const number = await filed('2026-10-05T10:00:00Z');
    await desk.sweepAt('2026-12-20T09:00:00Z');
    expect(await desk.automatic(number)).toEqual([
      ...['state-overdue', 'state-overdue', 'state-overdue', 'term-reminder'],
      ...['term-overdue', 'term-overdue', 'term-overdue', 'term-overdue'],
    ]);
    const { id } = await desk.request(number);
    const clocks = await house.reads.of(DueClock).find({ where: { requestId: id }, order: { firesAt: 'ASC' } }); // prettier-ignore
    expect(clocks.map(({ rule, subject }) => `${rule} ${subject}`.trim())).toEqual([
      ...['state.overdue operator', 'state.overdue supervisor', 'state.overdue director'],
      ...['term.reminder', 'term.overdue operator', 'term.overdue supervisor'],
      ...['term.overdue director', 'term.overdue alderman'],
    ]);
    expect(await desk.sweepAt('2026-12-20T09:00:00Z')).toBe(0);
  });

  test('two processes that sweep at the same moment fire each clock once', async () => {
    const numbers: string[] = [];
    for (let i = 0; i < 12; i += 1) numbers.push(await filed('2026-10-05T11:00:00Z'));
    const other = await openBeside(house);
    try {
      house.clock.set('2026-10-08T22:00:00Z');
      const sweeps = [house.get(ClockSweep), other.get(ClockSweep)].flatMap((one) => [one, one]);
      const fired = await Promise.all(sweeps.map((one) => one.sweep()));
      expect(fired.reduce((sum, one) => sum + one, 0)).toBe(12);
      for (const number of numbers) expect(await desk.automatic(number)).toEqual(['state-overdue']);
    } finally {
      await other.close();
    }
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });

  test('a question: a reminder by letter a week before, then the honest end, and the term goes on', async () => {
    const number = await taken('2026-10-05T12:00:00Z');
    await desk.record(house.town.bruno, number, 'ask-citizen', QUESTION);
    await desk.sweepAt('2026-10-28T06:59:00Z');
    expect(await desk.automatic(number)).toEqual([]);
    await desk.sweepAt('2026-10-28T07:00:00Z');
    await desk.sweepAt('2026-11-04T22:59:00Z');
    expect(await desk.automatic(number)).toEqual(['remind-citizen']);
    await desk.sweepAt('2026-11-04T23:00:00Z');
    expect(await desk.automatic(number)).toEqual(['remind-citizen', 'answer-expired']);
    expect(await desk.request(number)).toMatchObject({ stateCode: 'no-answer', dueAt: new Date('2026-12-04T23:00:00Z') }); // prettier-ignore
    expect((await desk.letters(number)).slice(-3)).toEqual(['question', 'step', 'step']);
    expect(await desk.notices(number)).toEqual(['iter-calls office']);
  });

  test('an answer in time silences the question’s clocks', async () => {
    const number = await taken('2026-10-05T12:30:00Z');
    await desk.record(house.town.bruno, number, 'ask-citizen', QUESTION);
    house.clock.set('2026-10-15T12:30:00Z');
    await desk.record(await desk.citizen(number), number, 'answer', { note: 'Al 12.' });
    expect(await waiting(number)).toEqual([
      'term.overdue alderman',
      'term.overdue director',
      'term.overdue operator',
      'term.overdue supervisor',
      'term.reminder',
    ]);
    expect(await desk.request(number)).toMatchObject({ dueAt: new Date('2026-11-14T23:00:00Z') });
  });

  test('a suspended request is not late in any list; at the limit the clock starts again by itself', async () => {
    const number = await taken('2026-10-05T13:00:00Z');
    house.clock.set('2026-10-26T09:00:00Z');
    await desk.record(house.town.bruno, number, 'ask-citizen', QUESTION);
    const lines = async (isOverdue: boolean) => {
      const filter = { stage: 'open', sort: 'due', limit: 100, isOverdue } as const;
      const { items } = await house.get(DeskList).list(house.town.bruno, filter, 'it');
      return items.filter(({ ticketNumber }) => ticketNumber === number);
    };
    await desk.sweepAt('2026-11-20T09:00:00Z'); // the term was the 4th
    expect(await lines(true)).toEqual([]);
    expect(await lines(false)).toMatchObject([{ isOverdue: false, isSuspended: true }]);
    expect(await desk.automatic(number)).toEqual(['remind-citizen']);
    await desk.sweepAt('2026-11-25T23:00:00Z');
    expect(await desk.request(number)).toMatchObject({ suspendedUntil: new Date('2026-11-25T23:00:00Z'), dueAt: new Date('2026-12-04T23:00:00Z') }); // prettier-ignore
    await desk.sweepAt('2026-12-05T09:00:00Z');
    expect(await lines(true)).toMatchObject([{ isOverdue: true, isSuspended: false }]);
  });

  test('a second question stops only the state: the term runs, and its limit is none', async () => {
    const number = await taken('2026-10-05T14:00:00Z');
    await desk.record(house.town.bruno, number, 'ask-citizen', QUESTION);
    await desk.record(await desk.citizen(number), number, 'answer', { note: 'Al 12.' });
    const { dueAt } = await desk.request(number);
    house.clock.set('2026-10-20T14:00:00Z');
    await desk.record(house.town.bruno, number, 'ask-citizen', QUESTION);
    expect(await waiting(number)).toContain('term.overdue operator');
    expect(await waiting(number)).not.toContain('suspension.limit');
    await desk.sweepAt('2026-12-30T09:00:00Z');
    expect(await desk.request(number)).toMatchObject({ dueAt, stateCode: 'no-answer' });
  });

  test('a closed request has no clocks, a withdrawn one neither', async () => {
    const number = await filed('2026-10-05T15:00:00Z');
    await desk.record(await desk.citizen(number), number, 'withdraw');
    expect(await waiting(number)).toEqual([]);
    await desk.sweepAt('2027-01-30T09:00:00Z');
    expect(await desk.automatic(number)).toEqual([]);
  });

  test('a struck step gives the clocks back as they were, and none fires twice', async () => {
    const number = await filed('2026-10-05T16:00:00Z');
    await desk.sweepAt('2026-10-08T22:00:00Z');
    const before = await waiting(number);
    await desk.record(house.town.bruno, number, 'take-in-charge');
    expect(await waiting(number)).not.toEqual(before);
    const { version, lastSeq } = await desk.request(number);
    const correction = { seq: lastSeq, reason: 'Presa in carico per errore.', treatment: 'keep', version } as const; // prettier-ignore
    done(await house.get(CorrectionDesk).correct(house.town.carla, number, correction, newId()));
    expect(await waiting(number)).toEqual(before);
    expect(await desk.request(number)).toMatchObject({ stateSince: new Date('2026-10-05T16:00:00Z') }); // prettier-ignore
    await desk.sweepAt('2026-10-08T23:00:00Z');
    expect(await desk.automatic(number)).toEqual(['state-overdue']);
  });

  test('a struck question gives the term back, a struck answer its suspension', async () => {
    const number = await taken('2026-10-05T17:00:00Z');
    const { dueAt } = await desk.request(number);
    const strike = async (seq: number) => {
      const { version } = await desk.request(number);
      const correction = {
        seq,
        reason: 'Registrata per errore.',
        treatment: 'keep',
        version,
      } as const;
      done(await house.get(CorrectionDesk).correct(house.town.carla, number, correction, newId()));
    };
    await desk.record(house.town.bruno, number, 'ask-citizen', QUESTION);
    house.clock.set('2026-10-15T17:00:00Z');
    await desk.record(await desk.citizen(number), number, 'answer', { note: 'Al 12.' });
    expect((await desk.request(number)).dueAt > dueAt).toBe(true);
    await strike(4);
    expect(await desk.request(number)).toMatchObject({ dueAt, suspendedUntil: null, suspendedSince: new Date('2026-10-05T17:00:00Z') }); // prettier-ignore
    expect(await waiting(number)).toEqual(['state.deadline waiting-citizen', 'state.reminder waiting-citizen', 'suspension.limit']); // prettier-ignore
    await strike(3);
    expect(await desk.request(number)).toMatchObject({ dueAt, suspendedSince: null });
  });

  test('a moved term has clocks of its own; struck, the old one is back', async () => {
    const number = await taken('2026-10-05T18:00:00Z');
    const before = await desk.request(number);
    await desk.record(house.town.carla, number, 'move-term', { data: { newTerm: '2026-12-31' }, note: 'Serve un ricambio.' }); // prettier-ignore
    await desk.sweepAt('2026-11-20T09:00:00Z');
    expect(await desk.automatic(number)).toEqual([]);
    const { version, lastSeq } = await desk.request(number);
    const correction = { seq: lastSeq, reason: 'Un’altra segnalazione.', treatment: 'keep', version } as const; // prettier-ignore
    done(await house.get(CorrectionDesk).correct(house.town.carla, number, correction, newId()));
    expect((await desk.request(number)).dueAt).toEqual(before.dueAt);
    await desk.sweepAt('2026-11-20T09:00:30Z');
    expect((await desk.automatic(number)).slice(0, 2)).toEqual(['term-reminder', 'term-overdue']);
  });

  test.each([
    ['2026-10-24T23:30:00Z', '2026-10-25T03:30:00.000Z'],
    ['2027-03-27T23:30:00Z', '2027-03-28T03:30:00.000Z'],
  ])('four hours over the night of %s are four hours, and fire once', async (at, end) => {
    const number = await filed(at, { category: 'public-order', answers: {} });
    for (let minute = 30; minute <= 360; minute += 30) {
      const moment = new Date(Date.parse(at) + minute * 60_000);
      await desk.sweepAt(moment.toISOString());
      const expected = moment.toISOString() < end ? [] : ['late-to-take'];
      expect([moment, await desk.automatic(number)]).toEqual([moment, expected]);
    }
  });

  test('an imported request says nothing to anybody, however late it is', async () => {
    house.clock.set('2026-10-05T08:00:00Z');
    const row = {
      sourceSystem: 'old',
      sourceId: '1',
      categoryCode: 'roads-signs',
      stateCode: 'received',
      title: 'Buca',
      channel: 'import', // prettier-ignore
      filedAt: new Date('2025-01-05T08:00:00Z'),
      closedAt: null,
      outcome: null,
      isWithdrawn: false, // prettier-ignore
    } as const;
    await house.get(ImportDesk).importRequests([row], 'import old');
    const { ticketNumber } = await house.reads.of(Step).findOneByOrFail({ action: 'import' }).then(async ({ requestId }) => (await house.reads.rows<{ ticketNumber: string }>('SELECT ticket_number AS "ticketNumber" FROM service_requests WHERE id = :requestId', { requestId }))[0]!); // prettier-ignore
    expect(await waiting(ticketNumber)).toEqual([]);
    await desk.record(house.town.bruno, ticketNumber, 'take-in-charge');
    await desk.sweepAt('2027-02-20T09:00:00Z');
    expect([await desk.automatic(ticketNumber), await desk.notices(ticketNumber), await desk.letters(ticketNumber)]).toEqual([['import'], [], []]); // prettier-ignore
  });
});
