import { condition } from './condition.js';

/** It arrives on a holiday of the town, or never on one. */
export const holidays = condition('holidays', (rule) => rule.conditions.holidays, {
  isMet: (choice, { at }) => at.isHoliday === (choice === 'only'),
  covers: (wide, narrow) => wide === narrow,
});
