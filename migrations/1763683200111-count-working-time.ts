import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addCivilDays, civilDate, startOfCivilDay } from '../src/calendar/domain/civil-time.js';
import { calendarInSettings } from '../src/calendar/calendar-in-settings.js';
import { databaseKind } from '../src/config/database-kind.js';
import { INSTANT_TYPE, toInstant } from '../src/database/columns.js';

const isPostgres = databaseKind === 'postgres';
const DAY_MS = 86_400_000;

/**
 * How long first answers, closings and suspensions took in working time, beside the facts that they are of. What is there is counted by the
 * town's calendar as it stands at this moment. Of a million requests it takes about a minute.
 */
export class CountWorkingTime1763683200111 implements MigrationInterface {
  name = 'CountWorkingTime1763683200111';

  async up(q: QueryRunner): Promise<void> {
    for (const column of ['first_answer_working_seconds', 'closure_working_seconds'])
      await q.query(`ALTER TABLE request_facts ADD COLUMN ${column} integer`);
    await q.query('ALTER TABLE request_facts ADD COLUMN suspended_working_seconds integer NOT NULL DEFAULT 0'); // prettier-ignore
    await q.query('ALTER TABLE request_reopenings ADD COLUMN closure_working_seconds integer');
    await tellDays(q);
    await q.query(FILL_FACTS);
    await q.query(FILL_SUSPENSIONS);
    await q.query(FILL_REOPENINGS);
    await q.query('DROP TABLE town_days');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE request_reopenings DROP COLUMN closure_working_seconds');
    for (const column of ['suspended', 'closure', 'first_answer'])
      await q.query(`ALTER TABLE request_facts DROP COLUMN ${column}_working_seconds`);
  }
}

/** The days of all that the facts know: when each begins, whether it is a working day, and how much working time passed before it. */
async function tellDays(q: QueryRunner): Promise<void> {
  await q.query(`CREATE TEMP TABLE town_days (starts_at ${INSTANT_TYPE} PRIMARY KEY, is_working integer, before_ms bigint)`); // prettier-ignore
  const [known] = (await q.query(`
    SELECT MIN(filed_at) AS "first", MAX(CASE WHEN closed_at > first_answer_at OR first_answer_at IS NULL THEN closed_at ELSE first_answer_at END) AS "last",
      (SELECT MAX(reopened_at) FROM request_reopenings) AS "reopened", (SELECT MAX(suspended_until) FROM service_requests) AS "suspended"
      FROM request_facts`)) as Record<string, unknown>[];
  const instants = Object.values(known ?? {}).filter((value) => value !== null).map(toInstant); // prettier-ignore
  const days = instants.map((instant) => civilDate(instant)).sort();
  const calendar = await calendarInSettings(q);
  const last = days.at(-1) ?? '';
  let beforeMs = 0;
  for (let day = days[0] ?? '~'; day <= last; day = addCivilDays(day, 1)) {
    const isWorking = Number(calendar.isWorkingDay(day));
    await q.query(`INSERT INTO town_days VALUES ('${startOfCivilDay(day).toISOString()}', ${isWorking}, ${beforeMs})`); // prettier-ignore
    beforeMs += isWorking * DAY_MS;
  }
}

const FILL_FACTS = `
  UPDATE request_facts SET
    first_answer_working_seconds = ${passed('filed_at', 'first_answer_at')},
    closure_working_seconds = ${passed('filed_at', 'closed_at')}
  WHERE first_answer_at IS NOT NULL OR closed_at IS NOT NULL`;

const FILL_SUSPENSIONS = `
  UPDATE request_facts SET suspended_working_seconds =
    COALESCE((SELECT ${passed('r.suspended_since', 'r.suspended_until')} FROM service_requests r WHERE r.id = request_facts.request_id), 0)
  WHERE suspended_seconds > 0`;

const FILL_REOPENINGS = `
  UPDATE request_reopenings SET closure_working_seconds =
    (SELECT ${passed('f.filed_at', 'request_reopenings.closed_at')} FROM request_facts f WHERE f.request_id = request_reopenings.request_id)`;

/** Whole seconds of working time; nought where `until` is not after `from`, null where there is no `until`. */
function passed(from: string, until: string): string {
  return `CASE WHEN ${until} > ${from} THEN (${workingMs(until)} - ${workingMs(from)}) / 1000 WHEN ${until} IS NOT NULL THEN 0 END`;
}

/** Working time up to an instant, since the first of the days. */
function workingMs(instant: string): string {
  const sinceMs = `${epochMs(instant)} - ${epochMs('d.starts_at')}`;
  return `(SELECT d.before_ms + d.is_working * (${sinceMs}) FROM town_days d WHERE d.starts_at <= ${instant} ORDER BY d.starts_at DESC LIMIT 1)`;
}

function epochMs(instant: string): string {
  return isPostgres
    ? `CAST(ROUND(EXTRACT(EPOCH FROM ${instant}) * 1000) AS BIGINT)`
    : `CAST(ROUND(unixepoch(${instant}, 'subsec') * 1000) AS INTEGER)`;
}
