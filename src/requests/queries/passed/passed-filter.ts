/**
 * What happened to a request in a span of days, as statistics count it: a way from one state to another, an answer or a closing within so many
 * days, or that it was open when a day ended. A request that went the same way twice is in the list once.
 */
import { milliseconds } from '../../../database/columns.js';
import { ONLINE_CHANNELS } from '../../domain/online-channels.js';
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

/** What a number is made of that counts no state: what was received, what of it came on line, closings within the term, answers to the question after a closing. */
export const COUNTED_CASES = ['received', 'online', 'inTerm', 'rated'] as const;

export interface AskedCases extends Span {
  readonly of: (typeof COUNTED_CASES)[number];
}

export interface PassedFilter {
  readonly move?: AskedMove | undefined;
  readonly duration?: AskedDuration | undefined;
  readonly cases?: AskedCases | undefined;
  /** Civil date: what was open when that day ended. */
  readonly openOn?: string | undefined;
  /** With `openOn`: the state in which it was then, and the level that had entered that phase. */
  readonly stateThen?: string | undefined;
  readonly levelThen?: string | undefined;
}

const DAY_MS = 86_400_000;

export function passedConditions({
  move,
  duration,
  cases,
  openOn,
  stateThen,
  levelThen,
}: PassedFilter): (Condition | null)[] {
  return [
    move ? moved(move) : null,
    duration ? lasted(duration) : null,
    cases ? counted(cases) : null,
    openOn ? stoodOpen(openOn) : null,
    openOn && stateThen ? stoodIn('to_state', 'stateThen', stateThen) : null,
    openOn && levelThen ? stoodIn('level', 'levelThen', levelThen) : null,
  ];
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

function counted({ from, to, of }: AskedCases): Condition {
  return {
    sql: `r.id IN (${COUNTED[of]})`,
    parameters: { countedFrom: from, countedTo: to },
  };
}

/** Open now, or closed later, and between none of its closings and the reopening that undid it: each found along an index. */
function stoodOpen(day: string): Condition {
  return {
    sql: `r.id IN (SELECT f.request_id FROM request_facts f WHERE f.state_kind <> 'closed' AND COALESCE(f.filed_on, '') <= :openOn
        UNION ALL SELECT f.request_id FROM request_facts f WHERE f.closed_on > :openOn AND f.state_kind = 'closed' AND f.filed_on <= :openOn)
      AND NOT EXISTS (SELECT 1 FROM request_reopenings o WHERE o.request_id = r.id AND o.closed_on <= :openOn AND o.reopened_on > :openOn)`,
    parameters: { openOn: day },
  };
}

/** By the phase that was recorded last of all that had happened by the day of `stoodOpen`; none that followed a reopening which had not. */
function stoodIn(column: 'to_state' | 'level', name: string, value: string): Condition {
  return {
    sql: `(SELECT e.${column} FROM state_moves e WHERE e.request_id = r.id AND e.moved_on <= :openOn
        AND NOT EXISTS (SELECT 1 FROM request_reopenings o WHERE o.request_id = e.request_id AND o.seq <= e.seq AND o.reopened_on > :openOn)
      ORDER BY e.seq DESC LIMIT 1) = :${name}`,
    parameters: { [name]: value },
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

const IN_TERM =
  'closed_on >= :countedFrom AND c.closed_on <= :countedTo AND NOT c.is_withdrawn AND c.closed_at <= c.due_at';
const COUNTED: Readonly<Record<AskedCases['of'], string>> = {
  received: `SELECT c.request_id FROM request_facts c WHERE c.filed_on >= :countedFrom AND c.filed_on <= :countedTo`,
  online: `SELECT c.request_id FROM request_facts c WHERE c.filed_on >= :countedFrom AND c.filed_on <= :countedTo
      AND NOT c.is_imported AND c.channel IN (${ONLINE_CHANNELS.map((channel) => `'${channel}'`).join(', ')})`,
  inTerm: `SELECT c.request_id FROM request_facts c WHERE c.${IN_TERM} AND c.state_kind = 'closed' AND NOT c.is_imported
    UNION ALL SELECT c.request_id FROM request_reopenings c JOIN request_facts f ON f.request_id = c.request_id
      WHERE c.${IN_TERM} AND NOT f.is_imported`,
  rated: `SELECT a.request_id FROM feedback_answers a WHERE a.answered_on >= :countedFrom AND a.answered_on <= :countedTo`,
};
