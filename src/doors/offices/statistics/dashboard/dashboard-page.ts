/** What `offices/statistics/dashboard` shows, out of twelve months and the same months a year before. Pure. */
import { shortMonth } from '../../../../shared/month-in-words.js';
import type { Unit } from '../../../../shared/quantity.js';
import { DIMENSIONS, type Dimension, type Figures } from '../../../../statistics/domain/figures.js';
import { type Breakdown, periodsIn } from '../../../../statistics/domain/breakdown.js';
import { type MonthDocument, tells } from '../../../../statistics/domain/month-document.js';
import {
  type PeriodTotals,
  type Slice,
  movedSince,
  sliceText,
  totalsOf,
} from '../../../../statistics/domain/period.js';
import type { Reached } from '../../../../statistics/domain/targets.js';
import type { StatisticsTexts } from '../../../../statistics/texts.js';
import { everyList } from '../list-behind.js';
import { type ChartFigure, chartsOf } from './dashboard-charts.js';
import { type ShareLine, shareLines, type ShareTable, shareTable } from './share-lines.js';

export interface Tile {
  readonly code: string;
  /** What its list has: the cases that the value is made of. */
  readonly cases: number;
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

type Lists = ReturnType<typeof everyList>;

export interface DashboardPage {
  readonly tiles: readonly (Tile & { readonly expected: Expected[string] | null })[];
  readonly charts: readonly ChartFigure[];
  readonly months: readonly MonthRow[];
  /** Every value that the page can be narrowed to. */
  readonly options: readonly { readonly code: Dimension; readonly lines: readonly Pick<ShareLine, 'slice' | 'name'>[] }[]; // prettier-ignore
  /** `isTold`: every month counted it. */
  readonly tables: readonly (ShareTable & { readonly isTold: boolean })[];
  readonly totals: PeriodTotals;
  /** What of `months` adds up beside the totals. */
  readonly sums: Pick<MonthRow, 'began' | 'moved'> & { readonly withdrawn: number };
  /** Behind the sums of the whole period. */
  readonly totalLists: Lists;
  /** Names of the slices; empty for the whole town. */
  readonly chosen: string;
}

interface MonthRow {
  readonly code: string;
  readonly figures: Figures;
  /** What the month before ended with, and what came to the line since from other lines, less what left it. */
  readonly began: number;
  readonly moved: number;
  readonly lists: Lists;
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
  /** Only of the whole town: what came on line is no figure of a part. */
  readonly online: Tile | null;
  readonly texts: StatisticsTexts;
}

/** What the council expects of the year, by the indicator that a tile shows; only of the whole town. */
export type Expected = Readonly<
  Record<string, { readonly value: number; readonly standing: Reached | null } | undefined>
>;

export function dashboardPage(given: Given): DashboardPage {
  const { months, figures, yearBefore, by, slices, isRunning, expected, online, texts } = given;
  const before = [yearBefore, ...figures]; // of twelve months, the month before the first is that of a year before the last
  const labels = months.map(({ month }) => shortMonth(month, texts.language));
  const last = months.at(-1);
  const days = { from: months[0]?.from ?? '', to: last?.to ?? '', isRunning };
  const laid = { days, slices, texts };
  const options = DIMENSIONS.map((code) => ({ code, lines: shareLines(code, periodsIn(months, code), laid) })); // prettier-ignore
  const isTold = (code: Dimension): boolean => slices.length > 0 || months.every((month) => tells(month, code)); // prettier-ignore
  const totals = totalsOf(figures);
  const rows = months.map((month, i) => {
    const own = figures[i] ?? month.totals;
    const span = { from: month.from, to: month.to, isRunning: isRunning && month === last };
    return { code: month.month, figures: own, ...sinceBefore(before[i], own), lists: everyList(slices, span) }; // prettier-ignore
  });
  return {
    tiles: last
      ? [
          ...tilesOf(
            figures.at(-1) ?? last.totals,
            { monthBefore: figures.at(-2) ?? null, yearBefore },
            everyList(slices, { from: last.from, to: last.to, isRunning }),
          ),
          ...(online ? [online] : []),
        ].map((tile) => ({ ...tile, expected: expected[tile.code] ?? null }))
      : [],
    charts: chartsOf(labels, figures),
    months: rows,
    options,
    tables: DIMENSIONS.map((code) => ({ ...shareTable(code, by[code], laid), isTold: isTold(code) })), // prettier-ignore
    totals,
    sums: sumsOf(rows),
    totalLists: everyList(slices, days),
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
    how: Partial<Pick<Tile, 'unit' | 'answers' | 'href' | 'working' | 'cases'>> = {},
  ): Tile => ({
    ...{
      code,
      value: read(now),
      cases: read(now) ?? 0,
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
    tile('firstAnswer', (one) => one.firstAnswer.medianDays, { unit: 'days', working: now.firstAnswerWorking?.medianDays ?? null, cases: now.firstAnswer.cases, href: lists.firstAnswer }), // prettier-ignore
    tile('closure', (one) => one.closure.medianDays, { unit: 'days', working: now.closureWorking?.medianDays ?? null, cases: now.closure.cases, href: lists.closure }), // prettier-ignore
    tile('term', (one) => one.term.share, { unit: 'share', cases: now.term.within, href: lists.term }), // prettier-ignore
    tile('satisfaction', (one) => one.satisfaction?.mean ?? null, {
      unit: 'score',
      cases: answersIn(now),
      href: lists.satisfaction,
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

/** Where nothing was counted before, the line begins with what it began with. */
function sinceBefore(
  before: Figures | null | undefined,
  now: Figures,
): Pick<MonthRow, 'began' | 'moved'> {
  // prettier-ignore
  return before
    ? { began: before.openAtEnd, moved: movedSince(before, now) }
    : { began: now.openAtStart, moved: 0 };
}

function sumsOf(rows: readonly MonthRow[]): DashboardPage['sums'] {
  const sum = (read: (row: MonthRow) => number): number =>
    rows.reduce((all, row) => all + read(row), 0);
  return {
    began: rows[0]?.began ?? 0,
    moved: sum(({ moved }) => moved),
    withdrawn: sum(({ figures }) => figures.withdrawn),
  };
}
