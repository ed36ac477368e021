import { Injectable } from '@nestjs/common';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Clock } from '../../../shared/clock.js';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import type { Dimension } from '../../../statistics/domain/figures.js';
import type { MonthDocument } from '../../../statistics/domain/month-document.js';
import { MonthBook } from '../../../statistics/months/month-book.service.js';
import type { Bucket } from '../../../statistics/domain/patterns.js';
import { monthInWords } from '../../../statistics/files/month-words.js';
import { textsIn } from '../../../statistics/texts.js';
import { Territory } from '../../../territory/territory.service.js';
import { Languages } from '../../../web/languages.js';
import { type AreaMap, areaMap } from './charts/area-map.js';
import { heatGrid } from './charts/heat-grid.js';
import { dashboardPage } from './dashboard-page.js';
import { type DashboardQuery, readDashboardQuery } from './dashboard-query.js';

const SHOWN_MONTHS = 12;
/** Tables that stand open; the others open with a click. */
const OPENED: readonly Dimension[] = ['category', 'office'];

/** Sets the dashboard: a year of months as they were published, the running one as it stands. Refuses nothing. */
@Injectable()
export class DashboardDesk {
  constructor(
    private readonly book: MonthBook,
    private readonly territory: Territory,
    private readonly languages: Languages,
    private readonly clock: Clock,
  ) {}

  read(query: Readonly<Record<string, unknown>>): DashboardQuery {
    return readDashboardQuery(query, civilDate(this.clock.now()));
  }

  async page(language: Language, { last, slice, values, errors }: DashboardQuery) {
    const all = await this.book.range(last, SHOWN_MONTHS + 1);
    const documents = all.map(({ document }) => document);
    const [yearBefore = null, ...months] = documents;
    const texts = textsIn(this.languages, language);
    const latest = months.at(-1);
    return {
      ...dashboardPage({ months, yearBefore, slice, texts }),
      ...{ values, errors, month: last, isRunning: last.code === civilDate(this.clock.now()).slice(0, 7) }, // prettier-ignore
      opened: OPENED,
      monthName: monthInWords(last.code, language),
      computedAt: new Date(latest?.computedAt ?? this.clock.now()),
      ageing: widened(latest?.patterns.ageing ?? []),
      durations: widened(latest?.patterns.histograms.closure ?? []),
      heat: heatGrid(latest?.patterns.rhythm ?? []),
      map: latest ? await this.map(language, latest) : null,
    };
  }

  /** Open at the end of the last month, by area. */
  private async map(language: Language, { by }: MonthDocument): Promise<AreaMap | null> {
    const areas = await this.territory.areas();
    return areaMap(
      areas.map(({ code, name, boundary }) => ({
        code,
        name: inLanguage(name, language),
        count: by.area.find((line) => line.code === code)?.openAtEnd ?? 0,
        ring: boundary ?? [],
      })),
    );
  }
}

/** Each bucket with the width of its bar, in hundredths of the longest. */
function widened(buckets: readonly Bucket[]): (Bucket & { readonly width: number })[] {
  const most = Math.max(...buckets.map(({ cases }) => cases), 1);
  return buckets.map((bucket) => ({ ...bucket, width: Math.round((bucket.cases / most) * 100) }));
}
