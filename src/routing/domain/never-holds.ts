/** Conditions that nothing can ever meet, whatever the town is like: a day that no year has, a line that encloses nothing. Pure. */
import type { Ring } from '../../territory/area.entity.js';
import { searchable } from '../../shared/normalize.js';
import { isOverMidnight } from './conditions/weekdays.js';
import { inSpan } from './conditions/span.js';
import type { RuleConditions, Span } from './rule-conditions.js';

export const NEVER_FAULTS = [
  'sunday-no-holiday',
  'season-no-day',
  'boundary-flat',
  'boundary-elsewhere',
  'street-empty',
] as const;
type NeverFault = (typeof NEVER_FAULTS)[number];

/** Why the rule never applies, each with what it is about. `town`: its line, where the council has drawn one. */
export function neverHolds(
  conditions: RuleConditions,
  town: Ring | null,
): (readonly [NeverFault, string?])[] {
  const { boundary, season, streets = [] } = conditions;
  const nameless = streets.filter((street) => !/[a-z0-9]/.test(searchable(street)));
  return [
    ...(isOnlySundayAndNone(conditions) ? [['sunday-no-holiday'] as const] : []),
    ...(season && !hasDay(season) ? [['season-no-day'] as const] : []),
    ...(boundary && isFlat(boundary) ? [['boundary-flat'] as const] : []),
    ...(boundary && town && !meet(boundary, town) ? [['boundary-elsewhere'] as const] : []),
    ...nameless.map((street) => ['street-empty', street] as const),
  ];
}

const SUNDAY = 7;

/** A Sunday is a holiday; the night that begins on it goes on into a day that may be none. */
function isOnlySundayAndNone({ weekdays, holidays, hours }: RuleConditions): boolean {
  const isOnly = weekdays?.every((day) => day === SUNDAY) ?? false;
  return isOnly && holidays === 'never' && !isOverMidnight(hours);
}

/** Of each month, in a leap year. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function hasDay(season: Span): boolean {
  const two = (number: number) => String(number).padStart(2, '0');
  return DAYS.some((count, month) =>
    Array.from({ length: count }, (_, day) => `${two(month + 1)}-${two(day + 1)}`).some((day) =>
      inSpan(season, day, true),
    ),
  );
}

/** Twice the area in square degrees under which a ring is a line: less than a square metre. */
const NOTHING = 1e-10;

function isFlat(ring: Readonly<Ring>): boolean {
  const [[x0, y0] = [0, 0]] = ring;
  const twice = ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [x, y];
    return sum + (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }, 0);
  return Math.abs(twice) < NOTHING;
}

/** Whether the boxes around two rings touch: rings whose boxes do not have no point in common. */
function meet(one: Readonly<Ring>, other: Readonly<Ring>): boolean {
  return [0, 1].every((axis) => {
    const [a, b] = [one, other].map((ring) => ring.map((point) => point[axis] ?? 0));
    if (!a || !b) return true;
    return Math.min(...a) <= Math.max(...b) && Math.min(...b) <= Math.max(...a);
  });
}
