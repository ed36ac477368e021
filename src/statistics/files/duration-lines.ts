/** How long it takes, calendar days beside working days: a line for each measure. Pure. */
import { CALENDAR_MEASURES, type Figures, NO_SPREAD, type Spread } from '../domain/figures.js';

export interface DurationLine {
  readonly code: (typeof CALENDAR_MEASURES)[number];
  readonly calendar: Spread;
  /** Without values where it was not counted yet. */
  readonly working: Spread;
}

export function durationLines(figures: Figures): DurationLine[] {
  return CALENDAR_MEASURES.map((code) => ({
    code,
    calendar: figures[code],
    working: figures[`${code}Working`] ?? NO_SPREAD,
  }));
}
