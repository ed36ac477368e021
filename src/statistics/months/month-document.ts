import { byDimension } from '../domain/figures.js';
import { MONTH_FORMAT, type MonthDocument } from '../domain/month-document.js';
import type { Patterns } from '../domain/patterns.js';
import type { MonthReport } from './month.service.js';

/** The whole month, nothing rounded. */
export function monthDocument(report: MonthReport, patterns: Patterns): MonthDocument {
  const by = byDimension((dimension) =>
    report.by[dimension].map(({ value, figures }) => ({
      code: value?.code ?? null,
      name: value?.name ?? null,
      ...figures,
    })),
  );
  return {
    format: MONTH_FORMAT,
    month: report.month.code,
    from: report.month.first,
    to: report.month.last,
    timeZone: 'Europe/Rome',
    computedAt: report.computedAt.toISOString(),
    totals: report.totals,
    by,
    patterns,
  };
}
