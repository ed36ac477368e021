/** The questions behind `domain/partner-score.ts`. `:from` and `:until` are instants, `:first` and `:next` the same bounds as civil dates. */
import { milliseconds } from '../../database/columns.js';
import { percentile } from '../counting/timing-sql.js';
import { COUNTED_TASKS, OFFERED_IN_TIME, WORKED } from './counted-tasks.js';

const OFFERED = `t.partner_id IS NOT NULL AND ${OFFERED_IN_TIME}`;
const COUNTS = Object.entries(COUNTED_TASKS).map(([name, which]) => `${count(which)} AS "${name}"`);

export const TASK_COUNTS = `
  SELECT t.partner_id AS "partnerId", ${COUNTS.join(', ')} FROM tasks t WHERE ${OFFERED} GROUP BY t.partner_id`;

export const TASK_DAYS = `
  SELECT partner_id AS "partnerId", ${percentile(0.5, 'ms')} AS "medianMs", ${percentile(0.9, 'ms')} AS "p90Ms" FROM (
    SELECT t.partner_id, ${milliseconds('t.offered_at', WORKED)} AS ms FROM tasks t
     WHERE ${OFFERED} AND ${COUNTED_TASKS.done} AND ${WORKED} IS NOT NULL) works
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
