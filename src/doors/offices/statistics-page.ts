import { DEFINITIONS } from '../../statistics/domain/definitions.js';
import { DIMENSIONS, type Figures } from '../../statistics/domain/figures.js';
import { type Month, monthsUpTo } from '../../statistics/domain/month.js';
import type { MonthFlow, MonthLine, MonthReport } from '../../statistics/month.service.js';
import { nameOf, type StatisticsTexts } from '../../statistics/texts.js';
import { type FlowChart, flowChart } from './statistics-chart.js';

interface PageLine {
  readonly name: string;
  readonly figures: Figures;
  /** 0 to 100; null without cases. */
  readonly percent: number | null;
}

/** What `offices/statistics` shows. */
export interface StatisticsPage {
  readonly month: Month;
  /** In words: "settembre 2026". */
  readonly monthName: string;
  readonly computedAt: Date;
  readonly isRunning: boolean;
  readonly previous: string;
  readonly following: string | null;
  readonly town: PageLine;
  readonly tables: readonly { readonly code: string; readonly lines: readonly PageLine[] }[];
  readonly flow: readonly MonthFlow[];
  readonly chart: FlowChart;
  readonly definitions: readonly string[];
}

/** The page of a month; `flow` ends with that month, `today` is the civil date. */
export function statisticsPage(
  report: MonthReport,
  { flow, today, texts }: { flow: readonly MonthFlow[]; today: string; texts: StatisticsTexts },
): StatisticsPage {
  const { month } = report;
  const isRunning = month.code === today.slice(0, 7);
  return {
    month,
    monthName: inWords(month, texts.language),
    computedAt: report.computedAt,
    isRunning,
    previous: monthsUpTo(month, 2)[0]?.code ?? month.code,
    following: isRunning ? null : month.next.slice(0, 7),
    town: pageLine(texts.say('town.all'), report.totals),
    tables: DIMENSIONS.map((code) => ({
      code,
      lines: sorted(report.by[code], (line) => nameOf(code, line.value, texts), texts.language),
    })),
    flow,
    chart: flowChart(flow),
    definitions: DEFINITIONS,
  };
}

function inWords({ first }: Month, language: string): string {
  const format = new Intl.DateTimeFormat(language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(first));
}

/** By name as the reader's language sorts it, what has no value last. */
function sorted(
  lines: readonly MonthLine[],
  nameFor: (line: MonthLine) => string,
  language: string,
): PageLine[] {
  const order = new Intl.Collator(language).compare;
  return lines
    .map((line) => ({ isLast: line.value === null, line: pageLine(nameFor(line), line.figures) }))
    .sort((a, b) => Number(a.isLast) - Number(b.isLast) || order(a.line.name, b.line.name))
    .map(({ line }) => line);
}

function pageLine(name: string, figures: Figures): PageLine {
  const { share } = figures.term;
  return { name, figures, percent: share === null ? null : share * 100 };
}
