/** A month beside its neighbours as its page shows it, each line in its unit. Pure. */
import { TARGET_INDICATORS, unitOf } from '../../../../statistics/domain/targets.js';
import type { ComparedLine } from '../../../../statistics/years/month-neighbours.service.js';

export function comparedRows(lines: readonly ComparedLine[]) {
  return lines.map((line) => {
    const indicator = TARGET_INDICATORS.find((one) => one === line.code);
    return { ...line, isIndicator: indicator !== undefined, unit: indicator ? unitOf(indicator) : 'count' }; // prettier-ignore
  });
}
