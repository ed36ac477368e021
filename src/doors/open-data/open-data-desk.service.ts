import { Injectable } from '@nestjs/common';
import { addCivilDays, civilDate } from '../../calendar/domain/civil-time.js';
import { Environment } from '../../config/environment.js';
import { Settings } from '../../settings/settings.service.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/refusal.js';
import type { CsvRow } from '../../statistics/csv.js';
import {
  type Month,
  type MonthFault,
  monthOf,
  monthsUpTo,
  readMonth,
} from '../../statistics/domain/month.js';
import { type Catalogue, catalogueRdf, dataPackage } from '../../statistics/open-data/catalogue.js';
import { OPEN_COLUMNS } from '../../statistics/open-data/open-data-columns.js';
import { OpenData } from '../../statistics/open-data/open-data.service.js';

const LISTED_MONTHS = 24;
const FILES_AT_ONCE = 3;
const FIRST_ISSUE = '2026-01-01';

/** Hands the open data out: which month is meant, the files while they are written, and how they are found. */
@Injectable()
export class OpenDataDesk {
  private running = 0;

  constructor(
    private readonly openData: OpenData,
    private readonly settings: Settings,
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {}

  /** Without a month: the last that is over. A parameter given twice counts as none. */
  month(typed: unknown): Month | MonthFault {
    const today = civilDate(this.clock.now());
    if (typeof typed !== 'string' || typed === '') return this.last();
    return readMonth(typed, today);
  }

  /** Lets `write` have the heading and the rows; refuses while as many files as may be are being written. */
  async write(
    month: Month,
    write: (rows: AsyncIterable<CsvRow>) => Promise<void>,
  ): Promise<Refusal | null> {
    if (this.running >= FILES_AT_ONCE) return new Refusal('unavailable', 'exports-running');
    this.running += 1;
    try {
      await write(this.headed(month));
      return null;
    } finally {
      this.running -= 1;
    }
  }

  /** The same rows as a JSON array of objects, row by row. */
  async *jsonPieces(rows: AsyncIterable<CsvRow>): AsyncGenerator<string> {
    let names: readonly string[] | undefined;
    let before = '[\n';
    for await (const row of rows) {
      if (!names) {
        names = row.map(String);
        continue;
      }
      const entries = names.map((name, i) => [name, row[i] ?? null] as const);
      yield before + JSON.stringify(Object.fromEntries(entries));
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  }

  async page() {
    const least = await this.settings.get('openDataLeastCases');
    return { months: this.months(), columns: OPEN_COLUMNS, least };
  }

  async rdf(): Promise<string> {
    return catalogueRdf(await this.catalogue(), this.months());
  }

  async dataPackage() {
    return dataPackage(await this.catalogue(), this.months());
  }

  private async *headed(month: Month): AsyncGenerator<CsvRow> {
    yield OPEN_COLUMNS.map(({ name }) => name);
    yield* this.openData.rows(month);
  }

  private async catalogue(): Promise<Catalogue> {
    const { councilName, councilEmail, openDataIpaCode } = await this.settings.all();
    return {
      origin: new URL(this.environment.publicUrl).origin,
      council: councilName,
      ipaCode: openDataIpaCode,
      email: councilEmail,
      issued: FIRST_ISSUE,
      modified: monthOf(civilDate(this.clock.now())).first,
    };
  }

  private months(): string[] {
    return monthsUpTo(this.last(), LISTED_MONTHS)
      .map(({ code }) => code)
      .reverse();
  }

  private last(): Month {
    return monthOf(addCivilDays(monthOf(civilDate(this.clock.now())).first, -1));
  }
}
