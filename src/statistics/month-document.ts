/** A month as JSON for programs. Numbers mean what `domain/figures.ts` says; days and shares are plain decimals, null without cases. */
import type { LocalizedText } from '../shared/localized-text.js';
import { byDimension, type Dimension, type Figures } from './domain/figures.js';
import type { MonthReport } from './month.service.js';

export interface MonthDocumentLine extends Figures {
  /** Null: requests without a value (no area, no partner). */
  readonly code: string | null;
  /** Null for channels and kinds: their code is the name. */
  readonly name: LocalizedText | null;
}

export interface MonthDocument {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Civil dates, both within the month. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: 'Europe/Rome';
  /** RFC 3339, UTC. */
  readonly computedAt: string;
  readonly totals: Figures;
  readonly by: Readonly<Record<Dimension, readonly MonthDocumentLine[]>>;
}

/** The whole report, nothing rounded. */
export function monthDocument(report: MonthReport): MonthDocument {
  const by = byDimension((dimension) =>
    report.by[dimension].map(({ value, figures }) => ({
      code: value?.code ?? null,
      name: value?.name ?? null,
      ...figures,
    })),
  );
  return {
    month: report.month.code,
    from: report.month.first,
    to: report.month.last,
    timeZone: 'Europe/Rome',
    computedAt: report.computedAt.toISOString(),
    totals: report.totals,
    by,
  };
}
