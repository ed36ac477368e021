/**
 * State, level and outcome of requests as they stood when a period ended, as SQL of both databases: so a month says the same of them on its last
 * evening and years later, whoever computes it and how often. `:next` is the day after the period.
 *
 * - State and level are those of the phase that was recorded last of all that had happened before `:next`; what followed a reopening that had not
 *   happened by then is none of them, whatever earlier day was claimed for it. They are looked up for the rows that are counted and for no other.
 * - The outcome is that of the closing that held then, whatever undid it later; what was open had none.
 *
 * All else (category, office, area, partner, …) is what the request has now.
 */
import { databaseKind } from '../../config/database-kind.js';

/** The facts as they are: what the month that runs tells, and what no month tells. */
export const FACTS_NOW = 'request_facts';

// prettier-ignore
const KEPT = [
  'request_id', 'category_id', 'office_id', 'area_id', 'partner_id', 'kind', 'channel', 'origin', 'language', 'filed_weekday', 'filed_hour',
  'filed_at', 'filed_on', 'first_answer_at', 'first_answer_on', 'first_answer_working_seconds', 'state_kind', 'closed_at', 'closed_on',
  'closure_working_seconds', 'suspended_seconds', 'suspended_working_seconds', 'due_at', 'is_withdrawn', 'is_imported',
];

const ENTERED = `SELECT * FROM state_moves e WHERE e.request_id = f.request_id AND e.moved_on < :next
  AND (f.times_reopened = 0 OR NOT EXISTS (SELECT 1 FROM request_reopenings o WHERE o.request_id = e.request_id AND o.seq <= e.seq AND o.reopened_on >= :next))
  ORDER BY e.seq DESC LIMIT 1`;
/** Each database looks up one row by the key of the table; without LATERAL PostgreSQL would rather read all phases, and SQLite does not know the word. */
const LAST_PHASE =
  databaseKind === 'postgres'
    ? `LATERAL (${ENTERED}) m ON TRUE`
    : `state_moves m ON m.request_id = f.request_id AND m.seq = (${ENTERED.replace('*', 'e.seq')})`;

/** Closings never overlap: at most one held. */
const HELD = `s.request_id = f.request_id AND f.times_reopened > 0 AND s.closed_on < :next AND s.reopened_on >= :next`;

/** In the place of `FACTS_NOW`, for a period that is over. */
export const FACTS_THEN = `(SELECT ${KEPT.map((column) => `f.${column}`).join(', ')},
    COALESCE(m.to_state, f.state_code) AS state_code, COALESCE(m.level, f.entered_by) AS entered_by,
    CASE WHEN s.request_id IS NOT NULL THEN s.outcome WHEN f.state_kind = 'closed' AND f.closed_on < :next THEN f.outcome END AS outcome
   FROM request_facts f LEFT JOIN ${LAST_PHASE} LEFT JOIN request_reopenings s ON ${HELD}) facts`;
