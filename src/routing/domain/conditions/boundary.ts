import { insideRing } from '../../../territory/domain/inside.js';
import { condition } from './condition.js';

/** The point lies inside the line drawn; what has no point does not. */
export const boundary = condition('boundary', (rule) => rule.conditions.boundary, {
  isMet: (ring, { point }) => point !== null && insideRing(point, ring),
  covers: (wide, narrow) => JSON.stringify(wide) === JSON.stringify(narrow),
});
