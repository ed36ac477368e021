/**
 * What the driver said of a statement, with the statement: where nobody waited for the answer no stack leads to it. Of the values it knows none,
 * they may be somebody's.
 */
export class FailedStatement extends Error {
  constructor(
    readonly driverError: unknown,
    text: string,
  ) {
    const said = driverError instanceof Error ? driverError.message : String(driverError);
    super(`${said} (${text.replace(/\s+/g, ' ').slice(0, 300)})`, { cause: driverError });
  }
}
