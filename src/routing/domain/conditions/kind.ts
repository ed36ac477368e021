import { condition, holdsAll } from './condition.js';

/** It is a request of one of these kinds. */
export const kind = condition('kind', (rule) => rule.conditions.kinds, {
  isMet: (kinds, matter) => kinds.includes(matter.kind),
  covers: holdsAll,
});
