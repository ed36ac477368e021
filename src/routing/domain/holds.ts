/** Whether a rule holds: every condition that it asks is met, asked in the order of this list. */
import { answers } from './conditions/answers.js';
import { area } from './conditions/area.js';
import { boundary } from './conditions/boundary.js';
import { category } from './conditions/category.js';
import type { Condition, ConditionName } from './conditions/condition.js';
import { holidays } from './conditions/holidays.js';
import { hours } from './conditions/hours.js';
import { kind } from './conditions/kind.js';
import { placeKinds } from './conditions/place-kinds.js';
import { places } from './conditions/places.js';
import { season } from './conditions/season.js';
import { streets } from './conditions/streets.js';
import { weekdays } from './conditions/weekdays.js';
import type { RoutedMatter } from './matter.js';
import type { RuleForRouting } from './rule.js';

export const CONDITIONS: readonly Condition[] = [
  category,
  kind,
  answers,
  area,
  boundary,
  streets,
  places,
  placeKinds,
  weekdays,
  holidays,
  hours,
  season,
];

/** The first condition that is not met, or null where the rule holds. */
export function firstUnmet(rule: RuleForRouting, matter: RoutedMatter): ConditionName | null {
  return CONDITIONS.find((one) => !one.isMet(rule, matter))?.name ?? null;
}

/** Whether the wide rule holds wherever the narrow one does. May say no where the answer is yes, never the other way round. */
export function covers(wide: RuleForRouting, narrow: RuleForRouting): boolean {
  return CONDITIONS.every((one) => one.covers(wide, narrow));
}
