/** What `offices/statistics/dashboard` shows, out of twelve months and the same months a year before. Pure. */
import type { Unit } from '../../../../shared/quantity.js';
import { DIMENSIONS, type Dimension, type Figures } from '../../../../statistics/domain/figures.js';
import { type Breakdown, periodsIn } from '../../../../statistics/domain/breakdown.js';
import { type MonthDocument, tells } from '../../../../statistics/domain/month-document.js';
import {
  type PeriodTotals,
  type Slice,
  sliceText,
  totalsOf,
} from '../../../../statistics/domain/period.js';
import type { Reached } from '../../../../statistics/domain/targets.js';
import type { StatisticsTexts } from '../../../../statistics/texts.js';
import { listsBehind } from '../list-behind.js';
import { type ChartFigure, chartsOf } from './dashboard-charts.js';
import { type ShareLine, shareLines, type ShareTable, shareTable } from './share-lines.js';

export interface Tile {
  readonly code: string;
  readonly value: number | null;
  readonly unit: Unit;
  /** Out of how many answers, where the values are means of what people said; else nought. */
  readonly answers: Readonly<Record<'now' | 'monthBefore' | 'yearBefore', number>>;
  readonly monthBefore: number | null;
  readonly yearBefore: number | null;
  /** The same in working days, where the value is in days. */
  readonly working: number | null;
  readonly href: string | null;
}

type Lists = ReturnType<typeof listsBehind>;

export interface DashboardPage {
  readonly tiles: readonly (Tile & { readonly expected: Expected[string] | null })[];
  readonly charts: readonly ChartFigure[];
  readonly months: readonly { readonly code: string; readonly figures: Figures; readonly lists: Lists }[]; // prettier-ignore
  /** Every value that the page can be narrowed to. */
  readonly options: readonly { readonly code: Dimension; readonly lines: readonly Pick<ShareLine, 'slice' | 'name'>[] }[]; // prettier-ignore
  /** `isTold`: every month counted it. */
  readonly tables: readonly (ShareTable & { readonly isTold: boolean })[];
  readonly totals: PeriodTotals;
  /** Behind the sums of the whole period. */
  readonly totalLists: Lists;
  /** Names of the slices; empty for the whole town. */
  readonly chosen: string;
}

interface Given {
  /** Twelve, oldest first. */
  readonly months: readonly MonthDocument[];
  /** What the slices have in common in each of them. */
  readonly figures: readonly Figures[];
  readonly yearBefore: Figures | null;
  /** What they are made of over the twelve months. */
  readonly by: Breakdown;
  readonly slices: readonly Slice[];
  /** The last month is the one that runs. */
  readonly isRunning: boolean;
  readonly expected: Expected;
  readonly texts: StatisticsTexts;
}

/** What the council expects of the year, by the indicator that a tile shows; only of the whole town. */
export type Expected = Readonly<
  Record<string, { readonly value: number; readonly standing: Reached | null } | undefined>
>;

export function dashboardPage(given: Given): DashboardPage {
  const { months, figures, yearBefore, by, slices, isRunning, expected, texts } = given;
  const labels = months.map(({ month }) => monthLabel(month, texts.language));
  const last = months.at(-1);
  const days = { from: months[0]?.from ?? '', to: last?.to ?? '', isRunning };
  const laid = { days, slices, texts };
  const options = DIMENSIONS.map((code) => ({ code, lines: shareLines(code, periodsIn(months, code), laid) })); // prettier-ignore
  const isTold = (code: Dimension): boolean => slices.length > 0 || months.every((month) => tells(month, code)); // prettier-ignore
  const totals = totalsOf(figures);
  return {
    tiles: last
      ? tilesOf(
          figures.at(-1) ?? last.totals,
          { monthBefore: figures.at(-2) ?? null, yearBefore },
          listsBehind(slices, { from: last.from, to: last.to, isRunning }),
        ).map((tile) => ({ ...tile, expected: expected[tile.code] ?? null }))
      : [],
    charts: chartsOf(labels, figures),
    months: months.map((month, i) => monthRow(month, figures[i] ?? month.totals, slices)),
    options,
    tables: DIMENSIONS.map((code) => ({ ...shareTable(code, by[code], laid), isTold: isTold(code) })), // prettier-ignore
    totals,
    totalLists: listsBehind(slices, days),
    chosen: slices.map((slice) => nameIn(options, slice)).join(' · '),
  };
}

function nameIn(options: DashboardPage['options'], { dimension, code }: Slice): string {
  const lines = options.find((one) => one.code === dimension)?.lines ?? [];
  return lines.find(({ slice }) => slice === sliceText({ dimension, code }))?.name ?? code ?? '–';
}

function tilesOf(
  now: Figures,
  before: Readonly<Record<'monthBefore' | 'yearBefore', Figures | null>>,
  lists: Lists,
): Tile[] {
  const tile = (
    code: string,
    read: (figures: Figures) => number | null,
    how: Partial<Pick<Tile, 'unit' | 'answers' | 'href' | 'working'>> = {},
  ): Tile => ({
    ...{
      code,
      value: read(now),
      unit: 'count' as const,
      answers: NO_ANSWERS,
      href: null,
      working: null,
    },
    monthBefore: before.monthBefore && read(before.monthBefore),
    yearBefore: before.yearBefore && read(before.yearBefore),
    ...how,
  });
  return [
    tile('received', (one) => one.received, { href: lists.received }),
    tile('closed', (one) => one.closed, { href: lists.closed }),
    tile('openAtEnd', (one) => one.openAtEnd, { href: lists.openAtEnd }),
    tile('firstAnswer', (one) => one.firstAnswer.medianDays, { unit: 'days', working: now.firstAnswerWorking?.medianDays ?? null }), // prettier-ignore
    tile('closure', (one) => one.closure.medianDays, { unit: 'days', working: now.closureWorking?.medianDays ?? null }), // prettier-ignore
    tile('term', (one) => one.term.share, { unit: 'share' }),
    tile('satisfaction', (one) => one.satisfaction?.mean ?? null, {
      unit: 'score',
      answers: {
        now: answersIn(now),
        monthBefore: answersIn(before.monthBefore),
        yearBefore: answersIn(before.yearBefore),
      },
    }),
  ];
}

const NO_ANSWERS: Tile['answers'] = { now: 0, monthBefore: 0, yearBefore: 0 };

function answersIn(figures: Figures | null): number {
  return figures?.satisfaction?.cases ?? 0;
}

function monthRow(
  month: MonthDocument,
  figures: Figures,
  slices: readonly Slice[],
): DashboardPage['months'][number] {
  const lists = listsBehind(slices, { from: month.from, to: month.to, isRunning: false });
  return { code: month.month, figures, lists };
}

/** "ott 26": short enough to stand under a bar. */
function monthLabel(code: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { month: 'short', year: '2-digit', timeZone: 'UTC' }); // prettier-ignore
  return format.format(new Date(`${code}-01T00:00:00Z`));
}
