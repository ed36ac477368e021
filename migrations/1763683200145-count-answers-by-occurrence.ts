import type { MigrationInterface, QueryRunner } from 'typeorm';
import { calendarInSettings } from '../src/calendar/calendar-in-settings.js';
import type { TownCalendar } from '../src/calendar/town-calendar.js';
import { toInstant } from '../src/database/columns.js';
import { type CountedStep, isAnswer } from '../src/requests/facts/domain/next-facts.js';
import { firstAnswerOf } from '../src/requests/facts/domain/moments.js';

/**
 * The first answer is the one that happened first; the facts had kept the one that was recorded first. Only requests with an answer that
 * happened before that one are told anew, from their steps, by the town's calendar as it stands at this moment. Every other day of the facts was
 * already the civil day on which it happened. Going down leaves the answers as they are: which was recorded first, the steps still tell.
 */
export class CountAnswersByOccurrence1763683200145 implements MigrationInterface {
  name = 'CountAnswersByOccurrence1763683200145';

  async up(q: QueryRunner): Promise<void> {
    const steps = (await q.query(EARLIER_STEPS)) as EarlierStep[]; // the columns that the question names
    const answers = steps.filter(isAnswer);
    const days = await calendarInSettings(q);
    for (const id of new Set(answers.map((one) => one.id))) {
      const [first] = answers.filter((one) => one.id === id);
      if (first) await tell(q, first, days);
    }
  }

  async down(): Promise<void> {
    /* nothing: see above */
  }
}

interface EarlierStep extends CountedStep {
  readonly id: string;
  readonly filedAt: unknown;
  readonly occurredAt: unknown;
}

/** Standing steps that happened before the first answer that the facts know, the earliest first. */
const EARLIER_STEPS = `
  SELECT f.request_id AS "id", f.filed_at AS "filedAt", s.occurred_at AS "occurredAt", s.seq AS "seq", s.action AS "action", s.visibility AS "visibility",
      s.actor_kind AS "actorKind", s.actor_role AS "actorRole"
    FROM request_facts f JOIN steps s ON s.request_id = f.request_id AND s.occurred_at < f.first_answer_at
   WHERE s.seq > 1 AND s.visibility = 'public' AND s.actor_kind IN ('office', 'partner')
     AND (s.request_id, s.seq) NOT IN (
       SELECT request_id, CAST(value AS INTEGER) FROM step_values WHERE name = 'corrects' AND value IS NOT NULL)
   ORDER BY s.occurred_at, s.seq`;

async function tell(q: QueryRunner, step: EarlierStep, days: TownCalendar): Promise<void> {
  const at = toInstant(step.occurredAt);
  const { firstAnswerOn, firstAnswerWorkingSeconds } = firstAnswerOf(toInstant(step.filedAt), at, days); // prettier-ignore
  await q.query(`UPDATE request_facts SET first_answer_at = '${at.toISOString()}', first_answer_on = '${firstAnswerOn}',
      first_answer_working_seconds = ${firstAnswerWorkingSeconds} WHERE request_id = '${step.id}'`);
}
