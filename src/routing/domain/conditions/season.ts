import { condition } from './condition.js';
import { inSpan, spanCovers } from './span.js';

/** It arrives in this part of the year, over its end too; both days belong to it. */
export const season = condition('season', (rule) => rule.conditions.season, {
  isMet: (span, { at }) => inSpan(span, at.date.slice(5), true),
  covers: spanCovers,
});
