import { condition, holdsAll } from './condition.js';

/** It is at a known place of one of these kinds: any school, any park. */
export const placeKinds = condition('place-kinds', (rule) => rule.conditions.placeKinds, {
  isMet: (kinds, { place }) => place !== null && kinds.includes(place.kind),
  covers: holdsAll,
});
