/**
 * What happened to a request in a span of days, as statistics count it: a way from one state to another, an answer or a closing within so many
 * days. A request that went the same way twice is in the list once.
 */
import { milliseconds } from '../../../database/columns.js';
import type { Condition } from '../../request-scope.js';

interface Span {
  /** Civil dates, both included. */
  readonly from: string;
  readonly to: string;
}

export interface AskedMove extends Span {
  /** Null: it was filed. */
  readonly fromState: string | null;
  readonly toState: string;
}

export interface AskedDuration extends Span {
  readonly of: 'closure' | 'firstAnswer';
  /** Since the filing, in days of 24 hours; nought: from the first moment on. */
  readonly overDays: number;
  /** Null: however long. */
  readonly upToDays: number | null;
}

export interface PassedFilter {
  readonly move?: AskedMove | undefined;
  readonly duration?: AskedDuration | undefined;
}

const DAY_MS = 86_400_000;

export function passedConditions({ move, duration }: PassedFilter): (Condition | null)[] {
  return [move ? moved(move) : null, duration ? lasted(duration) : null];
}

function moved({ from, to, fromState, toState }: AskedMove): Condition {
  const began = fromState === null ? 'm.from_state IS NULL' : 'm.from_state = :moveFrom';
  return {
    sql: `r.id IN (SELECT m.request_id FROM state_moves m
      WHERE m.moved_on >= :movedFrom AND m.moved_on <= :movedTo AND ${began} AND m.to_state = :moveTo)`,
    parameters: {
      ...{ movedFrom: from, movedTo: to, moveTo: toState },
      ...(fromState === null ? {} : { moveFrom: fromState }),
    },
  };
}

function lasted({ from, to, of, overDays, upToDays }: AskedDuration): Condition {
  const passed = milliseconds('c.filed_at', 'c.until');
  const bounds = [
    ...(overDays > 0 ? [`${passed} > ${overDays * DAY_MS}`] : []),
    ...(upToDays === null ? [] : [`${passed} <= ${upToDays * DAY_MS}`]),
  ];
  return {
    sql: `r.id IN (SELECT c.request_id FROM (${CASES[of]}) c${bounds.length > 0 ? ` WHERE ${bounds.join(' AND ')}` : ''})`,
    parameters: { lastedFrom: from, lastedTo: to },
  };
}

/** Closings that a reopening undid count too; what the citizen ended, never. */
const CASES: Readonly<Record<AskedDuration['of'], string>> = {
  closure: `SELECT f.request_id, f.filed_at, f.closed_at AS until FROM request_facts f
      WHERE f.closed_on >= :lastedFrom AND f.closed_on <= :lastedTo AND f.state_kind = 'closed' AND NOT f.is_withdrawn
    UNION ALL SELECT o.request_id, f.filed_at, o.closed_at FROM request_reopenings o JOIN request_facts f ON f.request_id = o.request_id
      WHERE o.closed_on >= :lastedFrom AND o.closed_on <= :lastedTo AND NOT o.is_withdrawn`,
  firstAnswer: `SELECT f.request_id, f.filed_at, f.first_answer_at AS until FROM request_facts f
      WHERE f.first_answer_on >= :lastedFrom AND f.first_answer_on <= :lastedTo AND NOT f.is_withdrawn AND NOT f.is_imported`,
};
