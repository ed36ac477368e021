import type { RoutingMoment } from '../matter.js';
import type { RuleConditions, Span } from '../rule-conditions.js';
import { condition, holdsAll } from './condition.js';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** It arrives on one of these days of the week; where the hours go over midnight, in the night that begins on one of them. */
export const weekdays = condition('weekdays', (rule) => daysOf(rule.conditions), {
  isMet: ({ days, night }, { at }) => days.includes(night ? dayOfNight(night, at) : at.weekday),
  covers: (wide, narrow) =>
    holdsAll(wide.days, EVERY_DAY) ||
    (wide.night?.to === narrow.night?.to && holdsAll(wide.days, narrow.days)),
});

/** Hours that begin on one day and end on the next. */
export function isOverMidnight(hours: Span | undefined): hours is Span {
  return hours !== undefined && hours.from > hours.to;
}

function daysOf({ weekdays: days, hours }: RuleConditions) {
  return days && { days, night: isOverMidnight(hours) ? hours : null };
}

/** The day on which the night began. */
function dayOfNight({ to }: Span, { time, weekday }: RoutingMoment): number {
  if (time >= to) return weekday;
  return weekday === 1 ? 7 : weekday - 1;
}
