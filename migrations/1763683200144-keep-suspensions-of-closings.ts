import type { MigrationInterface, QueryRunner } from 'typeorm';
import { calendarInSettings } from '../src/calendar/calendar-in-settings.js';
import type { TownCalendar } from '../src/calendar/town-calendar.js';
import { toInstant } from '../src/database/columns.js';
import { stoodStill } from '../src/requests/facts/domain/moments.js';

/**
 * A closing keeps how long the legal clock had stood still by then, one that was undone too: what the clock stands still later moves no month that is
 * over. What is there is counted by the town's calendar as it stands at this moment. Going down leaves the facts as they are, for what they told
 * of a clock that stood still after the closing was wrong.
 */
export class KeepSuspensionsOfClosings1763683200144 implements MigrationInterface {
  name = 'KeepSuspensionsOfClosings1763683200144';

  async up(q: QueryRunner): Promise<void> {
    for (const column of ['suspended_seconds', 'suspended_working_seconds'])
      await q.query(`ALTER TABLE request_reopenings ADD COLUMN ${column} integer NOT NULL DEFAULT 0`); // prettier-ignore
    const days = await calendarInSettings(q);
    for (const row of await rowsOf(q, UNDONE))
      await keep(q, `request_reopenings`, `request_id = '${row.id}' AND seq = ${row.seq}`, { row, days }); // prettier-ignore
    for (const row of await rowsOf(q, STANDING))
      await keep(q, 'request_facts', `request_id = '${row.id}'`, { row, days });
  }

  async down(q: QueryRunner): Promise<void> {
    for (const column of ['suspended_working_seconds', 'suspended_seconds'])
      await q.query(`ALTER TABLE request_reopenings DROP COLUMN ${column}`);
  }
}

interface ClosingRow {
  readonly id: string;
  readonly seq: number;
  readonly closedAt: unknown;
  readonly since: unknown;
  readonly until: unknown;
}

const SUSPENDED = `r.suspended_since AS "since", r.suspended_until AS "until"`;
const UNDONE = `SELECT o.request_id AS "id", o.seq AS "seq", o.closed_at AS "closedAt", ${SUSPENDED}
  FROM request_reopenings o JOIN service_requests r ON r.id = o.request_id
  WHERE r.suspended_until IS NOT NULL AND r.suspended_since < o.closed_at`;
/** Only those that were closed on an earlier day than the one on which the clock went on. */
const STANDING = `SELECT f.request_id AS "id", 0 AS "seq", f.closed_at AS "closedAt", ${SUSPENDED}
  FROM request_facts f JOIN service_requests r ON r.id = f.request_id
  WHERE f.state_kind = 'closed' AND r.suspended_until > f.closed_at`;

function rowsOf(q: QueryRunner, sql: string): Promise<ClosingRow[]> {
  return q.query(sql) as Promise<ClosingRow[]>; // the columns that the questions name
}

async function keep(
  q: QueryRunner,
  table: string,
  where: string,
  { row, days }: { readonly row: ClosingRow; readonly days: TownCalendar },
): Promise<void> {
  const suspended = { suspendedSince: toInstant(row.since), suspendedUntil: toInstant(row.until) };
  const { suspendedSeconds, suspendedWorkingSeconds } = stoodStill(suspended, toInstant(row.closedAt), days); // prettier-ignore
  await q.query(`UPDATE ${table} SET suspended_seconds = ${suspendedSeconds}, suspended_working_seconds = ${suspendedWorkingSeconds} WHERE ${where}`); // prettier-ignore
}
