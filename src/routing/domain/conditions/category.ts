import { condition } from './condition.js';

/** The category is this one. */
export const category = condition('category', (rule) => rule.categoryId, {
  isMet: (id, matter) => id === matter.categoryId,
  covers: (wide, narrow) => wide === narrow,
});
