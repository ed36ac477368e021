/**
 * How long something may take, as an iter writes it of a state and a category of a request: `{ days: 30 }`, `{ workingDays: 5 }` or
 * `{ hours: 24 }`. Exactly one unit is given; how much of it is sensible says whoever checks it.
 */
export const SPAN_UNITS = ['days', 'workingDays', 'hours'] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

export type Span = { readonly [unit in SpanUnit]?: number | undefined };

/** The unit that it is given in; undefined where none is. */
export function unitOf(span: Span): SpanUnit | undefined {
  return SPAN_UNITS.find((unit) => span[unit] !== undefined);
}

/** How many units are given: one, where it is a span. */
export function unitsGiven(span: Span): number {
  return SPAN_UNITS.filter((unit) => span[unit] !== undefined).length;
}

/** How long it is in calendar days, near enough to put spans in order: seven days hold five working ones. */
export function roughDays({ days = 0, workingDays = 0, hours = 0 }: Span): number {
  return days + (workingDays * 7) / 5 + hours / 24;
}
