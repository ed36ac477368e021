/**
 * An expected "no": returned, never thrown. `code` is a key under `refusals.` in the language files, so that the
 * same refusal is a sentence on a page and a `code` in the API; `errors` tie a sentence to a field.
 */
export const REFUSAL_CODES = [
  'not-found', // absent and forbidden look the same: 404
  'not-allowed', // visible, but not yours to do: 403
  'stale-version', // somebody was faster: 409, `data.current` holds the present version and state
  'not-possible-now', // the action does not start from this state, or a guard holds it: 422
  'invalid', // field errors: 422 (API: 400 where the body is malformed)
  'key-reused', // same Idempotency-Key, other body: 422
  'key-running', // same Idempotency-Key, first call still running: 409
  'too-many', // rate limit: 429
  'stopped', // a category or an answer stops the filing (emergency notice): 422
  'unavailable', // try again in a moment: 503
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** `code` is a key under `errors.` in the language files; `data` fills its blanks. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly data?: Record<string, string | number>;
}

export class Refusal {
  constructor(
    readonly code: RefusalCode,
    /** A finer reason: key under `reasons.` in the language files (for instance `tasks-open`). */
    readonly reason?: string,
    readonly errors: readonly FieldError[] = [],
    readonly data: Record<string, unknown> = {},
  ) {}

  static fields(errors: readonly FieldError[]): Refusal {
    return new Refusal('invalid', undefined, errors);
  }
}

export function isRefusal(value: unknown): value is Refusal {
  return value instanceof Refusal;
}
