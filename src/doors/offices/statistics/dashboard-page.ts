/** What `offices/statistics/dashboard` shows, out of twelve months and the same months a year before. Pure. */
import { DIMENSIONS, type Dimension, type Figures } from '../../../statistics/domain/figures.js';
import type { MonthDocument } from '../../../statistics/domain/month-document.js';
import {
  figuresIn,
  type PeriodTotals,
  type Slice,
  totalsOf,
} from '../../../statistics/domain/period.js';
import { lineName, type StatisticsTexts } from '../../../statistics/texts.js';
import { type Series, type TimeChart, timeChart } from './charts/time-chart.js';
import { listBehind } from './dashboard-query.js';

export interface Tile {
  readonly code: string;
  readonly value: number | null;
  readonly digits: number;
  readonly isPercent: boolean;
  readonly monthBefore: number | null;
  readonly yearBefore: number | null;
  readonly href: string | null;
}

export interface ShareLine {
  readonly name: string;
  readonly slice: string;
  readonly isChosen: boolean;
  readonly totals: PeriodTotals;
  readonly percent: number | null;
  /** Of the widest bar, 0 to 100. */
  readonly width: number;
  readonly receivedHref: string | null;
  readonly closedHref: string | null;
  readonly openHref: string | null;
}

export interface ChartFigure {
  readonly code: string;
  readonly chart: TimeChart;
  readonly legend: readonly { readonly name: string; readonly kind: Series['kind']; readonly order: number }[]; // prettier-ignore
  /** The same numbers, for the table beside. */
  readonly rows: readonly {
    readonly label: string;
    readonly cells: readonly { readonly value: number | null; readonly digits: number }[];
  }[];
}

export interface DashboardPage {
  readonly tiles: readonly Tile[];
  readonly charts: readonly ChartFigure[];
  readonly months: readonly { readonly code: string; readonly figures: Figures; readonly percent: number | null; readonly receivedHref: string | null; readonly closedHref: string | null }[]; // prettier-ignore
  readonly tables: readonly { readonly code: Dimension; readonly lines: readonly ShareLine[] }[];
  readonly totals: PeriodTotals;
  /** Within term, over the whole period. */
  readonly percent: number | null;
  readonly chosen: string | null;
}

interface Given {
  /** Twelve, oldest first. */
  readonly months: readonly MonthDocument[];
  readonly yearBefore: MonthDocument | null;
  readonly slice: Slice | null;
  readonly texts: StatisticsTexts;
}

export function dashboardPage({ months, yearBefore, slice, texts }: Given): DashboardPage {
  const figures = months.map((month) => figuresIn(month, slice));
  const labels = months.map(({ month }) => monthLabel(month, texts.language));
  const last = months.at(-1);
  const tables = DIMENSIONS.map((code) => ({ code, lines: linesOf(months, code, { slice, texts }) })); // prettier-ignore
  const totals = totalsOf(figures);
  return {
    tiles: last
      ? tilesOf(
          figuresIn(last, slice),
          {
            monthBefore: figures.at(-2) ?? null,
            yearBefore: yearBefore && figuresIn(yearBefore, slice),
          },
          { received: listBehind(slice, { fase: 'tutte', dal: last.from, al: last.to }), closed: closedBehind(slice, last), open: listBehind(slice, { fase: 'aperte' }) }, // prettier-ignore
        )
      : [],
    charts: chartsOf(labels, figures),
    months: months.map((month, i) => monthRow(month, figures[i] ?? month.totals, slice)),
    tables,
    totals,
    percent: totals.termShare === null ? null : totals.termShare * 100,
    chosen: tables.flatMap(({ lines }) => lines).find(({ isChosen }) => isChosen)?.name ?? null,
  };
}

function tilesOf(
  now: Figures,
  before: Readonly<Record<'monthBefore' | 'yearBefore', Figures | null>>,
  lists: Readonly<Record<'received' | 'closed' | 'open', string | null>>,
): Tile[] {
  const tile = (
    code: string,
    read: (figures: Figures) => number | null,
    how: Partial<Pick<Tile, 'digits' | 'isPercent' | 'href'>> = {},
  ): Tile => ({
    ...{ code, value: read(now), digits: 0, isPercent: false, href: null },
    monthBefore: before.monthBefore && read(before.monthBefore),
    yearBefore: before.yearBefore && read(before.yearBefore),
    ...how,
  });
  return [
    tile('received', (one) => one.received, { href: lists.received }),
    tile('closed', (one) => one.closed, { href: lists.closed }),
    tile('openAtEnd', (one) => one.openAtEnd, { href: lists.open }),
    tile('firstAnswer', (one) => one.firstAnswer.medianDays, { digits: 1 }),
    tile('closure', (one) => one.closure.medianDays, { digits: 1 }),
    tile('term', (one) => percent(one), { digits: 0, isPercent: true }),
  ];
}

function chartsOf(labels: readonly string[], figures: readonly Figures[]): DashboardPage['charts'] {
  const values = (read: (one: Figures) => number | null): (number | null)[] => figures.map(read);
  const bars = (name: string, read: (one: Figures) => number) => ({ name, kind: 'bar' as const, values: values(read) }); // prettier-ignore
  const line = (name: string, read: (one: Figures) => number | null) => ({ name, kind: 'line' as const, values: values(read) }); // prettier-ignore
  return [
    { code: 'flow', digits: 0, series: [bars('received', (one) => one.received), bars('closed', (one) => one.closed)] }, // prettier-ignore
    { code: 'stock', digits: 0, series: [line('openAtEnd', (one) => one.openAtEnd)] },
    { code: 'days', digits: 1, series: [line('closureMedian', (one) => one.closure.medianDays), line('closureP90', (one) => one.closure.p90Days), line('firstAnswerMedian', (one) => one.firstAnswer.medianDays)] }, // prettier-ignore
    { code: 'term', digits: 0, series: [line('termShare', percent)] },
  ].map((one) => chartFigure(labels, one));
}

function chartFigure(
  labels: readonly string[],
  { code, digits, series }: { code: string; digits: number; series: readonly Series[] },
): ChartFigure {
  return {
    code,
    chart: timeChart(labels, series),
    legend: series.map(({ name, kind }, order) => ({ name, kind, order })),
    rows: labels.map((label, i) => ({
      label,
      cells: series.map(({ values }) => ({ value: values[i] ?? null, digits })),
    })),
  };
}

function monthRow(
  month: MonthDocument,
  figures: Figures,
  slice: Slice | null,
): DashboardPage['months'][number] {
  // prettier-ignore
  const receivedHref = listBehind(slice, { fase: 'tutte', dal: month.from, al: month.to });
  const closedHref = closedBehind(slice, month);
  return { code: month.month, figures, percent: percent(figures), receivedHref, closedHref };
}

/** The most received first; what has no value last. */
function linesOf(
  months: readonly MonthDocument[],
  dimension: Dimension,
  { slice, texts }: Pick<Given, 'slice' | 'texts'>,
): ShareLine[] {
  const [from, to] = [months[0]?.from ?? '', months.at(-1)?.to ?? ''];
  const known = new Map(
    months.flatMap((month) => month.by[dimension].map((line) => [line.code, line] as const)),
  );
  const lines = [...known.values()].map((line) => {
    const one = { dimension, code: line.code };
    return { line, one, totals: totalsOf(months.map((month) => figuresIn(month, one))) };
  });
  const most = Math.max(...lines.map(({ totals }) => totals.received), 1);
  return lines
    .sort(
      (a, b) =>
        Number(a.line.code === null) - Number(b.line.code === null) ||
        b.totals.received - a.totals.received,
    ) // prettier-ignore
    .map(({ line, one, totals }) => ({
      name: lineName(dimension, line, texts),
      slice: `${dimension}.${line.code ?? ''}`,
      isChosen: slice?.dimension === dimension && slice.code === line.code,
      totals,
      percent: totals.termShare === null ? null : totals.termShare * 100,
      width: Math.round((totals.received / most) * 1000) / 10,
      receivedHref: listBehind(one, { fase: 'tutte', dal: from, al: to }),
      closedHref: closedBehind(one, { from, to }),
      openHref: listBehind(one, { fase: 'aperte' }),
    }));
}

/** What is closed still and was closed last in these days. */
function closedBehind(
  slice: Slice | null,
  { from, to }: Readonly<Record<'from' | 'to', string>>,
): string | null {
  return listBehind(slice, { fase: 'chiuse', 'chiusa-dal': from, 'chiusa-al': to });
}

/** "ott 26": short enough to stand under a bar. */
function monthLabel(code: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { month: 'short', year: '2-digit', timeZone: 'UTC' }); // prettier-ignore
  return format.format(new Date(`${code}-01T00:00:00Z`));
}

function percent({ term }: Figures): number | null {
  return term.share === null ? null : term.share * 100;
}
