/**
 * Numbers that are no counts, as people read them: the one rule behind every page, letter, paper and file. A mean told to the millionth of a day claims
 * what nobody measured.
 *
 * - *days* (of 24 hours) and *score* (1 to 5) have one decimal; a *share*, 0 to 1, is read in percent with one decimal.
 * - Programs get the number as it is (JSON, the CSV of the API). A workbook's cell holds it as it is, and shows it by the rule.
 */
export const UNITS = ['count', 'days', 'score', 'share'] as const;
export type Unit = (typeof UNITS)[number];

export interface Quantity {
  readonly value: number;
  readonly unit: Unit;
}

export const DECIMALS: Readonly<Record<Unit, number>> = { count: 0, days: 1, score: 1, share: 1 };

/** Null stays null: without a case there is nothing to tell. */
export function quantity(value: number | null | undefined, unit: Unit): Quantity | null {
  return typeof value === 'number' ? { value, unit } : null;
}

/** The number that is read: a share in percent, rounded to the decimals of its unit, halves away from nought. */
export function readNumber({ value, unit }: Quantity): number {
  const scale = 10 ** DECIMALS[unit];
  const size = Math.abs(value) * (isPercent(unit) ? 100 : 1);
  return (Math.sign(value) * Math.round(near(size * scale))) / scale;
}

/** Read with a percent sign. */
export function isPercent(unit: Unit): boolean {
  return unit === 'share';
}

/** 1.45 is a double just below it: what differs in the sixteenth figure only is meant as it is written. */
function near(size: number): number {
  return Number(size.toPrecision(15));
}
