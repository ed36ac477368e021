import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import type { MonthDocument } from '../domain/month-document.js';
import { type Month, monthsBeside, monthsUpTo } from '../domain/month.js';
import { measured, reachedOf, type Reached, TARGET_INDICATORS, type TargetIndicator } from '../domain/targets.js'; // prettier-ignore
import { MonthBook } from '../months/month-book.service.js';
import { Targets } from '../targets/targets.service.js';

const FIRST_FILED = `SELECT filed_on AS "since" FROM request_facts ORDER BY filed_on, request_id LIMIT 1`;
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

/** Lays a month beside the ones that it is judged by, and the ones before and after it. Refuses nothing: what was not counted then is null or nought. */
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

  async compare(document: MonthDocument, month: Month): Promise<ComparedLine[]> {
    const [before, yearBefore] = await Promise.all([this.earlier(month, 1), this.earlier(month, 12)]); // prettier-ignore
    const targets = await this.targets.of(Number(month.code.slice(0, 4)));
    const counts = COUNTS.map((code) => ({
      code,
      now: document.totals[code],
      monthBefore: before.totals[code],
      yearBefore: yearBefore.totals[code],
      expected: null,
      standing: null,
    }));
    const indicators = TARGET_INDICATORS.map((code) => {
      const read = (one: MonthDocument): number | null => measured(code, one).value;
      const target = targets.find(({ indicator }) => indicator === code);
      return {
        code,
        now: read(document),
        monthBefore: read(before),
        yearBefore: read(yearBefore),
        expected: target?.expected ?? null,
        standing: target ? reachedOf(code, read(document), target) : null,
      };
    });
    return [...counts, ...indicators];
  }

  private async earlier(month: Month, by: number): Promise<MonthDocument> {
    const [first = month] = monthsUpTo(month, by + 1);
    return (await this.book.month(first)).document;
  }
}
