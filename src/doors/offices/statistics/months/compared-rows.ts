/** A month beside its neighbours as its page shows it: shares in percent. Pure. */
import { isShare, TARGET_INDICATORS } from '../../../../statistics/domain/targets.js';
import type { ComparedLine } from '../../../../statistics/years/month-neighbours.service.js';

export function comparedRows(lines: readonly ComparedLine[]) {
  return lines.map(({ code, standing, ...numbers }) => {
    const indicator = TARGET_INDICATORS.find((one) => one === code);
    const unit = indicator && isShare(indicator) ? 100 : 1;
    const shown = ([name, value]: [string, number | null]) => [name, value === null ? null : value * unit]; // prettier-ignore
    return {
      ...{ code, standing, isIndicator: indicator !== undefined, isShare: unit === 100 },
      digits: indicator === undefined ? 0 : 1,
      ...(Object.fromEntries(Object.entries(numbers).map(shown)) as typeof numbers), // the same names
    };
  });
}
