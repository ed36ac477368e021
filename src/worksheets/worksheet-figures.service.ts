import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { type KeptFigures, matchedShare, type SheetFigures, sumOf } from './domain/figures.js';

export interface PartnerMonth {
  /** Of the sheet. */
  readonly id: string;
  readonly partnerId: string;
  /** `YYYY-MM` */
  readonly month: string;
  readonly figures: SheetFigures;
}

export interface PartnerScore {
  readonly partnerId: string;
  /** Closed months in the range. */
  readonly months: number;
  readonly figures: SheetFigures;
  /** Lines that agreed at once among all, 0 to 1; null without any. */
  readonly matchedShare: number | null;
}

/**
 * What closed reconciliations came to, for statistics. One row a partner and month, counted at the closing: cheap at any size. A month that
 * is still open is not there.
 */
@Injectable()
export class WorksheetFigures {
  constructor(private readonly reads: Reads) {}

  /** `from`, `to`: months `YYYY-MM`, both included; of one partner, or of all. By month, then partner. */
  async months(from: string, to: string, partnerId?: string): Promise<PartnerMonth[]> {
    const rows = await this.reads.rows<Omit<PartnerMonth, 'figures'> & { figures: string }>(
      `SELECT id AS "id", partner_id AS "partnerId", month AS "month", figures AS "figures" FROM worksheets
       WHERE state = 'closed' AND month >= :from AND month <= :to${partnerId ? ' AND partner_id = :partnerId' : ''}
       ORDER BY month, partner_id LIMIT 10000`,
      { from, to, partnerId },
    );
    return rows.map((row) => ({
      ...row,
      figures: sumOf([JSON.parse(row.figures) as KeptFigures]),
    })); // a JSON column
  }

  /** The same, added up by partner. */
  async scores(from: string, to: string): Promise<PartnerScore[]> {
    const months = await this.months(from, to);
    const partners = [...new Set(months.map(({ partnerId }) => partnerId))];
    return partners.map((partnerId) => {
      const own = months.filter((one) => one.partnerId === partnerId);
      const figures = sumOf(own.map((one) => one.figures));
      return { partnerId, months: own.length, figures, matchedShare: matchedShare(figures) };
    });
  }
}
