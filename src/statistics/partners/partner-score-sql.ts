/** The questions behind `domain/partner-score.ts`. `:from` and `:until` are instants, `:first` and `:next` the same bounds as civil dates. */
import { milliseconds } from '../../database/columns.js';
import { percentile } from '../counting/timing-sql.js';

const OFFERED = 'partner_id IS NOT NULL AND offered_at >= :from AND offered_at < :until';
const WORKED = 'COALESCE(performed_at, settled_at)';

export const TASK_COUNTS = `
  SELECT partner_id AS "partnerId", ${count('1 = 1')} AS "offered",
    ${count(`state IN ('accepted', 'scheduled', 'done')`)} AS "accepted", ${count(`state = 'declined'`)} AS "declined",
    ${count(`state = 'expired'`)} AS "expired", ${count(`state = 'cancelled'`)} AS "cancelled",
    ${count(`state = 'offered'`)} AS "unanswered", ${count(`state = 'done'`)} AS "done",
    ${count(`state = 'done' AND due_at IS NOT NULL`)} AS "withDay",
    ${count(`state = 'done' AND ${WORKED} <= due_at`)} AS "onTime",
    ${count(`state IN ('offered', 'accepted', 'scheduled') AND due_at < :now`)} AS "late"
  FROM tasks WHERE ${OFFERED} GROUP BY partner_id`;

export const TASK_DAYS = `
  SELECT partner_id AS "partnerId", ${percentile(0.5, 'ms')} AS "medianMs", ${percentile(0.9, 'ms')} AS "p90Ms" FROM (
    SELECT partner_id, ${milliseconds('offered_at', WORKED)} AS ms FROM tasks
     WHERE ${OFFERED} AND state = 'done' AND ${WORKED} IS NOT NULL) works
  GROUP BY partner_id`;

export const COMPLAINTS = `
  SELECT partner_id AS "partnerId", ${count('1 = 1')} AS "complaints" FROM request_facts
   WHERE filed_on >= :first AND filed_on < :next AND kind = 'complaint' AND partner_id IS NOT NULL GROUP BY partner_id`;

export const REOPENINGS = `
  SELECT f.partner_id AS "partnerId", ${count('1 = 1')} AS "reopenings"
    FROM request_reopenings r JOIN request_facts f ON f.request_id = r.request_id
   WHERE r.reopened_on >= :first AND r.reopened_on < :next AND f.partner_id IS NOT NULL GROUP BY f.partner_id`;

export const RATINGS = `
  SELECT f.partner_id AS "partnerId", ${count('1 = 1')} AS "satisfactionCases",
    CAST(AVG(a.score) AS DOUBLE PRECISION) AS "satisfactionMean"
    FROM feedback_answers a JOIN request_facts f ON f.request_id = a.request_id
   WHERE a.answered_on >= :first AND a.answered_on < :next AND f.partner_id IS NOT NULL GROUP BY f.partner_id`;

function count(condition: string): string {
  return `CAST(COUNT(*) FILTER (WHERE ${condition}) AS INTEGER)`;
}
