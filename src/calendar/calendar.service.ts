import { Inject, Injectable } from '@nestjs/common';
import { type CalendarRules, TownCalendar } from './town-calendar.js';

/** Injection token of a {@link CalendarRulesSource}: the rules now, out of the council's settings. */
export const CALENDAR_RULES = Symbol('CALENDAR_RULES');
export type CalendarRulesSource = () => CalendarRules | Promise<CalendarRules>;

/**
 * Promises the town's calendar under the rules in force now. `current()` may read settings, so it is asked before a transaction; the
 * calendar that it gives answers without waiting, also inside one.
 */
@Injectable()
export class Calendar {
  private known: { readonly rules: string; readonly calendar: TownCalendar } | undefined;

  constructor(@Inject(CALENDAR_RULES) private readonly rulesNow: CalendarRulesSource) {}

  async current(): Promise<TownCalendar> {
    const rules = await this.rulesNow();
    const key = JSON.stringify(rules);
    if (this.known?.rules !== key) this.known = { rules: key, calendar: new TownCalendar(rules) };
    return this.known.calendar;
  }
}
