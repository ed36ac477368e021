import { Injectable } from '@nestjs/common';
import type { MonthDocument } from '../domain/month-document.js';
import type { Month } from '../domain/month.js';
import { monthDocument } from './month-document.js';
import { MonthPatterns } from './month-patterns.service.js';
import { MonthStatistics } from './month.service.js';

/** Puts the whole document of a month together from the facts as they stand now. Refuses nothing; `domain/month-check.ts` judges it. */
@Injectable()
export class MonthComposer {
  constructor(
    private readonly months: MonthStatistics,
    private readonly patterns: MonthPatterns,
  ) {}

  async compose(month: Month): Promise<MonthDocument> {
    const [report, patterns] = await Promise.all([
      this.months.report(month),
      this.patterns.of(month),
    ]);
    return monthDocument(report, patterns);
  }
}
