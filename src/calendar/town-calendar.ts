import { civilWeekday } from './domain/civil-time.js';
import { deadlineAfter, type DeadlineDays } from './domain/deadline.js';
import type { Span } from '../shared/span.js';
import { workingMilliseconds } from './domain/working-time.js';
import { nationalHolidays } from './holidays.js';

/** What a council decides about its days. */
export interface CalendarRules {
  /** `MM-DD`; null where the town keeps none. */
  readonly patronSaint: string | null;
  /** Civil dates on which the council is closed on top of the holidays. */
  readonly closures: readonly string[];
  /** Whether a term that ends on a holiday ends on the next working day. */
  readonly movesOn: boolean;
}

const FRIDAY = 5;
const SUNDAY = 7;

/** Answers, without waiting, what is a holiday and when a term ends, under one set of rules. Refuses (RangeError) what is no date. */
export class TownCalendar implements DeadlineDays {
  private readonly closures: ReadonlySet<string>;

  constructor(private readonly rules: CalendarRules) {
    this.closures = new Set(rules.closures);
  }

  get movesOn(): boolean {
    return this.rules.movesOn;
  }

  /** Sundays, national holidays, the patron saint's day, closures of the council. */
  isHoliday(date: string): boolean {
    return (
      civilWeekday(date) === SUNDAY ||
      date.slice(5) === this.rules.patronSaint ||
      this.closures.has(date) ||
      nationalHolidays(Number(date.slice(0, 4))).has(date)
    );
  }

  /** Monday to Friday without holidays. */
  isWorkingDay(date: string): boolean {
    return civilWeekday(date) <= FRIDAY && !this.isHoliday(date);
  }

  /** Whole seconds of the time between two instants that passed on working days. */
  workingSeconds(from: Date, until: Date): number {
    return Math.floor(workingMilliseconds(from, until, this) / 1000);
  }

  /** When a span ends that begins at an instant: days at 24:00 of the last, hours at their hour. */
  dueAfter(from: Date, span: Span): Date {
    return deadlineAfter(from, span, this);
  }
}
