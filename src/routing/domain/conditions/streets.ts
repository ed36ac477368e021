import { searchable } from '../../../shared/normalize.js';
import { namesRoad } from '../../../territory/domain/place-search.js';
import { condition } from './condition.js';

/** The address names one of these streets, with its whole name. */
export const streets = condition('streets', (rule) => rule.conditions.streets, {
  isMet: (names, { address }) =>
    address !== null && names.some((name) => namesRoad(address, { searchName: searchable(name) })),
  covers: (wide, narrow) => {
    const outer = wide.map(searchable);
    return narrow.every((name) => outer.includes(searchable(name)));
  },
});
