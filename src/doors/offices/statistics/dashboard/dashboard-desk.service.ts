import { Injectable } from '@nestjs/common';
import { civilDate } from '../../../../calendar/domain/civil-time.js';
import { Clock } from '../../../../shared/clock.js';
import { inLanguage, type Language } from '../../../../shared/localized-text.js';
import type { Dimension } from '../../../../statistics/domain/figures.js';
import type { PeriodLine } from '../../../../statistics/domain/breakdown.js';
import { isCounted, type MonthDocument } from '../../../../statistics/domain/month-document.js';
import { brokenTurns } from '../../../../statistics/domain/revisions/broken-turn.js';
import type { Slice } from '../../../../statistics/domain/period.js';
import {
  measured,
  reachedOf,
  type TargetIndicator,
} from '../../../../statistics/domain/targets.js';
import { monthInWords } from '../../../../shared/month-in-words.js';
import { Targets } from '../../../../statistics/targets/targets.service.js';
import { YearBook } from '../../../../statistics/years/year-book.service.js';
import { bucketNames } from '../../../../statistics/files/bucket-names.js';
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
import { type ChosenSlice, withChosen } from './dashboard-slices.service.js';
import { onlineTile } from './online-tile.js';

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

  async page(
    language: Language,
    { last, slices, values, errors, chosen }: DashboardQuery & { readonly chosen: readonly ChosenSlice[] }, // prettier-ignore
  ) {
    const year = await this.years.year(slices, last, SHOWN_MONTHS + 1);
    const { by, patterns, isComputedNow } = year;
    const [first, ...months] = year.documents;
    const [before, ...figures] = year.figures;
    const yearBefore = first && before && isCounted(first) ? before : null;
    const texts = textsIn(this.languages, language);
    const [ageIn, durationIn] = bucketNames(texts);
    const today = civilDate(this.clock.now());
    const isRunning = last.code === today.slice(0, 7);
    const isWhole = slices.length === 0;
    const expected = isWhole ? await this.expected(months.at(-1)) : {};
    const online = isWhole ? onlineTile(year.documents) : null;
    const days = { from: last.first, to: last.last, isRunning };
    const page = dashboardPage({ months, figures, yearBefore, by, slices, isRunning, expected, online, texts }); // prettier-ignore
    return {
      ...page,
      ...withChosen(page.options, chosen),
      ...{ isComputedNow, values, errors, month: last, isRunning, isNarrowed: !isWhole },
      turns: brokenTurns(year.documents),
      opened: OPENED,
      today,
      mapTitle: isRunning ? 'dashboard:mapNow' : 'dashboard:map',
      monthName: monthInWords(last.code, language),
      computedAt: new Date(months.at(-1)?.computedAt ?? this.clock.now()),
      ageing: widened(patterns.ageing, ageIn, agesBehind(slices, days, today)),
      durations: widened(
        patterns.histograms.closure,
        durationIn,
        durationsBehind(slices, days, 'closure'),
      ),
      answers: widened(patterns.histograms.firstAnswer, durationIn, durationsBehind(slices, days, 'firstAnswer')), // prettier-ignore
      moves: moveLines(patterns.moves, texts, movesBehind(slices, days)),
      heat: heatGrid(patterns.rhythm, days, slices),
      map: await this.map(language, by.area, (area) => listsBehind(replaced(slices, area), days).openAtEnd), // prettier-ignore
    };
  }

  /** What the council expects of the whole town this year, beside the tile that shows it. */
  private async expected(document: MonthDocument | undefined): Promise<Expected> {
    if (!document) return {};
    const targets = await this.targets.of(Number(document.month.slice(0, 4)));
    const tiles = targets.map((target) => {
      const { value } = measured(target.indicator, document);
      const standing = reachedOf(target.indicator, value, target);
      return [TILE_OF[target.indicator], { value: target.expected, standing }] as const;
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

const TILE_OF: Readonly<Record<TargetIndicator, string>> = {
  firstAnswerDays: 'firstAnswer',
  closureDays: 'closure',
  termShare: 'term',
  onlineShare: 'online',
  satisfaction: 'satisfaction',
};
