import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { FIRST_FILED } from '../counting/first-filed.js';
import { isCounted, type MonthDocument } from '../domain/month-document.js';
import { type Month, monthsBeside, monthsUpTo } from '../domain/month.js';
import { measured, reachedOf, type Reached, TARGET_INDICATORS, type TargetIndicator } from '../domain/targets.js'; // prettier-ignore
import { type BookedMonth, MonthBook } from '../months/month-book.service.js';
import { Targets } from '../targets/targets.service.js';

const FIRST_PUBLISHED = `SELECT month AS "since" FROM published_months ORDER BY month, revision LIMIT 1`;
const COUNTS = ['received', 'closed', 'openAtEnd'] as const;

/** One number of a month beside the same of the month before, of the same month a year before, and what was expected. */
export interface ComparedLine {
  readonly code: (typeof COUNTS)[number] | TargetIndicator;
  readonly now: number | null;
  readonly monthBefore: number | null;
  readonly yearBefore: number | null;
  readonly expected: number | null;
  readonly standing: Reached | null;
}

/** Lays a month beside the ones that it is judged by, and the ones before and after it. Refuses nothing: what was not counted then is null. */
@Injectable()
export class MonthNeighbours {
  constructor(
    private readonly book: MonthBook,
    private readonly targets: Targets,
    private readonly reads: Reads,
  ) {}

  /** The months to leaf on to: from that of the oldest request, imported ones too, or of the first publication, to that of `today`. */
  async beside(month: Month, today: string): Promise<ReturnType<typeof monthsBeside>> {
    const found = await Promise.all(
      [FIRST_FILED, FIRST_PUBLISHED].map((sql) => this.reads.rows<{ since: string }>(sql)),
    );
    const [since = null] = found.flat().map((row) => row.since.slice(0, 7)).sort(); // prettier-ignore
    return monthsBeside(month, { since, today });
  }

  /** The others as its papers tell them. */
  async compare(booked: BookedMonth, month: Month): Promise<ComparedLine[]> {
    const { document } = booked;
    const [before, yearBefore] = await this.earlier(booked, month);
    const targets = await this.targets.of(Number(month.code.slice(0, 4)));
    const counts = COUNTS.map((code) => ({
      code,
      now: document.totals[code],
      monthBefore: before?.totals[code] ?? null,
      yearBefore: yearBefore?.totals[code] ?? null,
      expected: null,
      standing: null,
    }));
    const indicators = TARGET_INDICATORS.map((code) => {
      const read = (one: MonthDocument): number | null => measured(code, one).value;
      const target = targets.find(({ indicator }) => indicator === code);
      return {
        code,
        now: read(document),
        monthBefore: before ? read(before) : null,
        yearBefore: yearBefore ? read(yearBefore) : null,
        expected: target?.expected ?? null,
        standing: target ? reachedOf(code, read(document), target) : null,
      };
    });
    return [...counts, ...indicators];
  }

  /** The month before and the same one a year before; null where nothing was counted. */
  private async earlier(booked: BookedMonth, month: Month): Promise<(MonthDocument | null)[]> {
    const past = (await this.book.upTo(booked, 13)).map(({ document }) => document);
    const months = monthsUpTo(month, 13);
    return [months.at(-2), months[0]].map(
      (one) => past.find((document) => document.month === one?.code && isCounted(document)) ?? null,
    );
  }
}
