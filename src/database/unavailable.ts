/** The store cannot take this now (locked, full, failing disk): 503 with Retry-After; nothing was written. */
export class Unavailable extends Error {
  constructor(
    message: string,
    readonly retryAfterSeconds = 5,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
