/** Random facts of a counted town, with the closings that were undone, and how its numbers are compared. */
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { SCORES } from '../../src/feedback/domain/question.js';
import type { FeedbackAnswer } from '../../src/feedback/feedback-answer.entity.js';
import type { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import { stoodStill } from '../../src/requests/facts/domain/moments.js';
import { ORIGINS } from '../../src/requests/facts/request-facts.entity.js';
import type { RequestReopening } from '../../src/requests/facts/request-reopening.entity.js';
import { REQUEST_KINDS } from '../../src/requests/service-request.entity.js';
import { byMeasure, type Dimension, type Figures } from '../../src/statistics/domain/figures.js';
import { plainWorkingSeconds } from '../support/plain-working.js';
import { type CountedTown, type Facts, factsOf, romeDate } from './counted-town.js';
import { suspensionOf } from './facts/suspended.js';

const PLAIN_DAYS = { workingSeconds: plainWorkingSeconds };

/** Where the facts keep a dimension. */
export const COLUMN = {
  category: 'categoryId',
  office: 'officeId',
  area: 'areaId',
  channel: 'channel',
  partner: 'partnerId',
  kind: 'kind',
  origin: 'origin',
  level: 'enteredBy',
  outcome: 'outcome',
  state: 'stateCode',
  language: 'language',
  weekday: 'filedWeekday',
  hour: 'filedHour',
} as const satisfies Record<Dimension, keyof RequestFacts>;

export function anyFacts(town: CountedTown): fc.Arbitrary<Facts> {
  const instant = fc.date({ min: new Date('2026-12-15T00:00:00Z'), max: new Date('2027-06-10T00:00:00Z'), noInvalidDate: true }).map((at) => wholeSecond(at.getTime())); // prettier-ignore
  const delay = fc.integer({ min: 0, max: 60 * 86_400 }).map((seconds) => seconds * 1000);
  return fc
    .record({
      filed: instant,
      closedAfter: fc.option(delay, { freq: 3 }),
      answeredAfter: fc.option(delay, { freq: 3 }),
      term: delay,
      categoryId: fc.constantFrom(...town.categories),
      officeId: fc.constantFrom(...town.offices),
      areaId: fc.option(fc.constantFrom(...town.areas)),
      partnerId: fc.option(fc.constantFrom(...town.partners)),
      channel: fc.constantFrom('web' as const, 'phone' as const, 'counter' as const),
      kind: fc.constantFrom(...REQUEST_KINDS),
      isWithdrawn: fc.boolean(),
      isImported: fc.boolean(),
      origin: fc.option(fc.constantFrom(...ORIGINS)),
      language: fc.constantFrom('it' as const, 'en' as const),
      timesReopened: fc.integer({ min: 0, max: 2 }),
      isWaiting: fc.boolean(),
      enteredBy: fc.constantFrom('operator', 'director', 'citizen'),
      outcome: fc.constantFrom('repaired', 'refused'),
    })
    .map(
      ({ filed, closedAfter, answeredAfter, term, isWaiting, isWithdrawn, outcome, ...values }) => {
        // prettier-ignore
        const after = (ms: number | null) =>
        ms === null ? null : new Date(filed.getTime() + ms).toISOString();
        const answered = after(answeredAfter);
        const closed = after(closedAfter);
        const closedAt = closed === null ? null : new Date(closed);
        const moments = { filed: filed.toISOString(), closed };
        return factsOf(town, moments, {
          ...values,
          ...stoodStill(suspensionOf({ filedAt: filed }), closedAt, PLAIN_DAYS),
          ...(closed === null && isWaiting ? { stateKind: 'waiting' as const, stateCode: 'waiting' } : {}), // prettier-ignore
          outcome: closed === null ? null : outcome,
          isWithdrawn: isWithdrawn && closed !== null,
          firstAnswerAt: answered === null ? null : new Date(answered),
          firstAnswerOn: answered === null ? null : romeDate(new Date(answered)),
          dueAt: new Date(filed.getTime() + term),
        });
      },
    );
}

/** A closing of `row` that was undone. */
export function undone(
  row: RequestFacts,
  { closed, reopened, seq = 2 }: { closed: string; reopened: string; seq?: number },
): RequestReopening {
  const [closedAt, reopenedAt] = [new Date(closed), new Date(reopened)];
  const { requestId, dueAt } = row;
  const closureWorkingSeconds = plainWorkingSeconds(row.filedAt, closedAt);
  const stood = stoodStill(suspensionOf(row), closedAt, PLAIN_DAYS);
  return { requestId, seq, closedAt, closedOn: romeDate(closedAt), closureWorkingSeconds, ...stood, dueAt, outcome: 'repaired', isWithdrawn: false, reopenedAt, reopenedOn: romeDate(reopenedAt) }; // prettier-ignore
}

/** As the facts keep how long the clock stood still. */
function wholeSecond(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}

/** As many as the row says, one after the other between its filing and its last closing (or ten days on). */
export function reopeningsBefore(row: RequestFacts): RequestReopening[] {
  const until = row.closedAt?.getTime() ?? row.filedAt.getTime() + 10 * 86_400_000;
  const part = (until - row.filedAt.getTime()) / (2 * row.timesReopened + 1);
  const at = (parts: number) => wholeSecond(row.filedAt.getTime() + parts * part).toISOString();
  return Array.from({ length: row.timesReopened }, (_, i) => ({
    ...undone(row, { closed: at(2 * i + 1), reopened: at(2 * i + 2), seq: 10 * (i + 1) }),
    isWithdrawn: i === 1,
  }));
}

/** What was said of the last closing, some days later; of every other request something. */
export function answersTo({ requestId, closedAt }: RequestFacts, index: number): FeedbackAnswer[] {
  if (!closedAt || index % 2 === 0) return [];
  const answeredAt = new Date(closedAt.getTime() + (index % 40) * 86_400_000);
  const score = SCORES[index % 5]!;
  return [{ requestId, closingSeq: 9, score, reasons: [], text: null, answeredAt, answeredOn: romeDate(answeredAt), erasedAt: null }]; // prettier-ignore
}

/** Ids of the town are told by their codes; channels and kinds are their own. */
export function codeOf(town: CountedTown, value: string | null): string | null {
  const lists = { tipo: town.categories, ufficio: town.offices, zona: town.areas, ente: town.partners }; // prettier-ignore
  for (const [word, ids] of Object.entries(lists))
    if (value !== null && ids.includes(value)) return `${word}-${ids.indexOf(value)}`;
  return value;
}

/** Sums in another order may differ in the last binary places. */
export function near(figures: Figures): unknown {
  const spread = (one: Figures['closure'] | NonNullable<Figures['satisfaction']>) =>
    Object.fromEntries(Object.entries(one).map(([name, value]) => [name, value === null || Number.isInteger(value) ? value : expect.closeTo(value as number, 8)])); // prettier-ignore
  const { satisfaction } = figures;
  return {
    ...figures,
    satisfaction: satisfaction && spread(satisfaction),
    ...byMeasure((measure) => figures[measure] && spread(figures[measure])),
  };
}
