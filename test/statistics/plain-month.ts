/** The month once more, slowly and simply, from rows in memory: what the product's numbers are held against. */
import type { FeedbackAnswer } from '../../src/feedback/feedback-answer.entity.js';
import type { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import type { RequestReopening } from '../../src/requests/facts/request-reopening.entity.js';
import { type Figures, NO_SPREAD, type Spread } from '../../src/statistics/domain/figures.js';

import { plainWorkingSeconds } from '../support/plain-working.js';
import { suspensionOf } from './facts/suspended.js';

export type PlainClosing = Pick<
  RequestReopening,
  'closedAt' | 'closedOn' | 'dueAt' | 'outcome' | 'isWithdrawn'
> & {
  // prettier-ignore
  readonly of: RequestFacts;
  readonly reopenedOn: string | null;
};

/** Whether what happened to `row`, or its `closing` and what undid it, is told in the line that is asked for. */
export type IsIn = (row: RequestFacts, closing?: PlainClosing) => boolean;

export function plainFigures(
  rows: readonly RequestFacts[],
  reopenings: readonly RequestReopening[],
  month: string,
  answers: readonly FeedbackAnswer[] = [],
  isIn: IsIn = () => true,
): Figures {
  const byEnd = (date: string) => date.slice(0, 7) <= month;
  const inMonth = (date: string | null) => date !== null && date.slice(0, 7) === month;
  const before = (date: string) => date.slice(0, 7) < month;
  const own = rows.filter((row) => isIn(row));
  const closings = rows.flatMap((of) => plainClosings(of, reopenings));
  const overWhen = (r: RequestFacts, by: (date: string) => boolean) =>
    closings.some((c) => c.of === r && by(c.closedOn) && !(c.reopenedOn && by(c.reopenedOn)));
  const openWhen = (by: (date: string) => boolean) =>
    own.filter((r) => by(r.filedOn) && !overWhen(r, by)).length;
  const told = closings.filter((c) => isIn(c.of, c));
  const ended = told.filter((c) => inMonth(c.closedOn));
  const closed = ended.filter((c) => !c.isWithdrawn);
  const owed = closed.filter((c) => !c.of.isImported);
  const within = owed.filter((c) => c.closedAt.getTime() <= c.dueAt.getTime());
  const answered = own.filter((r) => inMonth(r.firstAnswerOn) && !r.isWithdrawn && !r.isImported);
  const scores = answers
    .filter((one) => inMonth(one.answeredOn) && own.some((r) => r.requestId === one.requestId))
    .map(({ score }) => score as number);
  const scored = scores.reduce((sum, score) => sum + score, 0);
  return {
    openAtStart: openWhen(before),
    received: own.filter((r) => inMonth(r.filedOn)).length,
    receivedImported: own.filter((r) => inMonth(r.filedOn) && r.isImported).length,
    reopened: told.filter((c) => inMonth(c.reopenedOn)).length,
    closed: closed.length,
    withdrawn: ended.length - closed.length,
    openAtEnd: openWhen(byEnd),
    firstAnswer: plainSpread(answered.map((r) => days(r.filedAt, r.firstAnswerAt!))),
    closure: plainSpread(closed.map((c) => days(c.of.filedAt, c.closedAt))),
    closureNet: plainSpread(
      closed.map((c) => parts(c).reduce((sum, [from, until]) => sum + days(from, until), 0)),
    ),
    firstAnswerWorking: plainSpread(answered.map((r) => worked(r.filedAt, r.firstAnswerAt!))),
    closureWorking: plainSpread(closed.map((c) => worked(c.of.filedAt, c.closedAt))),
    closureNetWorking: plainSpread(
      closed.map((c) => parts(c).reduce((sum, [from, until]) => sum + worked(from, until), 0)),
    ),
    term: {
      cases: owed.length,
      within: within.length,
      share: owed.length === 0 ? null : within.length / owed.length,
    },
    satisfaction: {
      cases: scores.length,
      mean: scores.length === 0 ? null : scored / scores.length,
    },
  };
}

export function plainClosings(
  of: RequestFacts,
  reopenings: readonly RequestReopening[],
): PlainClosing[] {
  // prettier-ignore
  const undone = reopenings.filter((r) => r.requestId === of.requestId);
  const { closedAt, closedOn, dueAt, outcome, isWithdrawn } = of;
  const last =
    of.stateKind === 'closed' ? [{ closedAt: closedAt!, closedOn: closedOn!, dueAt, outcome, isWithdrawn, reopenedOn: null }] : []; // prettier-ignore
  return [...undone, ...last].map((closing) => ({ ...closing, of }));
}

/** The time from the filing to this closing in which the clock ran: before the suspension, and after it, as far as the closing had not come by then. */
function parts({ of, closedAt }: PlainClosing): (readonly [Date, Date])[] {
  const { suspendedSince, suspendedUntil } = suspensionOf(of);
  if (!suspendedSince || !suspendedUntil || suspendedSince >= closedAt) return [[of.filedAt, closedAt]]; // prettier-ignore
  const before = [of.filedAt, suspendedSince] as const;
  return suspendedUntil >= closedAt ? [before] : [before, [suspendedUntil, closedAt]];
}

/** As a spreadsheet does it: MEDIAN and PERCENTILE.INC. */
export function plainSpread(values: number[]): Spread {
  if (values.length === 0) return NO_SPREAD;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  const rank = 0.9 * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
  return {
    cases: sorted.length,
    medianDays: median,
    p90Days: below + (above - below) * (rank - Math.floor(rank)),
    meanDays: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
  };
}

function worked(from: Date, until: Date): number {
  return plainWorkingSeconds(from, until) / 86_400;
}

function days(from: Date, until: Date): number {
  return (until.getTime() - from.getTime()) / 86_400_000;
}
