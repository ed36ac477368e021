/** Targets as a page and as a file show them, each in its unit. */
import { quantity } from '../../../shared/quantity.js';
import type { CsvRow } from '../../../statistics/csv.js';
import { unitOf } from '../../../statistics/domain/targets.js';
import type { TargetLine } from '../../../statistics/targets/targets.service.js';

export function targetRows(lines: readonly TargetLine[]) {
  return lines.map(({ indicator, target, months, year }) => ({
    indicator,
    unit: unitOf(indicator),
    isMean: indicator === 'satisfaction',
    expected: target && target.expected,
    threshold: target && target.threshold,
    owner: target?.owner ?? '',
    months,
    reached: year.value,
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
      quantity(target?.expected, unitOf(indicator)),
      quantity(target?.threshold, unitOf(indicator)),
      quantity(one.value, unitOf(indicator)),
      one.cases,
      one.standing && say(`standing.${one.standing}`),
    ]),
  );
  return [heading, ...rows];
}
