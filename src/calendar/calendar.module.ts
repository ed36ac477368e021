import { Module } from '@nestjs/common';
import { Settings } from '../settings/settings.service.js';
import { Calendar, CALENDAR_RULES, type CalendarRulesSource } from './calendar.service.js';

/** Gives the town's calendar, under the rules in the council's settings. */
@Module({
  providers: [
    { provide: CALENDAR_RULES, inject: [Settings], useFactory: rulesOfSettings },
    Calendar,
  ],
  exports: [Calendar],
})
export class CalendarModule {}

function rulesOfSettings(settings: Settings): CalendarRulesSource {
  return async () => {
    const { patronSaintDay, closureDays, dueDateMovesOffHolidays } = await settings.all();
    return {
      patronSaint: patronSaintDay || null,
      closures: closureDays,
      movesOn: dueDateMovesOffHolidays,
    };
  };
}
