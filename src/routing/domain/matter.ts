/** What is to be routed: the facts of a request that rules may ask for, and nothing that a rule may not know. */
import { civilDate, civilTimeOfDay, civilWeekday } from '../../calendar/domain/civil-time.js';
import type { Point } from '../../territory/domain/inside.js';

/** A moment as rules ask for it, in civil time. */
export interface RoutingMoment {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM`. */
  readonly time: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** Sundays are holidays too. */
  readonly isHoliday: boolean;
}

export interface RoutedMatter {
  readonly categoryId: string;
  readonly areaId: string | null;
  readonly categoryOfficeId: string;
  /** Who owns the known place, where there is one. */
  readonly placePartnerId: string | null;
  readonly place: { readonly code: string; readonly kind: string } | null;
  readonly point: Point | null;
  readonly address: string | null;
  /** Kind of request: report, complaint, question, … */
  readonly kind: string;
  /** By question code: what was answered, of a choice its code. */
  readonly answers: Readonly<Record<string, string>>;
  /** When it reached the council. */
  readonly at: RoutingMoment;
}

/** The instant as rules ask for it, under the town's days. */
export function momentOf(instant: Date, days: { isHoliday(date: string): boolean }): RoutingMoment {
  const date = civilDate(instant);
  return {
    date,
    time: civilTimeOfDay(instant),
    weekday: civilWeekday(date),
    isHoliday: days.isHoliday(date),
  };
}
