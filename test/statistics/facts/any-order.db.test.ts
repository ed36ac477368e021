import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Viewer } from '../../../src/access/viewer.js';
import { passedConditions } from '../../../src/requests/queries/passed/passed-filter.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { monthFaults } from '../../../src/statistics/domain/month-check.js';
import type { MonthDocument } from '../../../src/statistics/domain/month-document.js';
import { type Month, monthOf } from '../../../src/statistics/domain/month.js';
import { MonthComposer } from '../../../src/statistics/months/month-composer.service.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { type PlainPast, plainPast } from './plain-past.js';

const ANSWER = {
  outcome: 'refused',
  whatWasDone: 'La proposta è stata esaminata: la strada non ha la larghezza necessaria.',
  doneBy: 'Ufficio tecnico',
  citizenCan: 'La proposta si può presentare di nuovo al prossimo piano della mobilità.',
  reasons: 'La sezione stradale minima prevista dalle norme non lo consente.',
};
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 8, 10, 8);
const END = Date.UTC(2027, 2, 20);
const MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03'].map(monthOf); // prettier-ignore
const ACTIONS = [
  { action: 'take-in-charge', who: 'bruno' },
  { action: 'close-without-work', who: 'carla', data: ANSWER },
  { action: 'reopen', who: 'carla', note: 'La buca si è riaperta.' },
] as const;

interface Told {
  readonly afterDays: number;
  /** Of the time that had passed since the filing; null: when it is recorded. */
  readonly claimed: number | null;
}
interface Story {
  readonly filedAfterDays: number;
  readonly layDays: number;
  readonly steps: readonly Told[];
}
const story: fc.Arbitrary<Story> = fc.record({
  filedAfterDays: fc.integer({ min: 0, max: 90 }),
  layDays: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })),
  steps: fc.array(
    fc.record({
      afterDays: fc.integer({ min: 0, max: 25 }),
      claimed: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    }),
    { maxLength: 8 },
  ),
});

describe('requests whose steps were recorded late and in another order than they happened', () => {
  let house: House;
  let documents: Map<string, MonthDocument>;
  let past: readonly PlainPast[];
  beforeAll(async () => {
    house = await openHouse({ now: new Date(START).toISOString() });
    await tell(fc.sample(story, { numRuns: 50, seed: 145 }));
    house.clock.set('2027-03-25T08:00:00Z');
    const steps = await house.reads.of(Step).find({ order: { requestId: 'ASC', seq: 'ASC' } });
    past = [...new Set(steps.map(({ requestId }) => requestId))].map((id) => plainPast(steps.filter(({ requestId }) => requestId === id))); // prettier-ignore
    const composed = await Promise.all(MONTHS.map(async (month) => [month.code, await house.get(MonthComposer).compose(month)] as const)); // prettier-ignore
    documents = new Map(composed);
  });
  afterAll(() => house.close());

  const record = async (viewer: Viewer, ticketNumber: string, action: string, more: object) => {
    const { version } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const command = { action, version, data: {}, files: [], ...more };
    done(await house.get(StepDesk).record(viewer, ticketNumber, command, newId()));
  };

  /** All stories together, in the order in which they were recorded. */
  async function tell(stories: readonly Story[]): Promise<void> {
    const events = stories.flatMap(eventsOf).map((event, i) => ({ ...event, i }));
    for (const { day, act, i } of events.sort((a, b) => a.day - b.day || a.i - b.i)) {
      const now = START + day * DAY_MS + i;
      if (now >= END) continue;
      house.clock.set(new Date(now).toISOString());
      await act(now);
    }
  }

  function eventsOf({ filedAfterDays, layDays, steps }: Story) {
    let day = filedAfterDays;
    const filed = { ticketNumber: '', at: 0 };
    const filing = async (now: number) => {
      filed.at = now - layDays * DAY_MS;
      const letter = layDays > 0 ? ({ channel: 'mail', occurredAt: new Date(filed.at) } as const) : {}; // prettier-ignore
      filed.ticketNumber = (await file(house, letter, house.town.gina)).ticketNumber;
    };
    const later = steps.map(({ afterDays, claimed }, i) => {
      const { action, who, ...more } = ACTIONS[i % ACTIONS.length]!;
      const act = (now: number) => {
        const when = claimed === null ? {} : { occurredAt: new Date(Math.round(filed.at + claimed * (now - filed.at))) }; // prettier-ignore
        return record(house.town[who], filed.ticketNumber, action, { ...more, ...when });
      };
      return { day: (day += afterDays), act };
    });
    return [{ day: filedAfterDays, act: filing }, ...later];
  }

  const openIn = ({ last }: Month) => past.filter((one) => one.openOn(last));
  const countedIn = (month: Month, daysOf: (one: PlainPast) => readonly (string | null)[]): number =>
    past.flatMap(daysOf).filter((day) => day !== null && day >= month.first && day < month.next).length; // prettier-ignore

  test('were told in every order, across the ends of months', () => {
    const steps = past.flatMap((one) => one.moves);
    expect(steps.filter(({ isLate }) => isLate).length).toBeGreaterThan(30);
    expect(steps.filter(({ isBeforeTheLast }) => isBeforeTheLast).length).toBeGreaterThan(20);
    expect(past.flatMap((one) => one.reopenedOn).length).toBeGreaterThan(20);
  });

  test.each(MONTHS)('count in $code on the day on which each thing happened', (month) => {
    const { totals, patterns } = documents.get(month.code)!;
    expect(totals).toMatchObject({
      received: countedIn(month, (one) => [one.filedOn]),
      closed: countedIn(month, (one) => one.closedOn),
      reopened: countedIn(month, (one) => one.reopenedOn),
      withdrawn: 0,
      openAtEnd: openIn(month).length,
      firstAnswer: { cases: countedIn(month, (one) => [one.firstAnswerOn]) },
    });
    const moves = patterns.moves.reduce((sum, one) => sum + one.moves, 0);
    expect(moves).toBe(countedIn(month, (one) => one.moves.map(({ day }) => day)));
  });

  test.each(MONTHS)('add up in $code, in every row of every dimension', (month) => {
    expect(monthFaults(documents.get(month.code)!)).toEqual([]);
  });

  test.each(MONTHS.slice(1))('begin $code with as many open as the month before ended with', (month) => {
    const before = MONTHS[MONTHS.indexOf(month) - 1]!;
    expect(documents.get(month.code)!.totals.openAtStart).toBe(documents.get(before.code)!.totals.openAtEnd); // prettier-ignore
  }); // prettier-ignore

  test.each(MONTHS)('stood at the end of $code in the state and under the outcome of that day, which the list behind the number names too', async (month) => {
    const { by } = documents.get(month.code)!;
    const states = new Map<string, number>();
    for (const one of openIn(month)) states.set(one.stateOn(month.last), (states.get(one.stateOn(month.last)) ?? 0) + 1); // prettier-ignore
    const told = by.state.filter(({ openAtEnd }) => openAtEnd > 0);
    expect(new Map(told.map(({ code, openAtEnd }) => [code, openAtEnd]))).toEqual(states);
    expect(by.outcome.map(({ code, openAtEnd }) => code === null || openAtEnd === 0)).not.toContain(false); // prettier-ignore
    for (const [stateThen, cases] of states) {
      const conditions = passedConditions({ openOn: month.last, stateThen }).filter((one) => one !== null); // prettier-ignore
      const where = conditions.map(({ sql }) => sql).join(' AND ');
      const parameters = Object.assign({}, ...conditions.map((one) => one.parameters)) as Record<string, string>; // prettier-ignore
      const listed = await house.reads.rows(`SELECT r.id FROM service_requests r WHERE ${where}`, parameters); // prettier-ignore
      expect([stateThen, listed.length]).toEqual([stateThen, cases]);
    }
  }); // prettier-ignore
});
