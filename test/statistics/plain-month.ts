/** The month once more, slowly and simply, from rows in memory: what the product's numbers are held against. */
import type { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import type { Figures, Spread } from '../../src/statistics/domain/figures.js';

export function plainFigures(rows: readonly RequestFacts[], month: string): Figures {
  const inMonth = (date: string | null) => date !== null && date.slice(0, 7) === month;
  const before = (date: string | null) => date !== null && date.slice(0, 7) < month;
  const filedByEnd = rows.filter((r) => before(r.filedOn) || inMonth(r.filedOn));
  const ended = filedByEnd.filter((r) => r.stateKind === 'closed' && inMonth(r.closedOn));
  const closed = ended.filter((r) => !r.isWithdrawn);
  const owed = closed.filter((r) => !r.isImported);
  const within = owed.filter((r) => r.closedAt!.getTime() <= r.dueAt.getTime());
  const answered = rows.filter((r) => inMonth(r.firstAnswerOn) && !r.isWithdrawn && !r.isImported);
  const isOver = (r: RequestFacts) => r.stateKind === 'closed';
  return {
    openAtStart: rows.filter((r) => before(r.filedOn) && !(isOver(r) && before(r.closedOn))).length,
    received: rows.filter((r) => inMonth(r.filedOn)).length,
    receivedImported: rows.filter((r) => inMonth(r.filedOn) && r.isImported).length,
    closed: closed.length,
    reopened: closed.filter((r) => r.timesReopened > 0).length,
    withdrawn: ended.length - closed.length,
    openAtEnd: filedByEnd.filter((r) => !isOver(r) || !(before(r.closedOn) || inMonth(r.closedOn)))
      .length,
    firstAnswer: plainSpread(answered.map((r) => days(r.filedAt, r.firstAnswerAt!))),
    closure: plainSpread(closed.map((r) => days(r.filedAt, r.closedAt!))),
    term: {
      cases: owed.length,
      within: within.length,
      share: owed.length === 0 ? null : within.length / owed.length,
    },
  };
}

/** As a spreadsheet does it: MEDIAN and PERCENTILE.INC. */
export function plainSpread(values: number[]): Spread {
  if (values.length === 0) return { cases: 0, medianDays: null, p90Days: null };
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  const rank = 0.9 * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
  return {
    cases: sorted.length,
    medianDays: median,
    p90Days: below + (above - below) * (rank - Math.floor(rank)),
  };
}

function days(from: Date, until: Date): number {
  return (until.getTime() - from.getTime()) / 86_400_000;
}
