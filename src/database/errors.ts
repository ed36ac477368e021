/** What a driver's error means, told apart once for both databases. */
interface DriverError {
  code?: string;
  constraint?: string;
  table?: string;
  message?: string;
  driverError?: DriverError;
}

/** True for a broken UNIQUE; with `hint`, only where the name of the constraint, index, column or table contains it. */
export function isUniqueViolation(error: unknown, hint = ''): boolean {
  const cause = driverError(error);
  const broken =
    cause.code === '23505' || /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(cause.code ?? '');
  return (
    broken && `${cause.constraint ?? ''} ${cause.table ?? ''} ${cause.message ?? ''}`.includes(hint)
  );
}

/** The database is held by somebody else: try again. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(driverError(error).code ?? '');
}

/** Two transactions crossed: the whole transaction may be tried again (PostgreSQL 40001, 40P01). */
export function isSerializationFailure(error: unknown): boolean {
  return ['40001', '40P01'].includes(driverError(error).code ?? '');
}

/** Refused only because an earlier statement of the same transaction had failed (PostgreSQL). */
export function isFollowUp(error: unknown): boolean {
  return driverError(error).code === '25P02';
}

/** The disk refused, is full, or the server is not there. */
export function isStorageFailure(error: unknown): boolean {
  const code = driverError(error).code ?? '';
  return (
    /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(code) ||
    /^(53\d{3}|57P0[123]|08\d{3}|58\d{3}|55P03|57014)$/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code)
  );
}

function driverError(error: unknown): DriverError {
  const outer = (error ?? {}) as DriverError; // drivers throw plain objects of this shape
  return outer.driverError ?? outer;
}
