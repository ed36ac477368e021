import type { MigrationInterface, QueryRunner } from 'typeorm';
import { civilDate } from '../src/calendar/domain/civil-time.js';
import { databaseKind } from '../src/config/database-kind.js';
import { toInstant } from '../src/database/columns.js';
import { countedOn } from '../src/requests/facts/domain/counted-on.js';
import { later } from '../src/requests/facts/domain/reopened.js';

const isPostgres = databaseKind === 'postgres';

/**
 * What was recorded in a later month than the one in which it happened counts in the month of its recording (`facts/domain/counted-on.ts`): the
 * days of the facts are told anew from the steps, which have always kept both instants. Only the requests that have such a step are read. Going down
 * leaves the days as they are: they are the same columns.
 */
export class CountWhenRecorded1763683200145 implements MigrationInterface {
  name = 'CountWhenRecorded1763683200145';

  async up(q: QueryRunner): Promise<void> {
    const found = (await q.query(RECORDED_LATER)) as StepRow[];
    const late = found.filter((row) => dayOf(row) !== civilDate(toInstant(row.occurredAt)));
    for (const id of new Set(late.map(({ id }) => id))) await tellDays(q, id);
  }

  async down(): Promise<void> {
    /* nothing: see above */
  }
}

interface StepRow {
  readonly id: string;
  readonly seq: number;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly occurredAt: unknown;
  readonly recordedAt: unknown;
}
interface ClosingRow {
  readonly seq: number;
  readonly closedAt: unknown;
  readonly closedOn: string;
}

const STEP = `request_id AS "id", seq AS "seq", action AS "action", from_state AS "fromState", to_state AS "toState", occurred_at AS "occurredAt", recorded_at AS "recordedAt"`;
const hourOf = (column: string): string =>
  isPostgres ? `date_trunc('hour', ${column})` : `substr(${column}, 1, 13)`;
/** Months change at whole hours: what happened and was recorded in the same hour is not looked at. */
const RECORDED_LATER = `SELECT ${STEP} FROM steps
  WHERE ${hourOf('occurred_at')} <> ${hourOf('recorded_at')} AND action NOT IN ('import', 'correct')`;

async function tellDays(q: QueryRunner, id: string): Promise<void> {
  const set = (table: string, column: string, day: string, more = ''): Promise<unknown> =>
    q.query(`UPDATE ${table} SET ${column} = '${day}' WHERE request_id = '${id}'${more}`);
  const steps = await standingSteps(q, id);
  const moves = steps.filter(({ fromState, toState }) => fromState !== toState);
  for (const move of moves) await set('state_moves', 'moved_on', dayOf(move), ` AND seq = ${move.seq}`); // prettier-ignore
  const [filing] = steps;
  if (filing) await set('request_facts', 'filed_on', dayOf(filing));
  const [facts] = (await q.query(`SELECT first_answer_at AS "answeredAt", closed_at AS "closedAt", closed_on AS "closedOn" FROM request_facts WHERE request_id = '${id}'`)) as (ClosingRow & { answeredAt: unknown })[]; // prettier-ignore
  const answer = steps.slice(1).find((step) => isAt(step, facts?.answeredAt));
  if (answer) await set('request_facts', 'first_answer_on', dayOf(answer));
  let reopenedOn: string | undefined;
  for (const undone of await reopenings(q, id)) {
    const before = moves.filter(({ seq }) => seq < undone.seq);
    const closedOn = later(closingDay(before, undone), reopenedOn);
    const reopening = moves.find(({ seq }) => seq === undone.seq);
    reopenedOn = later(closedOn, reopening && dayOf(reopening));
    const ofStep = ` AND seq = ${undone.seq}`;
    await set('request_reopenings', 'closed_on', closedOn, ofStep);
    await set('request_reopenings', 'reopened_on', reopenedOn, ofStep);
  }
  if (facts?.closedAt) await set('request_facts', 'closed_on', later(closingDay(moves, facts), reopenedOn)); // prettier-ignore
}

async function standingSteps(q: QueryRunner, id: string): Promise<StepRow[]> {
  const steps = (await q.query(`SELECT ${STEP} FROM steps WHERE request_id = '${id}' AND action <> 'correct' ORDER BY seq`)) as StepRow[]; // prettier-ignore
  const struck = (await q.query(`SELECT value AS "seq" FROM step_values WHERE request_id = '${id}' AND name = 'corrects'`)) as { seq: string }[]; // prettier-ignore
  return steps.filter((step) => !struck.some(({ seq }) => Number(seq) === step.seq));
}

function reopenings(q: QueryRunner, id: string): Promise<ClosingRow[]> {
  return q.query(`SELECT seq AS "seq", closed_at AS "closedAt", closed_on AS "closedOn" FROM request_reopenings WHERE request_id = '${id}' ORDER BY seq`) as Promise<ClosingRow[]>; // prettier-ignore
}

/** Of the step that closed: the one of that instant, else the last that moved the state; what was imported as closed keeps its day. */
function closingDay(moves: readonly StepRow[], { closedAt, closedOn }: ClosingRow): string {
  const closing = moves.findLast((move) => isAt(move, closedAt)) ?? moves.at(-1);
  return closing && closing.action !== 'import' ? dayOf(closing) : closedOn;
}

function isAt({ occurredAt }: StepRow, instant: unknown): boolean {
  return instant !== null && instant !== undefined && toInstant(occurredAt).getTime() === toInstant(instant).getTime(); // prettier-ignore
}

/** What was imported counts on the day it happened. */
function dayOf(step: StepRow): string {
  const occurredAt = toInstant(step.occurredAt);
  return step.action === 'import' ? civilDate(occurredAt) : countedOn({ occurredAt, recordedAt: toInstant(step.recordedAt) }); // prettier-ignore
}
