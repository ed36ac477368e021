/** What `offices/statistics/dashboard` shows, out of twelve months and the same months a year before. Pure. */
import { isPercent, type Unit } from '../../../../shared/quantity.js';
import { DIMENSIONS, type Dimension, type Figures } from '../../../../statistics/domain/figures.js';
import type { MonthDocument } from '../../../../statistics/domain/month-document.js';
import {
  type PeriodTotals,
  type Slice,
  sliceText,
  totalsOf,
} from '../../../../statistics/domain/period.js';
import type { Reached } from '../../../../statistics/domain/targets.js';
import type { StatisticsTexts } from '../../../../statistics/texts.js';
import { type Series, type TimeChart, timeChart } from '../charts/time-chart.js';
import { listsBehind } from '../list-behind.js';
import { type ShareLine, shareLines } from './share-lines.js';

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

export interface ChartFigure {
  readonly code: string;
  readonly chart: TimeChart;
  readonly legend: readonly { readonly name: string; readonly kind: Series['kind']; readonly order: number }[]; // prettier-ignore
  /** The same numbers, for the table beside. */
  readonly rows: readonly {
    readonly label: string;
    readonly cells: readonly { readonly value: number | null; readonly unit: Unit }[];
  }[];
}

type Lists = ReturnType<typeof listsBehind>;

export interface DashboardPage {
  readonly tiles: readonly (Tile & { readonly expected: Expected[string] | null })[];
  readonly charts: readonly ChartFigure[];
  readonly months: readonly { readonly code: string; readonly figures: Figures; readonly lists: Lists }[]; // prettier-ignore
  readonly tables: readonly { readonly code: Dimension; readonly lines: readonly ShareLine[] }[];
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
  const { months, figures, yearBefore, slices, isRunning, expected, texts } = given;
  const labels = months.map(({ month }) => monthLabel(month, texts.language));
  const last = months.at(-1);
  const tables = DIMENSIONS.map((code) => ({ code, lines: shareLines(months, code, { slices, isRunning, texts }) })); // prettier-ignore
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
    tables,
    totals,
    totalLists: listsBehind(slices, { from: months[0]?.from ?? '', to: last?.to ?? '', isRunning }),
    chosen: slices.map((slice) => nameIn(tables, slice)).join(' · '),
  };
}

function nameIn(tables: DashboardPage['tables'], { dimension, code }: Slice): string {
  const lines = tables.find((table) => table.code === dimension)?.lines ?? [];
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

function chartsOf(labels: readonly string[], figures: readonly Figures[]): DashboardPage['charts'] {
  const values = (read: (one: Figures) => number | null): (number | null)[] => figures.map(read);
  const bars = (name: string, read: (one: Figures) => number) => ({ name, kind: 'bar' as const, values: values(read) }); // prettier-ignore
  const line = (name: string, read: (one: Figures) => number | null) => ({ name, kind: 'line' as const, values: values(read) }); // prettier-ignore
  return [
    { code: 'flow', unit: 'count' as const, series: [bars('received', (one) => one.received), bars('closed', (one) => one.closed)] }, // prettier-ignore
    { code: 'stock', unit: 'count' as const, series: [line('openAtEnd', (one) => one.openAtEnd)] },
    { code: 'days', unit: 'days' as const, series: [line('closureMedian', (one) => one.closure.medianDays), line('closureP90', (one) => one.closure.p90Days), line('firstAnswerMedian', (one) => one.firstAnswer.medianDays)] }, // prettier-ignore
    { code: 'term', unit: 'share' as const, series: [line('termShare', (one) => one.term.share)] },
  ].map((one) => chartFigure(labels, one));
}

function chartFigure(
  labels: readonly string[],
  { code, unit, series }: { code: string; unit: Unit; series: readonly Series[] },
): ChartFigure {
  return {
    code,
    chart: timeChart(labels, isPercent(unit) ? series.map(inPercent) : series),
    legend: series.map(({ name, kind }, order) => ({ name, kind, order })),
    rows: labels.map((label, i) => ({
      label,
      cells: series.map(({ values }) => ({ value: values[i] ?? null, unit })),
    })),
  };
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

/** The axis counts to a hundred. */
function inPercent({ values, ...series }: Series): Series {
  return { ...series, values: values.map((value) => (value === null ? null : value * 100)) };
}
