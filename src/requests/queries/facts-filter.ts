/**
 * What a list may be narrowed by that only the facts tell, as statistics count it: so that a number opens the list of what it counted. A list that
 * asks none of it never looks at the facts. Codes that are not there find nothing.
 */
import type { Condition } from '../request-scope.js';

export interface FactsFilter {
  /** Of any of its closings, one that a reopening undid too; civil dates, both included. */
  readonly closedFrom?: string | undefined;
  readonly closedTo?: string | undefined;
  readonly channel?: string | undefined;
  /** Null: who did not say. */
  readonly origin?: string | null | undefined;
  readonly language?: string | undefined;
  /** Null: what has none. With closing days: of one of these closings; with days of reopening alone, of what was closed and reopened in them. */
  readonly outcome?: string | null | undefined;
  /** The level that entered the phase it is in: see `facts/domain/level.ts`. */
  readonly level?: string | undefined;
  /** Of the filing, by the town's clock: `1` is Monday, `00` the first hour. */
  readonly weekday?: string | undefined;
  readonly hour?: string | undefined;
  /** Code of the partner that last had a task; null: none ever had. */
  readonly lastPartner?: string | null | undefined;
  /** False: without those that the citizen ended; true: only those. */
  readonly isWithdrawn?: boolean | undefined;
  /** Of any of its reopenings; civil dates, both included. */
  readonly reopenedFrom?: string | undefined;
  readonly reopenedTo?: string | undefined;
}

export function factsConditions(filter: FactsFilter): (Condition | null)[] {
  return [byFacts(filter), reopenedOn(filter)];
}

/** With closing days, which have an index of their own, only what was closed in them is looked at; else the facts of each request, by key. */
function byFacts(filter: FactsFilter): Condition | null {
  if (filter.closedFrom || filter.closedTo) return closedOn(filter);
  const isOfReopenings = Boolean(filter.reopenedFrom || filter.reopenedTo);
  const outcome = isOfReopenings ? [] : outcomeOf(filter, 'f.outcome');
  const all = [...values(filter), ...outcome, ...ending(filter, 'f')];
  if (all.length === 0) return null;
  return {
    sql: `EXISTS (SELECT 1 FROM request_facts f WHERE f.request_id = r.id AND ${joined(all)})`,
    parameters: parametersOf(all),
  };
}

/** Closings as statistics count them: the one that stands, and those that a reopening undid. */
function closedOn(filter: FactsFilter): Condition {
  const { closedFrom: from, closedTo: to } = filter;
  const asked = (closing: 'f' | 'o'): Condition[] => [
    ...(from
      ? [{ sql: `${closing}.closed_on >= :closedFrom`, parameters: { closedFrom: from } }]
      : []),
    ...(to ? [{ sql: `${closing}.closed_on <= :closedTo`, parameters: { closedTo: to } }] : []),
    ...ending(filter, closing),
    ...outcomeOf(filter, `${closing}.outcome`),
    ...values(filter),
  ];
  const [standing, undone] = [asked('f'), asked('o')];
  return {
    sql: `r.id IN (SELECT f.request_id FROM request_facts f WHERE f.state_kind = 'closed' AND ${joined(standing)}
      UNION SELECT o.request_id FROM request_reopenings o JOIN request_facts f ON f.request_id = o.request_id WHERE ${joined(undone)})`,
    parameters: parametersOf([...standing, ...undone]),
  };
}

/** Whether the citizen ended it: by the last closing (`f`), or by one that was undone (`o`). */
function ending({ isWithdrawn }: FactsFilter, closing: 'f' | 'o'): Condition[] {
  if (isWithdrawn === undefined) return [];
  return [{ sql: `${isWithdrawn ? '' : 'NOT '}${closing}.is_withdrawn`, parameters: {} }];
}

function outcomeOf({ outcome }: FactsFilter, column: string): Condition[] {
  if (outcome === undefined || outcome === '') return [];
  return outcome === null
    ? [{ sql: `${column} IS NULL`, parameters: {} }]
    : [{ sql: `${column} = :outcome`, parameters: { outcome } }];
}

/** Where the facts keep a value, and how a code of the address stands there. */
const COLUMNS = {
  channel: 'channel',
  origin: 'origin',
  language: 'language',
  level: 'entered_by',
  weekday: 'filed_weekday',
  hour: 'filed_hour',
  lastPartner: 'partner_id',
} as const satisfies Partial<Record<keyof FactsFilter, string>>;
const BY_CODE: Readonly<Record<string, string>> = {
  lastPartner: '(SELECT id FROM partners WHERE code = :lastPartner)',
};

/** As the request has them now, whatever they were at a closing that was undone; a closing has its own outcome (`outcomeOf`). So they are counted. */
function values(filter: FactsFilter): Condition[] {
  return Object.entries(COLUMNS).flatMap(([name, column]): Condition[] => {
    const value = filter[name as keyof typeof COLUMNS]; // a key of the table above
    if (value === undefined || value === '') return [];
    return value === null
      ? [{ sql: `f.${column} IS NULL`, parameters: {} }]
      : [{ sql: `f.${column} = ${BY_CODE[name] ?? `:${name}`}`, parameters: { [name]: value } }];
  });
}

function reopenedOn(filter: FactsFilter): Condition | null {
  const { reopenedFrom: from, reopenedTo: to, closedFrom, closedTo } = filter;
  if (!from && !to) return null;
  const isOfClosings = Boolean(closedFrom || closedTo);
  const closedThen = from
    ? 'CASE WHEN o.closed_on >= :reopenedFrom THEN o.outcome ELSE f.outcome END'
    : 'o.outcome';
  const days: Condition[] = [
    ...(from
      ? [{ sql: 'o.reopened_on >= :reopenedFrom', parameters: { reopenedFrom: from } }]
      : []),
    ...(to ? [{ sql: 'o.reopened_on <= :reopenedTo', parameters: { reopenedTo: to } }] : []),
    ...(isOfClosings ? [] : outcomeOf(filter, closedThen)),
  ];
  return {
    sql: `r.id IN (SELECT o.request_id FROM request_reopenings o JOIN request_facts f ON f.request_id = o.request_id WHERE ${joined(days)})`,
    parameters: parametersOf(days),
  };
}

function joined(conditions: readonly Condition[]): string {
  return conditions.map(({ sql }) => sql).join(' AND ');
}

function parametersOf(conditions: readonly Condition[]): Condition['parameters'] {
  return Object.assign({}, ...conditions.map(({ parameters }) => parameters));
}
