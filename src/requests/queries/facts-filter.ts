/**
 * What a list may be narrowed by that only the facts tell, as statistics count it: so that a number opens the list of what it counted. A list that
 * asks none of it never looks at the facts. Codes that are not there find nothing.
 */
import type { Condition } from '../request-scope.js';

export interface FactsFilter {
  /** Of its latest closing; civil dates, both included. */
  readonly closedFrom?: string | undefined;
  readonly closedTo?: string | undefined;
  readonly channel?: string | undefined;
  /** Null: who did not say. */
  readonly origin?: string | null | undefined;
  readonly language?: string | undefined;
  /** Null: what has none. */
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
  const days = closedOn(filter);
  const all = [...days, ...values(filter)];
  if (all.length === 0) return null;
  const asked = all.map(({ sql }) => sql).join(' AND ');
  return {
    sql:
      days.length > 0
        ? `r.id IN (SELECT f.request_id FROM request_facts f WHERE ${asked})`
        : `EXISTS (SELECT 1 FROM request_facts f WHERE f.request_id = r.id AND ${asked})`,
    parameters: parametersOf(all),
  };
}

function closedOn({ closedFrom: from, closedTo: to }: FactsFilter): Condition[] {
  if (!from && !to) return [];
  return [
    from
      ? { sql: 'f.closed_on >= :closedFrom', parameters: { closedFrom: from } }
      : { sql: 'f.closed_on IS NOT NULL', parameters: {} },
    ...(to ? [{ sql: 'f.closed_on <= :closedTo', parameters: { closedTo: to } }] : []),
  ];
}

/** Where the facts keep a value, and how a code of the address stands there. */
const COLUMNS = {
  channel: 'channel',
  origin: 'origin',
  language: 'language',
  outcome: 'outcome',
  level: 'entered_by',
  weekday: 'filed_weekday',
  hour: 'filed_hour',
  lastPartner: 'partner_id',
} as const satisfies Partial<Record<keyof FactsFilter, string>>;
const BY_CODE: Readonly<Record<string, string>> = {
  lastPartner: '(SELECT id FROM partners WHERE code = :lastPartner)',
};

function values({ isWithdrawn, ...filter }: FactsFilter): Condition[] {
  const conditions = Object.entries(COLUMNS).flatMap(([name, column]): Condition[] => {
    const value = filter[name as keyof typeof COLUMNS]; // a key of the table above
    if (value === undefined || value === '') return [];
    return value === null
      ? [{ sql: `f.${column} IS NULL`, parameters: {} }]
      : [{ sql: `f.${column} = ${BY_CODE[name] ?? `:${name}`}`, parameters: { [name]: value } }];
  });
  if (isWithdrawn === undefined) return conditions;
  const sql = isWithdrawn ? 'f.is_withdrawn' : 'NOT f.is_withdrawn';
  return [...conditions, { sql, parameters: {} }];
}

function reopenedOn({ reopenedFrom: from, reopenedTo: to }: FactsFilter): Condition | null {
  if (!from && !to) return null;
  const days: Condition[] = [
    ...(from
      ? [{ sql: 'o.reopened_on >= :reopenedFrom', parameters: { reopenedFrom: from } }]
      : []),
    ...(to ? [{ sql: 'o.reopened_on <= :reopenedTo', parameters: { reopenedTo: to } }] : []),
  ];
  const asked = days.map(({ sql }) => sql).join(' AND ');
  return {
    sql: `r.id IN (SELECT o.request_id FROM request_reopenings o WHERE ${asked})`,
    parameters: parametersOf(days),
  };
}

function parametersOf(conditions: readonly Condition[]): Condition['parameters'] {
  return Object.assign({}, ...conditions.map(({ parameters }) => parameters));
}
