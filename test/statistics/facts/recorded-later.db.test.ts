import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KeepSuspensionsOfClosings1763683200144 } from '../../../migrations/1763683200144-keep-suspensions-of-closings.js';
import { CountAnswersByOccurrence1763683200145 } from '../../../migrations/1763683200145-count-answers-by-occurrence.js';
import type { Viewer } from '../../../src/access/viewer.js';
import { Calendar } from '../../../src/calendar/calendar.service.js';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import { firstAnswerOf } from '../../../src/requests/facts/domain/moments.js';
import { isAnswer } from '../../../src/requests/facts/domain/next-facts.js';
import { RequestFacts } from '../../../src/requests/facts/request-facts.entity.js';
import { RequestReopening } from '../../../src/requests/facts/request-reopening.entity.js';
import { StateMove } from '../../../src/requests/facts/state-move.entity.js';
import { ImportDesk } from '../../../src/requests/importing/import-desk.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { StepValue } from '../../../src/requests/steps/step-value.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { monthOf } from '../../../src/statistics/domain/month.js';
import { MonthArchive } from '../../../src/statistics/months/month-archive.service.js';
import { MonthBook } from '../../../src/statistics/months/month-book.service.js';
import { MonthComposer } from '../../../src/statistics/months/month-composer.service.js';
import { seated } from '../../doors/offices/desk.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';

const ANSWER = {
  outcome: 'refused',
  whatWasDone: 'La proposta è stata esaminata: la strada non ha la larghezza necessaria.',
  doneBy: 'Ufficio tecnico',
  citizenCan: 'La proposta si può presentare di nuovo al prossimo piano della mobilità.',
  reasons: 'La sezione stradale minima prevista dalle norme non lo consente.',
};
const FRIDAY = new Date('2026-10-30T09:00:00Z');
const DAY_MS = 86_400_000;

describe('what is recorded in a later month than the one in which it happened', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
  });
  afterAll(() => house.close());

  const { request: requestOf, record } = recorderOf(() => house);
  const factsOf = async (ticketNumber: string) =>
    house.reads.of(RequestFacts).findOneByOrFail({ requestId: (await requestOf(ticketNumber)).id });
  const close = (ticketNumber: string, more: object = {}) =>
    record(house.town.carla, ticketNumber, 'close-without-work', { data: ANSWER, ...more });
  const upgrade = () =>
    house.transactions.run(async (em) => {
      const queryRunner = em.queryRunner ?? em.dataSource.createQueryRunner();
      const migrations = [new KeepSuspensionsOfClosings1763683200144(), new CountAnswersByOccurrence1763683200145()]; // prettier-ignore
      for (const migration of [...migrations].reverse()) await migration.down(queryRunner);
      for (const migration of migrations) await migration.up(queryRunner);
    });
  /** The facts of every request as they are kept, in an order of their own. */
  const kept = async () => ({
    facts: await house.reads.of(RequestFacts).find({ order: { requestId: 'ASC' } }),
    moves: await house.reads.of(StateMove).find({ order: { requestId: 'ASC', seq: 'ASC' } }),
    reopenings: await house.reads.of(RequestReopening).find({ order: { requestId: 'ASC', seq: 'ASC' } }), // prettier-ignore
  });

  test('counts on the day on which it happened, however late it is recorded', async () => {
    const { ticketNumber } = await file(house);
    house.clock.set('2026-11-02T08:00:00Z'); // Monday
    await record(house.town.bruno, ticketNumber, 'take-in-charge', { occurredAt: FRIDAY });
    await close(ticketNumber, { occurredAt: FRIDAY });
    expect(await factsOf(ticketNumber)).toMatchObject({
      ...{ closedAt: FRIDAY, closedOn: '2026-10-30' },
      ...{ firstAnswerAt: FRIDAY, firstAnswerOn: '2026-10-30' },
    });
    const [, taken, closed] = (await kept()).moves;
    expect([taken?.movedOn, closed?.movedOn]).toEqual(['2026-10-30', '2026-10-30']);
    const [now, before] = await Promise.all(['2026-11', '2026-10'].map(async (month) => (await house.get(MonthBook).month(monthOf(month))).document)); // prettier-ignore
    expect(before?.totals).toMatchObject({ openAtStart: 0, received: 1, closed: 1, openAtEnd: 0 });
    expect(now?.totals).toMatchObject({ openAtStart: 0, received: 0, closed: 0, openAtEnd: 0 });
    const took = (FRIDAY.getTime() - new Date('2026-10-05T08:00:00Z').getTime()) / DAY_MS;
    expect(before?.totals.closure.meanDays).toBeCloseTo(took, 9);
    expect(before?.totals.firstAnswer.meanDays).toBeCloseTo(took, 9);
    expect(before?.totals.term).toMatchObject({ cases: 1, within: 1 });
  });

  test('leaves a published month as it is, and the months that are not published tell it at once', async () => {
    house.clock.set('2026-11-09T08:00:00Z');
    const { ticketNumber } = await file(house);
    house.clock.set('2026-12-01T08:00:00Z');
    const november = await house.get(MonthArchive).publish(monthOf('2026-11'));
    expect(november.document.totals).toMatchObject({ received: 1, closed: 0, openAtEnd: 1 });
    await record(house.town.bruno, ticketNumber, 'take-in-charge');
    await close(ticketNumber, { occurredAt: new Date('2026-11-20T08:00:00Z') });
    const booked = await house.get(MonthBook).month(monthOf('2026-11'));
    expect(booked.document.totals).toEqual(november.document.totals);
    expect((await house.get(MonthComposer).compose(monthOf('2026-11'))).totals).toMatchObject({ closed: 1, openAtEnd: 0 }); // prettier-ignore
    expect((await house.get(MonthComposer).compose(monthOf('2026-12'))).totals).toMatchObject({ openAtStart: 0, closed: 0, openAtEnd: 0 }); // prettier-ignore
  });

  test('of two answers the first is the one that happened first, also where it is struck through again', async () => {
    const { bruno, carla } = house.town;
    const { ticketNumber } = await file(house);
    house.clock.set('2026-12-10T08:00:00Z');
    await record(bruno, ticketNumber, 'take-in-charge');
    const taken = await factsOf(ticketNumber);
    expect(taken.firstAnswerOn).toBe('2026-12-10');
    house.clock.set('2026-12-11T08:00:00Z');
    await close(ticketNumber, { occurredAt: new Date('2026-12-04T08:00:00Z') });
    expect(await factsOf(ticketNumber)).toMatchObject({ firstAnswerOn: '2026-12-04', firstAnswerWorkingSeconds: 3 * 86_400 }); // prettier-ignore
    const { version, lastSeq: seq } = await requestOf(ticketNumber);
    const given = { seq, treatment: 'keep', version, reason: 'Chiusa per errore.' } as const;
    done(await house.get(CorrectionDesk).correct(carla, ticketNumber, given, newId()));
    const { firstAnswerAt, firstAnswerOn, firstAnswerWorkingSeconds } = await factsOf(ticketNumber);
    expect({ ...taken, firstAnswerAt, firstAnswerOn, firstAnswerWorkingSeconds }).toEqual(taken);
  });

  test('a letter on paper that lay for weeks is received in the month in which it came', async () => {
    house.clock.set('2026-12-16T08:00:00Z');
    const occurredAt = new Date('2026-11-24T08:00:00Z');
    const { ticketNumber } = await file(house, { occurredAt, channel: 'mail' }, house.town.gina);
    expect(await factsOf(ticketNumber)).toMatchObject({ filedAt: occurredAt, filedOn: '2026-11-24', filedWeekday: '2', filedHour: '09' }); // prettier-ignore
    const gina = await seated(house, 'gina');
    await gina.get('/ufficio?fase=tutte&casi=received~2026-11-01~2026-11-30');
    expect(gina.text).toContain(ticketNumber);
    await gina.get('/ufficio?fase=tutte&casi=received~2026-12-01~2026-12-31');
    expect(gina.text).not.toContain(ticketNumber);
    expect(gina.text).toMatch(/Ricevute:? 01\/12\/2026–31\/12\/2026/);
  });

  test('what was imported counts so too, and what is recorded of it later', async () => {
    const card = { sourceSystem: 'prova', categoryCode: 'roads-signs', channel: 'phone' as const, title: 'Una prova', outcome: null, isWithdrawn: false }; // prettier-ignore
    const [filedAt, closedAt] = [
      new Date('2025-03-03T10:00:00Z'),
      new Date('2025-04-07T10:00:00Z'),
    ];
    await house.get(ImportDesk).importRequests([
      { ...card, sourceId: '1', filedAt, closedAt, stateCode: 'closed' },
      { ...card, sourceId: '2', filedAt, closedAt: null, stateCode: 'received' },
    ], 'prova'); // prettier-ignore
    const imported = await house.reads.of(ServiceRequest).find({ where: { sourceSystem: 'prova' }, order: { sourceId: 'ASC' } }); // prettier-ignore
    const [over, open] = imported.map(({ ticketNumber }) => ticketNumber);
    expect(await factsOf(over!)).toMatchObject({ filedOn: '2025-03-03', closedOn: '2025-04-07' });
    expect(await factsOf(open!)).toMatchObject({ filedOn: '2025-03-03' });
    await record(house.town.bruno, open!, 'take-in-charge', { occurredAt: FRIDAY });
    expect(await factsOf(open!)).toMatchObject({ firstAnswerAt: FRIDAY, firstAnswerOn: '2026-10-30' }); // prettier-ignore
  });

  test('a closing keeps what the clock had stood still by then: a suspension after its reopening moves no month that is over', async () => {
    const { bruno, carla } = house.town;
    house.clock.set('2026-12-17T08:00:00Z');
    const { ticketNumber } = await file(house);
    await record(bruno, ticketNumber, 'take-in-charge');
    house.clock.set('2026-12-24T09:00:00Z');
    await close(ticketNumber);
    house.clock.set('2027-01-04T09:00:00Z');
    const december = await house.get(MonthArchive).publish(monthOf('2026-12'));
    const { id: requestId } = await requestOf(ticketNumber);
    const citizen: Viewer = { kind: 'citizen', requestId, ticketNumber };
    await record(carla, ticketNumber, 'reopen', { note: 'La buca si è riaperta.' });
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(bruno, ticketNumber, 'ask-citizen', { data: { question: 'A quale numero civico?' } }); // prettier-ignore
    house.clock.set('2027-01-14T09:00:00Z');
    await record(citizen, ticketNumber, 'answer', { note: 'Davanti al 12.' });
    house.clock.set('2027-01-15T09:00:00Z');
    const net = async (month: string) =>
      (await house.get(MonthComposer).compose(monthOf(month))).totals.closureNet;
    expect(await net('2026-12')).toEqual(december.document.totals.closureNet);
    expect(await net('2026-12')).toMatchObject({ cases: 1, meanDays: expect.closeTo(7 + 1 / 24, 9) }); // prettier-ignore
    await close(ticketNumber);
    const whole = (Date.UTC(2027, 0, 15, 9) - Date.UTC(2026, 11, 17, 8)) / DAY_MS;
    expect(await factsOf(ticketNumber)).toMatchObject({ suspendedSeconds: 10 * 86_400 });
    expect((await net('2027-01')).meanDays).toBeCloseTo(whole - 10, 9);
  });

  test('a reopening that is struck through counts no more: the closing is told as it was kept', async () => {
    const { carla } = house.town;
    house.clock.set('2027-02-01T08:00:00Z');
    const { ticketNumber } = await file(house);
    house.clock.set('2027-03-02T08:00:00Z');
    await record(house.town.bruno, ticketNumber, 'take-in-charge');
    await close(ticketNumber, { occurredAt: new Date('2027-02-26T09:00:00Z') });
    const closed = await factsOf(ticketNumber);
    expect(closed.closedOn).toBe('2027-02-26');
    house.clock.set('2027-04-06T08:00:00Z');
    await record(carla, ticketNumber, 'reopen', { note: 'Per errore.', occurredAt: new Date('2027-03-30T09:00:00Z') }); // prettier-ignore
    const undone = (await kept()).reopenings.find(({ requestId }) => requestId === closed.requestId); // prettier-ignore
    expect(undone).toMatchObject({ closedOn: '2027-02-26', reopenedOn: '2027-03-30' });
    const { version, lastSeq: seq } = await requestOf(ticketNumber);
    const given = { seq, treatment: 'keep', version, reason: 'Era un’altra buca.' } as const;
    done(await house.get(CorrectionDesk).correct(carla, ticketNumber, given, newId()));
    expect(await factsOf(ticketNumber)).toEqual(closed);
  });

  test('an installation that is upgraded finds the answers that happened first in its steps, and the same suspensions', async () => {
    const { bruno, carla } = house.town;
    house.clock.set('2027-05-03T08:00:00Z');
    const { ticketNumber } = await file(house, { occurredAt: new Date('2027-04-20T08:00:00Z') }, house.town.gina); // prettier-ignore
    await record(bruno, ticketNumber, 'take-in-charge');
    await close(ticketNumber, { occurredAt: new Date('2027-04-29T08:00:00Z') });
    house.clock.set('2027-06-03T08:00:00Z');
    await record(carla, ticketNumber, 'reopen', { note: 'Di nuovo.', occurredAt: new Date('2027-05-30T08:00:00Z') }); // prettier-ignore
    const known = await kept();
    await asRecordedFirst();
    const before = await kept();
    expect(before.facts.filter((one, i) => one.firstAnswerOn !== known.facts[i]?.firstAnswerOn)).toHaveLength(3); // prettier-ignore
    await upgrade();
    expect(await kept()).toEqual(known);
  });

  /** As the version before wrote it: the answer that was recorded first. */
  async function asRecordedFirst() {
    const calendar = await house.get(Calendar).current();
    const struck = (await house.reads.of(StepValue).findBy({ name: 'corrects' })).map(({ requestId, value }) => `${requestId}/${value}`); // prettier-ignore
    const steps = await house.reads.of(Step).find({ order: { requestId: 'ASC', seq: 'ASC' } });
    const answers = steps.filter((step) => isAnswer(step) && !struck.includes(`${step.requestId}/${step.seq}`)); // prettier-ignore
    await house.transactions.run(async (em) => {
      for (const { requestId, filedAt } of await em.find(RequestFacts)) {
        const first = answers.find((step) => step.requestId === requestId);
        await em.update(RequestFacts, { requestId }, firstAnswerOf(filedAt, first?.occurredAt ?? null, calendar)); // prettier-ignore
      }
    });
  }
});
