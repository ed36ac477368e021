import { assertNever } from '../shared/assert-never.js';
import { inLanguage, type Language, type LocalizedText } from '../shared/localized-text.js';
import type { FieldError, Refusal } from '../shared/refusal.js';
import type { Languages } from './languages.js';

/** RFC 9457, with our `code`, the fields' errors and the correlation id (CONTRACT.md). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** Finer than `code`, for instance `tasks-open`. */
  readonly reason?: string;
  readonly detail: string;
  readonly errors?: readonly { field: string; code: string; message: string }[];
  readonly requestId: string;
  readonly current?: unknown;
}

export const PROBLEM_TYPE = 'application/problem+json';
const RETRY_AFTER_SECONDS = 60;

/** The HTTP status of an expected "no". */
export function statusOf({ code }: Refusal): number {
  switch (code) {
    case 'not-found':
      return 404;
    case 'not-allowed':
      return 403;
    case 'stale-version':
    case 'key-running':
      return 409;
    case 'not-possible-now':
    case 'invalid':
    case 'key-reused':
    case 'stopped':
      return 422;
    case 'too-many':
      return 429;
    case 'unavailable':
      return 503;
    default:
      return assertNever(code);
  }
}

/** The sentence of a refusal: the finer reason where there is one, and its variant (`data.variant`) where more is known. */
export function refusalSentence(
  refusal: Refusal,
  language: Language,
  languages: Languages,
): string {
  const key = refusal.reason && `refusals:reasons.${refusal.reason}`;
  const blanks = sentenceBlanks(refusal, language);
  const finer = key && `${key}-${String(refusal.data['variant'])}`;
  if (finer && languages.has(finer)) return languages.translate(language, finer, blanks);
  if (key && languages.has(key)) return languages.translate(language, key, blanks);
  return languages.translate(language, `refusals:${refusal.code}`, blanks);
}

export function errorSentence(error: FieldError, language: Language, languages: Languages): string {
  return languages.translate(language, `errors:${error.code}`, error.data ?? {});
}

/** The refusal for a program. Of its data only `current` goes out: the rest may hold what this viewer must not see. */
export function problemOf(
  refusal: Refusal,
  asked: { language: Language; languages: Languages; requestId: string },
): Problem {
  const { language, languages, requestId } = asked;
  const status = statusOf(refusal);
  const errors = refusal.errors.map((error) => ({
    field: error.field,
    code: error.code,
    message: errorSentence(error, language, languages),
  }));
  return {
    type: 'about:blank',
    title: languages.translate(language, `frame:problems.titles.${refusal.code}`),
    status,
    code: refusal.code,
    ...(refusal.reason !== undefined && { reason: refusal.reason }),
    detail: refusalSentence(refusal, language, languages),
    ...(errors.length > 0 && { errors }),
    requestId,
    ...(refusal.data['current'] !== undefined && { current: refusal.data['current'] }),
  };
}

export function retryAfterSeconds(refusal: Refusal): number | undefined {
  if (refusal.code !== 'too-many' && refusal.code !== 'unavailable') return undefined;
  const given = refusal.data['retryAfterSeconds'];
  return typeof given === 'number' ? Math.max(1, Math.ceil(given)) : RETRY_AFTER_SECONDS;
}

/** What the council wrote in several languages is told in the reader's. */
function sentenceBlanks(refusal: Refusal, language: Language): Record<string, unknown> {
  const seconds = retryAfterSeconds(refusal);
  const inTheirs = ([name, value]: [string, unknown]) =>
    [name, isText(value) ? inLanguage(value, language) : value] as const;
  return {
    ...Object.fromEntries(Object.entries(refusal.data).map(inTheirs)),
    minutes: Math.max(1, Math.ceil((seconds ?? 0) / 60)),
  };
}

function isText(value: unknown): value is LocalizedText {
  return typeof value === 'object' && value !== null && 'it' in value;
}
