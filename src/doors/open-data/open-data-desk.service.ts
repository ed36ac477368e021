import { Injectable } from '@nestjs/common';
import { addCivilDays, civilDate } from '../../calendar/domain/civil-time.js';
import { Environment } from '../../config/environment.js';
import { Settings } from '../../settings/settings.service.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/refusal.js';
import type { CsvRow } from '../../statistics/csv.js';
import { type Month, monthOf, readMonth } from '../../statistics/domain/month.js';
import { type Catalogue, catalogueRdf, dataPackage } from '../../statistics/open-data/catalogue.js';
import { OPEN_COLUMNS } from '../../statistics/open-data/open-data-columns.js';
import { OpenData } from '../../statistics/open-data/open-data.service.js';

const FILES_AT_ONCE = 3;

/** Hands the open data out: which month is meant, the files while they are written, and how they are found. */
@Injectable()
export class OpenDataDesk {
  private underWay = 0;

  constructor(
    private readonly openData: OpenData,
    private readonly settings: Settings,
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {}

  /** Without a month: the last that is over. The one that runs is none yet: what its rows do not tell, two looks at it would. */
  month(typed: unknown): Month | 'month-format' | 'month-running' {
    const last = monthOf(addCivilDays(this.running().first, -1));
    if (typed === undefined || typed === '') return last;
    const month = typeof typed === 'string' ? readMonth(typed, last.first) : 'month-format';
    return month === 'month-future' ? 'month-running' : month;
  }

  /** Lets `write` have the heading and the rows; refuses while as many files as may be are being written. */
  async write(
    month: Month,
    write: (rows: AsyncIterable<CsvRow>) => Promise<void>,
  ): Promise<Refusal | null> {
    if (this.underWay >= FILES_AT_ONCE) return new Refusal('unavailable', 'exports-running');
    this.underWay += 1;
    try {
      await write(this.headed(month));
      return null;
    } finally {
      this.underWay -= 1;
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
    const months = await this.openData.months(this.running());
    return { months: months.map(({ month }) => month.code), columns: OPEN_COLUMNS, least };
  }

  async rdf(): Promise<string> {
    return catalogueRdf(await this.catalogue());
  }

  async dataPackage() {
    return dataPackage(await this.catalogue());
  }

  private async *headed(month: Month): AsyncGenerator<CsvRow> {
    yield OPEN_COLUMNS.map(({ name }) => name);
    yield* this.openData.rows(month);
  }

  private async catalogue(): Promise<Catalogue> {
    const { councilName, councilEmail, openDataIpaCode, openDataLeastCases } = await this.settings.all(); // prettier-ignore
    const months = await this.openData.months(this.running());
    return {
      origin: new URL(this.environment.publicUrl).origin,
      council: councilName,
      ipaCode: openDataIpaCode,
      email: councilEmail,
      issued: months.at(-1)?.month.next ?? this.running().first,
      least: openDataLeastCases,
      months,
    };
  }

  private running(): Month {
    return monthOf(civilDate(this.clock.now()));
  }
}
