import { Injectable } from '@nestjs/common';
import { type Breakdown, periodsIn } from '../domain/breakdown.js';
import { byDimension, type Figures } from '../domain/figures.js';
import { type MonthDocument, tells } from '../domain/month-document.js';
import type { Month } from '../domain/month.js';
import { NO_PATTERNS, type Patterns } from '../domain/patterns.js';
import { figuresIn, type Slice } from '../domain/period.js';
import { MonthBook } from '../months/month-book.service.js';
import { NarrowedParts, type Parts } from './narrowed-parts.service.js';
import { NarrowedYears } from './narrowed-years.service.js';

export interface BookedYear {
  /** Oldest first, the whole town of each. */
  readonly documents: readonly MonthDocument[];
  /** What the slices have in common, month by month. */
  readonly figures: readonly Figures[];
  /** The figures are not what the months published, but what the facts tell now. */
  readonly isComputedNow: boolean;
  /** All months but the first, by every value of every dimension; of slices as the facts stand now. */
  readonly by: Breakdown;
  /** Of the last month. */
  readonly patterns: Patterns;
}

/**
 * Answers months in a row with what some slices of the town have in common: of none or one slice as the months published it; of two, or of a dimension that
 * an old month does not tell, as the facts stand now. What a slice is made of no month published: that is told as the facts stand now. Refuses nothing.
 */
@Injectable()
export class YearBook {
  constructor(
    private readonly book: MonthBook,
    private readonly years: NarrowedYears,
    private readonly parts: NarrowedParts,
  ) {}

  /** The `count` months that end with `last`. */
  async year(slices: readonly Slice[], last: Month, count: number): Promise<BookedYear> {
    const documents = (await this.book.range(last, count)).map(({ document }) => document);
    const published = publishedFigures(documents, slices);
    const figures = published ?? (await this.years.months(slices, last, count));
    const parts =
      slices.length > 0
        ? await this.parts.parts(slices, last, count - 1)
        : publishedParts(documents.slice(1));
    return { documents, figures, isComputedNow: published === null, ...parts };
  }
}

function publishedFigures(
  documents: readonly MonthDocument[],
  [slice, second]: readonly Slice[],
): Figures[] | null {
  const isTold = !slice || documents.every((document) => tells(document, slice.dimension));
  return isTold && !second ? documents.map((document) => figuresIn(document, slice ?? null)) : null;
}

function publishedParts(months: readonly MonthDocument[]): Parts {
  return {
    by: byDimension((dimension) => periodsIn(months, dimension)),
    patterns: months.at(-1)?.patterns ?? NO_PATTERNS,
  };
}
