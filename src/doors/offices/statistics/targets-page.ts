/** Targets as a page and as a file show them: shares in percent. */
import type { CsvRow } from '../../../statistics/csv.js';
import { isShare, type TargetIndicator } from '../../../statistics/domain/targets.js';
import type { TargetLine } from '../../../statistics/targets/targets.service.js';

export function targetRows(lines: readonly TargetLine[]) {
  return lines.map(({ indicator, target, months, year }) => ({
    indicator,
    isShare: isShare(indicator),
    isMean: indicator === 'satisfaction',
    expected: target && inUnits(indicator, target.expected),
    threshold: target && inUnits(indicator, target.threshold),
    owner: target?.owner ?? '',
    months: months.map((month) => ({ ...month, shown: inUnits(indicator, month.value), isShare: isShare(indicator) })), // prettier-ignore
    reached: inUnits(indicator, year.value),
    cases: year.cases,
    standing: year.standing,
  }));
}

/** A row for each indicator and month, then the year; `say` knows `targets:<key>`. */
export function targetTable(lines: readonly TargetLine[], say: (key: string) => string): CsvRow[] {
  const heading = ['indicator', 'owner', 'period', 'expected', 'threshold', 'reached', 'cases', 'standing'].map((code) => say(`columns.${code}`)); // prettier-ignore
  const rows = lines.flatMap(({ indicator, target, months, year }) =>
    [...months, { ...year, month: say('wholeYear') }].map((one) => [
      say(`indicators.${indicator}`),
      target?.owner,
      one.month,
      target && inUnits(indicator, target.expected),
      target && inUnits(indicator, target.threshold),
      inUnits(indicator, one.value),
      one.cases,
      one.standing && say(`standing.${one.standing}`),
    ]),
  );
  return [heading, ...rows];
}

function inUnits(indicator: TargetIndicator, value: number | null): number | null {
  return value !== null && isShare(indicator) ? value * 100 : value;
}
