import { Injectable } from '@nestjs/common';
import type { Figures } from '../domain/figures.js';
import { type MonthDocument, tells } from '../domain/month-document.js';
import type { Month } from '../domain/month.js';
import { figuresIn, type Slice } from '../domain/period.js';
import { MonthBook } from '../months/month-book.service.js';
import { NarrowedYears } from './narrowed-years.service.js';

export interface BookedYear {
  /** Oldest first, the whole town of each. */
  readonly documents: readonly MonthDocument[];
  /** What the slices have in common, month by month. */
  readonly figures: readonly Figures[];
  /** The figures are not what the months published, but what the facts tell now. */
  readonly isComputedNow: boolean;
}

/**
 * Answers months in a row with what some slices of the town have in common: of none or one slice as the months published it; of two, or of a dimension that
 * an old month does not tell, as the facts stand now. Refuses nothing.
 */
@Injectable()
export class YearBook {
  constructor(
    private readonly book: MonthBook,
    private readonly years: NarrowedYears,
  ) {}

  /** The `count` months that end with `last`. */
  async year(slices: readonly Slice[], last: Month, count: number): Promise<BookedYear> {
    const documents = (await this.book.range(last, count)).map(({ document }) => document);
    const published = publishedFigures(documents, slices);
    const figures = published ?? (await this.years.months(slices, last, count));
    return { documents, figures, isComputedNow: published === null };
  }
}

function publishedFigures(
  documents: readonly MonthDocument[],
  [slice, second]: readonly Slice[],
): Figures[] | null {
  const isTold = !slice || documents.every((document) => tells(document, slice.dimension));
  return isTold && !second ? documents.map((document) => figuresIn(document, slice ?? null)) : null;
}
