/** What a list may be narrowed by: the words of the URL, as conditions on `service_requests r`. Codes that are not there find nothing. */
import { endOfCivilDay, startOfCivilDay } from '../../calendar/domain/civil-time.js';
import { assertNever } from '../../shared/assert-never.js';
import { OVERDUE_SQL } from '../domain/overdue.js';
import type { Condition } from '../request-scope.js';
import { factsConditions, type FactsFilter } from './facts-filter.js';
import { passedConditions, type PassedFilter } from './passed/passed-filter.js';

export const DESK_SORTS = ['due', 'filed'] as const;
/** `open` holds what waits too; `waiting` is only that. */
export const DESK_STAGES = ['open', 'waiting', 'closed', 'all'] as const;

export interface DeskFilter extends FactsFilter, PassedFilter {
  readonly stage: (typeof DESK_STAGES)[number];
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly office?: string | undefined;
  readonly category?: string | undefined;
  /** Null: whose place nobody told. */
  readonly area?: string | null | undefined;
  readonly partner?: string | undefined;
  readonly isOverdue?: boolean | undefined;
  /** Only these ticket numbers. */
  readonly numbers?: readonly string[] | undefined;
  /** Account id. */
  readonly assignedTo?: string | undefined;
  /** Civil dates, both included. */
  readonly filedFrom?: string | undefined;
  readonly filedTo?: string | undefined;
  readonly q?: string | undefined;
  readonly sort: (typeof DESK_SORTS)[number];
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export function filterConditions(filter: DeskFilter, now: Date): Condition[] {
  const conditions: (Condition | null)[] = [
    stage(filter.stage),
    equal('r.state_code', 'state', filter.state),
    equal('r.kind', 'kind', filter.kind),
    byCode('r.office_id', 'offices', 'office', filter.office),
    byCode('r.category_id', 'categories', 'category', filter.category),
    byCode('r.area_id', 'areas', 'area', filter.area),
    equal('r.assignee_id', 'assignee', filter.assignedTo),
    filter.numbers
      ? { sql: 'r.ticket_number IN (:...numbers)', parameters: { numbers: filter.numbers } }
      : null,
    filter.partner
      ? {
          sql: `r.id IN (SELECT i.request_id FROM involvements i JOIN partners p ON p.id = i.partner_id WHERE p.code = :partner)`,
          parameters: { partner: filter.partner },
        }
      : null,
    filter.isOverdue
      ? {
          sql: OVERDUE_SQL,
          parameters: { now: now.toISOString() },
        }
      : null,
    filter.filedFrom
      ? {
          sql: 'r.filed_at >= :filedFrom',
          parameters: { filedFrom: startOfCivilDay(filter.filedFrom).toISOString() },
        }
      : null,
    filter.filedTo
      ? {
          sql: 'r.filed_at < :filedTo',
          parameters: { filedTo: endOfCivilDay(filter.filedTo).toISOString() },
        }
      : null,
    ...factsConditions(filter),
    ...passedConditions(filter),
  ];
  return conditions.filter((condition) => condition !== null);
}

function stage(which: DeskFilter['stage']): Condition | null {
  switch (which) {
    case 'all':
      return null;
    case 'open':
      return { sql: `r.state_kind <> 'closed'`, parameters: {} };
    case 'waiting':
    case 'closed':
      return { sql: `r.state_kind = '${which}'`, parameters: {} };
    default:
      return assertNever(which);
  }
}

function equal(column: string, name: string, value: string | undefined): Condition | null {
  return value ? { sql: `${column} = :${name}`, parameters: { [name]: value } } : null;
}

function byCode(
  column: string,
  table: string,
  name: string,
  code: string | null | undefined,
): Condition | null {
  if (code === null) return { sql: `${column} IS NULL`, parameters: {} };
  return code
    ? {
        sql: `${column} = (SELECT id FROM ${table} WHERE code = :${name})`,
        parameters: { [name]: code },
      }
    : null;
}
