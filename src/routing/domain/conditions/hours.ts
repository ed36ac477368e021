import { condition } from './condition.js';
import { inSpan, spanCovers } from './span.js';

/** It arrives between these hours, over midnight too; the last one is the first minute after. */
export const hours = condition('hours', (rule) => rule.conditions.hours, {
  isMet: (span, { at }) => inSpan(span, at.time, false),
  covers: spanCovers,
});
