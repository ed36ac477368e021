import { Injectable } from '@nestjs/common';
import { assertNever } from '../../shared/assert-never.js';
import { csvText, type Decimals } from '../csv.js';
import { workbook } from './workbook.js';
import type { StatisticsTexts } from '../texts.js';
import { type BookedMonth, MonthBook } from '../months/month-book.service.js';
import { MonthPapers } from './month-papers.service.js';
import { monthSheets } from './month-sheets.js';
import { monthTable } from './month-table.js';

export const MONTH_FORMATS = ['csv', 'json', 'xlsx', 'pdf'] as const;
export type MonthFormat = (typeof MONTH_FORMATS)[number];

export interface MonthFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const TYPES: Readonly<Record<MonthFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** Writes a month as a file of any of the formats: the same numbers in all of them. Refuses nothing. */
@Injectable()
export class MonthFiles {
  constructor(
    private readonly papers: MonthPapers,
    private readonly book: MonthBook,
  ) {}

  async file(
    booked: BookedMonth,
    format: MonthFormat,
    { texts, decimals = 'comma' }: { texts: StatisticsTexts; decimals?: Decimals },
  ): Promise<MonthFile> {
    const bytes = await this.bytes(booked, format, { texts, decimals });
    return { name: fileName(booked, format, texts), type: TYPES[format], bytes };
  }

  private async bytes(
    booked: BookedMonth,
    format: MonthFormat,
    { texts, decimals }: { texts: StatisticsTexts; decimals: Decimals },
  ): Promise<Buffer> {
    switch (format) {
      case 'csv':
        return Buffer.from(csvText(monthTable(booked.document, texts), decimals));
      case 'json':
        return Buffer.from(`${JSON.stringify(monthAnswer(booked), null, 2)}\n`);
      case 'xlsx':
        return this.workbook(booked, texts);
      case 'pdf':
        return this.papers.report(booked, texts);
      default:
        return assertNever(format);
    }
  }

  private async workbook(booked: BookedMonth, texts: StatisticsTexts): Promise<Buffer> {
    const turn = await this.book.turnInto(booked, { isOnPaper: true });
    return workbook(monthSheets(booked, turn, texts), new Date(booked.document.computedAt));
  }
}

/** The document, and under which revision and checksum it was published. */
export function monthAnswer({ document, published }: BookedMonth) {
  return {
    ...document,
    published: published && {
      revision: published.revision,
      publishedAt: published.publishedAt.toISOString(),
      checksum: published.checksum,
      reason: published.reason,
    },
  };
}

/** A correction bears its number, so that it never takes the place of the file that was sent before. */
function fileName({ document, published }: BookedMonth, format: string, texts: StatisticsTexts) {
  const revision = published && published.revision > 1 ? `-r${published.revision}` : '';
  return `${texts.say('file.name')}-${document.month}${revision}.${format}`;
}
