import { condition } from './condition.js';

/** It lies in this part of the town. */
export const area = condition('area', (rule) => rule.areaId, {
  isMet: (id, matter) => id === matter.areaId,
  covers: (wide, narrow) => wide === narrow,
});
