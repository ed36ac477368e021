import { condition, holdsAll } from './condition.js';

/** It arrives on one of these days of the week. */
export const weekdays = condition('weekdays', (rule) => rule.conditions.weekdays, {
  isMet: (days, { at }) => days.includes(at.weekday),
  covers: holdsAll,
});
