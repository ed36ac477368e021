import { Injectable } from '@nestjs/common';
import { civilDate } from '../../../../calendar/domain/civil-time.js';
import { Clock } from '../../../../shared/clock.js';
import { inLanguage, type Language } from '../../../../shared/localized-text.js';
import type { Dimension, Figures } from '../../../../statistics/domain/figures.js';
import type { PeriodLine } from '../../../../statistics/domain/breakdown.js';
import type { Month } from '../../../../statistics/domain/month.js';
import type { Slice } from '../../../../statistics/domain/period.js';
import { reachedOf, type TargetIndicator } from '../../../../statistics/domain/targets.js';
import { monthInWords } from '../../../../shared/month-in-words.js';
import { Targets } from '../../../../statistics/targets/targets.service.js';
import { YearBook } from '../../../../statistics/years/year-book.service.js';
import { textsIn } from '../../../../statistics/texts.js';
import { Territory } from '../../../../territory/territory.service.js';
import { Languages } from '../../../../web/languages.js';
import { type AreaMap, areaMap } from '../charts/area-map.js';
import { agesBehind, durationsBehind, listsBehind, movesBehind } from '../list-behind.js';
import { moveLines } from '../move-lines.js';
import { widened } from '../charts/wide-buckets.js';
import { heatGrid } from '../charts/heat-grid.js';
import { dashboardPage, type Expected } from './dashboard-page.js';
import { type DashboardQuery, readDashboardQuery } from './dashboard-query.js';

const SHOWN_MONTHS = 12;
/** Tables that stand open; the others open with a click. */
const OPENED: readonly Dimension[] = ['category', 'office'];

/** Sets the dashboard: a year of months as they were published, the running one as it stands. Refuses nothing. */
@Injectable()
export class DashboardDesk {
  constructor(
    private readonly years: YearBook,
    private readonly targets: Targets,
    private readonly territory: Territory,
    private readonly languages: Languages,
    private readonly clock: Clock,
  ) {}

  read(query: Readonly<Record<string, unknown>>): DashboardQuery {
    return readDashboardQuery(query, civilDate(this.clock.now()));
  }

  async page(language: Language, { last, slices, values, errors }: DashboardQuery) {
    const year = await this.years.year(slices, last, SHOWN_MONTHS + 1);
    const { by, patterns, isComputedNow } = year;
    const [, ...months] = year.documents;
    const [yearBefore = null, ...figures] = year.figures;
    const texts = textsIn(this.languages, language);
    const today = civilDate(this.clock.now());
    const isRunning = last.code === today.slice(0, 7);
    const expected = slices.length > 0 ? {} : await this.expected(last, figures.at(-1));
    const days = { from: last.first, to: last.last, isRunning };
    return {
      ...dashboardPage({ months, figures, yearBefore, by, slices, isRunning, expected, texts }),
      ...{ isComputedNow, values, errors, month: last, isRunning, isNarrowed: slices.length > 0 },
      opened: OPENED,
      monthName: monthInWords(last.code, language),
      computedAt: new Date(months.at(-1)?.computedAt ?? this.clock.now()),
      ageing: widened(patterns.ageing, isRunning ? agesBehind(slices, today) : []),
      durations: widened(patterns.histograms.closure, durationsBehind(slices, days, 'closure')),
      answers: widened(patterns.histograms.firstAnswer, durationsBehind(slices, days, 'firstAnswer')), // prettier-ignore
      moves: moveLines(patterns.moves, texts, movesBehind(slices, days)),
      heat: heatGrid(patterns.rhythm, days, slices),
      map: await this.map(language, by.area, (area) => listsBehind(replaced(slices, area), days).openAtEnd), // prettier-ignore
    };
  }

  /** What the council expects of the whole town this year, beside the tile that shows it. */
  private async expected({ code }: Month, now: Figures | undefined): Promise<Expected> {
    const targets = await this.targets.of(Number(code.slice(0, 4)));
    const tiles = targets.flatMap((target) => {
      const shown = TILES[target.indicator];
      if (!shown || !now) return [];
      const standing = reachedOf(target.indicator, shown.read(now), target);
      return [[shown.tile, { value: target.expected, standing }] as const];
    });
    return Object.fromEntries(tiles);
  }

  /** Open at the end of the last month, by area. */
  private async map(
    language: Language,
    lines: readonly PeriodLine[],
    behind: (area: Slice) => string | null,
  ): Promise<AreaMap | null> {
    const areas = await this.territory.areas();
    return areaMap(
      areas.map(({ code, name, boundary }) => {
        const count = lines.find((line) => line.code === code)?.totals.openAtEnd ?? 0;
        return {
          code,
          name: inLanguage(name, language),
          count,
          href: count > 0 ? behind({ dimension: 'area', code }) : null,
          ring: boundary ?? [],
        };
      }),
    );
  }
}

/** The slices with this one in the place of that of its dimension. */
function replaced(slices: readonly Slice[], slice: Slice): Slice[] {
  return [...slices.filter(({ dimension }) => dimension !== slice.dimension), slice];
}

const TILES: Readonly<
  Partial<Record<TargetIndicator, { tile: string; read: (figures: Figures) => number | null }>>
> = {
  firstAnswerDays: { tile: 'firstAnswer', read: ({ firstAnswer }) => firstAnswer.medianDays },
  closureDays: { tile: 'closure', read: ({ closure }) => closure.medianDays },
  termShare: { tile: 'term', read: ({ term }) => term.share },
};
