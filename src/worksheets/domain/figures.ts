/** What a month's reconciliation came to, in lines; counted once, when it is closed. Pure. */
import type { Decision } from './decision.js';
import type { LineKind } from './sheet-row.js';

export interface SheetFigures {
  /** The same on the sheet and here. */
  readonly matched: number;
  /** On both, with differences. */
  readonly different: number;
  /** Done here, not on the sheet. */
  readonly missing: number;
  /** On the sheet, unknown here. */
  readonly unknown: number;
  /** On the sheet once more. */
  readonly twice: number;
  /** Of those that differ: settled by the partner's word, by ours, asked and still without an answer. */
  readonly accepted: number;
  readonly kept: number;
  readonly asked: number;
}

export const NO_FIGURES: SheetFigures = {
  matched: 0,
  different: 0,
  missing: 0,
  unknown: 0,
  twice: 0,
  accepted: 0,
  kept: 0,
  asked: 0,
};

const DECIDED = { accept: 'accepted', keep: 'kept', ask: 'asked' } as const;

/** From counts of lines by kind and decision. A work that is still open and not on the paper counts nowhere. */
export function figuresOf(
  counts: readonly { kind: LineKind; decision: Decision | null; count: number }[],
): SheetFigures {
  const sums: Record<keyof SheetFigures, number> = { ...NO_FIGURES };
  for (const { kind, decision, count } of counts) {
    if (kind === 'unticked' || kind === 'pending') continue;
    sums[kind] += count;
    if (kind !== 'matched' && decision) sums[DECIDED[decision]] += count;
  }
  return sums;
}

/** As they were counted when the month was closed: a month of before `twice` was told has none. */
export type KeptFigures = Partial<SheetFigures>;

/** Adds months up. */
export function sumOf(figures: readonly KeptFigures[]): SheetFigures {
  const sums: Record<keyof SheetFigures, number> = { ...NO_FIGURES };
  for (const one of figures)
    for (const name of Object.keys(sums) as (keyof SheetFigures)[]) sums[name] += one[name] ?? 0; // our own keys
  return sums;
}

/** Share of the sheet's and our works that agreed at once, 0 to 1; null where there were none. */
export function matchedShare(figures: SheetFigures): number | null {
  const all = figures.matched + differencesIn(figures);
  return all === 0 ? null : figures.matched / all;
}

/** Lines that did not agree at once, on either side. */
export function differencesIn({ different, missing, unknown, twice }: SheetFigures): number {
  return different + missing + unknown + twice;
}
