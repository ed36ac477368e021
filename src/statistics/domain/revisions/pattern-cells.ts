/** The patterns of a month as counts of named cells, so that two months can be laid beside each other cell by cell. */
import { canonicalJson } from '../../../shared/canonical-json.js';
import type { Called, Patterns } from '../patterns.js';

export const PATTERNS = ['rhythm', 'outcomes', 'histograms', 'ageing', 'moves'] as const satisfies readonly (keyof Patterns)[]; // prettier-ignore

export type PatternCell =
  | { readonly pattern: 'rhythm'; readonly weekday: number; readonly hour: number }
  | { readonly pattern: 'outcomes'; readonly code: string | null }
  | BucketCell
  | { readonly pattern: 'moves'; readonly from: Called | null; readonly to: Called; readonly level: Called }; // prettier-ignore

export interface BucketCell {
  readonly pattern: 'firstAnswer' | 'closure' | 'ageing';
  readonly upToDays: number | null;
}

export interface CountedCell {
  readonly cell: PatternCell;
  readonly count: number;
}

/** Every cell of one pattern that a month counted. */
export function cellsOf(patterns: Patterns, name: (typeof PATTERNS)[number]): CountedCell[] {
  switch (name) {
    case 'rhythm':
      return patterns.rhythm.map(({ weekday, hour, received }) => ({ cell: { pattern: 'rhythm', weekday, hour }, count: received })); // prettier-ignore
    case 'outcomes':
      return patterns.outcomes.map(({ code, closed }) => ({ cell: { pattern: 'outcomes', code }, count: closed })); // prettier-ignore
    case 'histograms':
      return (['firstAnswer', 'closure'] as const).flatMap((one) =>
        bucketCells(one, patterns.histograms[one]),
      );
    case 'ageing':
      return bucketCells('ageing', patterns.ageing);
    case 'moves':
      return patterns.moves.map(({ moves, ...move }) => ({ cell: { pattern: 'moves', ...move }, count: moves })); // prettier-ignore
  }
}

/** The same of cells that count the same; what a state was called in words is no part of it, nor the order in which it was written. */
export function cellKey(cell: PatternCell): string {
  const nameless = JSON.stringify(cell, (name, value: unknown) => (name === 'name' ? undefined : value)); // prettier-ignore
  return canonicalJson(JSON.parse(nameless));
}

function bucketCells(
  pattern: BucketCell['pattern'],
  buckets: readonly { readonly upToDays: number | null; readonly cases: number }[],
): CountedCell[] {
  return buckets.map(({ upToDays, cases }) => ({ cell: { pattern, upToDays }, count: cases }));
}
