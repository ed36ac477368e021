/** The charts of a year, each with its table. Pure. */
import { isPercent, type Unit } from '../../../../shared/quantity.js';
import type { Figures } from '../../../../statistics/domain/figures.js';
import { type Series, type TimeChart, timeChart } from '../charts/time-chart.js';

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

/** One label and one set of figures a month. */
export function chartsOf(labels: readonly string[], figures: readonly Figures[]): ChartFigure[] {
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

/** The axis counts to a hundred. */
function inPercent({ values, ...series }: Series): Series {
  return { ...series, values: values.map((value) => (value === null ? null : value * 100)) };
}
