import { condition, holdsAll } from './condition.js';

/** It is at one of these known places. */
export const places = condition('places', (rule) => rule.conditions.places, {
  isMet: (codes, { place }) => place !== null && codes.includes(place.code),
  covers: holdsAll,
});
