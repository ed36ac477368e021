/** A month whose numbers do not add up is not published: `faults` are the places, as `domain/month-check.ts` names them. */
export class UnsoundMonth extends Error {
  constructor(
    readonly month: string,
    readonly faults: readonly string[],
  ) {
    super(`the month ${month} does not add up: ${faults.slice(0, 5).join(', ')}`);
  }
}
