import { HttpException } from '@nestjs/common';
import type { FieldError } from '../../shared/refusal.js';
import { REFUSAL_CODES, Refusal, type RefusalCode } from '../../shared/refusal.js';
import { Refused } from './refused.js';

/** What went wrong, as far as the caller may know. */
export type Fault =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly code: string;
      readonly errors: readonly FieldError[];
    }
  | { readonly kind: 'broken' };

const CODES: Readonly<Record<number, string>> = {
  400: 'bad-request',
  401: 'sign-in-required',
  403: 'not-allowed',
  404: 'not-found',
  405: 'not-allowed-method',
  406: 'not-acceptable',
  408: 'too-slow',
  409: 'conflict',
  410: 'gone',
  413: 'too-large',
  415: 'unsupported-media-type',
  421: 'unknown-host',
  422: 'invalid',
  429: 'too-many',
};

/** Tells what an error is. An error that nobody foresaw is `broken`, whatever it says. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Refused) return { kind: 'refused', refusal: error.refusal };
  const wait = waitOf(error);
  if (wait !== undefined)
    return {
      kind: 'refused',
      refusal: new Refusal('unavailable', undefined, [], { retryAfterSeconds: wait }),
    };
  if (!(error instanceof HttpException) || error.getStatus() >= 500) return { kind: 'broken' };
  const told = detailsOf(error);
  if (isRefusalCode(told.code))
    return {
      kind: 'refused',
      refusal: new Refusal(told.code, undefined, told.errors, told.data),
    };
  const status = error.getStatus();
  const code = told.code ?? CODES[status] ?? 'bad-request';
  return { kind: 'http', status, code, errors: told.errors };
}

/** `Unavailable` of the database floor, beside this one: known by its `retryAfterSeconds`. */
function waitOf(error: unknown): number | undefined {
  const isOne = error instanceof Error && 'retryAfterSeconds' in error;
  return isOne && typeof error.retryAfterSeconds === 'number' ? error.retryAfterSeconds : undefined;
}

interface Details {
  readonly code?: string;
  readonly data?: Record<string, unknown>;
  readonly errors: readonly FieldError[];
}

function detailsOf(error: HttpException): Details {
  const body = error.getResponse();
  if (typeof body !== 'object') return { errors: [] };
  const { code, data, errors } = body as Partial<Details>; // thrown by our guards and doors
  return {
    ...(typeof code === 'string' && { code }),
    ...(typeof data === 'object' && { data }),
    errors: Array.isArray(errors) ? errors : [],
  };
}

function isRefusalCode(code: string | undefined): code is RefusalCode {
  return (REFUSAL_CODES as readonly string[]).includes(code ?? '');
}
