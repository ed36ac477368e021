import { databaseKind } from '../../config/database-kind.js';
import { milliseconds } from '../months/timing-sql.js';

/** One page of the requests export, in filing order, read on from the last row (`:lastOn`, `:lastId`); no column tells who somebody is. */
export const EXPORT_PAGE = `
  SELECT f.request_id AS "requestId", r.ticket_number AS "ticketNumber", f.kind AS "kind",
    f.category_id AS "categoryId", f.office_id AS "officeId", f.area_id AS "areaId", f.partner_id AS "partnerId",
    f.channel AS "channel", f.language AS "language", f.origin AS "origin", f.entered_by AS "level", r.state_code AS "state", f.state_kind AS "stateKind",
    f.filed_weekday AS "weekday", f.filed_hour AS "hour", f.filed_on AS "filedOn", ${shown('f.filed_at')} AS "filedAt", ${shown('f.first_answer_at')} AS "firstAnswerAt",
    ${shown('f.closed_at')} AS "closedAt", ${shown('f.due_at')} AS "dueAt", ${passed('f.first_answer_at')} AS "msToFirstAnswer",
    ${passed('f.closed_at')} AS "msToClosure", f.outcome AS "outcome", f.times_reopened AS "timesReopened",
    f.suspended_seconds AS "suspendedSeconds",
    CASE WHEN f.is_withdrawn THEN 1 ELSE 0 END AS "isWithdrawn",
    CASE WHEN f.is_imported THEN 1 ELSE 0 END AS "isImported"
  FROM request_facts f JOIN service_requests r ON r.id = f.request_id
  WHERE (f.filed_on, f.request_id) > (:lastOn, :lastId) AND f.filed_on <= :to
  ORDER BY f.filed_on, f.request_id
  LIMIT :limit`;

export interface ExportedRow {
  readonly requestId: string;
  readonly ticketNumber: string;
  readonly kind: string;
  readonly categoryId: string;
  readonly officeId: string;
  readonly areaId: string | null;
  readonly partnerId: string | null;
  readonly channel: string;
  readonly language: string;
  readonly origin: string | null;
  readonly level: string;
  readonly weekday: string;
  readonly hour: string;
  readonly state: string;
  readonly stateKind: string;
  readonly filedOn: string;
  /** As `shown` tells them. */
  readonly filedAt: string;
  readonly firstAnswerAt: string | null;
  readonly closedAt: string | null;
  readonly dueAt: string;
  readonly msToFirstAnswer: number | null;
  readonly msToClosure: number | null;
  readonly outcome: string | null;
  readonly timesReopened: number;
  readonly suspendedSeconds: number;
  readonly isWithdrawn: number;
  readonly isImported: number;
}

/** PostgreSQL tells the town's clock itself, in a process of its own and without a date for each; SQLite knows no time zone. */
function shown(column: string): string {
  return databaseKind === 'postgres'
    ? `to_char(${column} AT TIME ZONE 'Europe/Rome', 'YYYY-MM-DD HH24:MI:SS')`
    : column;
}

/** Where the instants come as texts, they are subtracted by whoever reads them: SQLite would read each text again. */
function passed(until: string): string {
  return databaseKind === 'postgres'
    ? `CAST(${milliseconds('f.filed_at', until)} AS DOUBLE PRECISION)`
    : 'NULL';
}
