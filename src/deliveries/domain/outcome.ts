/**
 * What an attempt came to, read from the other side's answer.
 *
 * - `sent`: accepted. `failed`: this message will never be accepted. `retry`: perhaps later.
 * - `hold`: the fault is ours (our mail settings are refused), so no attempt is burned.
 * - `endpoint-gone`: the receiver wants nothing any more (HTTP 410).
 */
import { retryAfterMs } from './retry-after.js';

export type Outcome =
  | { readonly kind: 'sent' | 'failed' | 'hold' | 'endpoint-gone'; readonly detail: string }
  | { readonly kind: 'retry'; readonly detail: string; readonly retryAfterMs: number | null };

/** What the mail library reports of a failure. */
export interface SmtpFailure {
  readonly code?: string | undefined;
  /** Node's own word where the library has another: `ERR_SSL_…`, `CERT_HAS_EXPIRED`. */
  readonly originalCode?: string | undefined;
  readonly responseCode?: number | undefined;
  /** The command that was answered: `RCPT TO`, `DATA`, `AUTH PLAIN`, … */
  readonly command?: string | undefined;
}

const ABOUT_US = [530, 534, 535, 538];
const ABOUT_TLS = /^(ERR_SSL|ERR_TLS|EPROTO)|CERT|SELF_SIGNED|UNABLE_TO_/;
const MAILBOX_FULL = 552; // RFC 5321 §4.5.3.1.10: after RCPT, to be read as 452

/** Permanent only where the server refuses this recipient or this message; a server that refuses us is tried again. */
export function smtpOutcome(failure: SmtpFailure): Outcome {
  const { code, originalCode = '', responseCode, command = '' } = failure;
  const detail =
    [responseCode, originalCode || code, command].filter(Boolean).join(' ') || 'no answer';
  if (
    code === 'EAUTH' ||
    code === 'ETLS' ||
    ABOUT_TLS.test(originalCode) ||
    ABOUT_US.includes(responseCode ?? 0)
  )
    return { kind: 'hold', detail };
  const isAboutLetter = /^(RCPT TO|DATA)/.test(command);
  const isPermanent = (responseCode ?? 0) >= 500 && responseCode !== MAILBOX_FULL;
  if (isAboutLetter && isPermanent) return { kind: 'failed', detail };
  return { kind: 'retry', detail, retryAfterMs: null };
}

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly now: Date;
}

/** Only 2xx is accepted; a redirect is a failure like any other; `Retry-After` counts for 429 and 503. */
export function httpOutcome({ status, retryAfter, now }: HttpAnswer): Outcome {
  const detail = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'sent', detail };
  if (status === 410) return { kind: 'endpoint-gone', detail };
  const asksToWait = status === 429 || status === 503;
  return {
    kind: 'retry',
    detail,
    retryAfterMs: asksToWait ? retryAfterMs(retryAfter, now) : null,
  };
}
