import { describe, expect, test } from '@jest/globals';
import { httpOutcome, smtpOutcome } from '../../src/deliveries/domain/outcome.js';
import { verdictOn } from '../../src/deliveries/domain/verdict.js';

const HOUR = 60 * 60 * 1_000;
const now = new Date('2026-11-20T10:00:00Z');

describe('what a mail server says', () => {
  test.each([
    [{ responseCode: 550, command: 'RCPT TO' }, 'failed'],
    [{ responseCode: 554, command: 'DATA' }, 'failed'],
    [{ responseCode: 450, command: 'RCPT TO' }, 'retry'],
    [{ responseCode: 452, command: 'RCPT TO' }, 'retry'],
    [{ responseCode: 552, command: 'RCPT TO' }, 'retry'], // mailbox full
    [{ responseCode: 421, command: 'CONN' }, 'retry'],
    [{ responseCode: 554, command: 'CONN' }, 'retry'], // refuses us, not this letter
    [{ responseCode: 550, command: 'MAIL FROM' }, 'retry'],
    [{ code: 'ECONNECTION' }, 'retry'],
    [{ code: 'ETIMEDOUT', command: 'CONN' }, 'retry'],
    [{ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'hold'],
    [{ code: 'ETLS' }, 'hold'],
    [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT', command: 'CONN' }, 'hold'],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED', command: 'CONN' }, 'hold'],
    [{ code: 'ESOCKET', originalCode: 'ECONNRESET', command: 'DATA' }, 'retry'],
    [{}, 'retry'],
  ])('%j is %s', (failure, kind) => {
    expect(smtpOutcome(failure).kind).toBe(kind);
  });
});

describe('what a receiver says', () => {
  test.each([
    [200, 'sent'],
    [204, 'sent'],
    [301, 'retry'],
    [307, 'retry'],
    [400, 'retry'],
    [404, 'retry'],
    [410, 'endpoint-gone'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ])('%i is %s', (status, kind) => {
    expect(httpOutcome({ status, retryAfter: undefined, now }).kind).toBe(kind);
  });

  test('Retry-After is heard at 429 and 503 only', () => {
    const heard = (status: number) => httpOutcome({ status, retryAfter: '60', now });
    expect(heard(429)).toMatchObject({ retryAfterMs: 60_000 });
    expect(heard(503)).toMatchObject({ retryAfterMs: 60_000 });
    expect(heard(500)).toMatchObject({ retryAfterMs: null });
  });
});

describe('what follows', () => {
  const base = { channel: 'webhook' as const, attempts: 1, failingSince: null, now, random: 0.5 };
  const retry = { kind: 'retry' as const, detail: 'HTTP 500', retryAfterMs: null };

  test('accepted is done, and the endpoint is well', () => {
    const verdict = verdictOn({ kind: 'sent', detail: '' }, base);
    expect(verdict).toMatchObject({ state: 'done', nextAt: null, endpoint: 'well' });
  });

  test('a failure is tried again later, until its schedule is used up', () => {
    expect(verdictOn(retry, base)).toMatchObject({ state: 'pending', endpoint: 'failing' });
    expect(verdictOn(retry, { ...base, attempts: 10 })).toMatchObject({ state: 'dead' });
    expect(verdictOn(retry, { ...base, channel: 'email', attempts: 18 }).state).toBe('dead');
  });

  test('people are told by mail from the fourth failure of a webhook on, never of a mail', () => {
    const told = (attempts: number, channel: 'email' | 'webhook' = 'webhook') =>
      verdictOn(retry, { ...base, channel, attempts }).mailInstead;
    expect([1, 2, 3, 4, 10].map((n) => told(n))).toEqual([
      ...['no', 'no', 'no', 'with-followers', 'with-followers'],
    ]);
    expect(told(5, 'email')).toBe('no');
  });

  test('an endpoint that asks to come back so late that 35 minutes would pass does not keep people waiting', () => {
    const failingSince = new Date(now.getTime() - 6 * 60_000);
    const asked = (minutes: number) =>
      verdictOn(
        { ...retry, retryAfterMs: minutes * 60_000 },
        { ...base, attempts: 3, failingSince },
      ).mailInstead;
    expect(asked(55)).toBe('with-followers');
    expect(verdictOn(retry, { ...base, attempts: 3, failingSince }).mailInstead).toBe('no');
  });

  test('after 120 hours of failures only, the endpoint is switched off', () => {
    const since = (hours: number) => new Date(now.getTime() - hours * HOUR);
    const endpoint = (hours: number) =>
      verdictOn(retry, { ...base, failingSince: since(hours) }).endpoint;
    expect(endpoint(119)).toBe('failing');
    expect(endpoint(120)).toBe('disable');
  });

  test('410 ends the message and the endpoint, and people are told', () => {
    const verdict = verdictOn({ kind: 'endpoint-gone', detail: '' }, base);
    expect(verdict).toMatchObject({ state: 'dead', endpoint: 'disable', mailInstead: 'this' });
  });

  test('while our own mail settings are refused, no attempt is burned', () => {
    const verdict = verdictOn({ kind: 'hold', detail: '535' }, { ...base, channel: 'email' });
    expect(verdict).toMatchObject({ state: 'pending', burnsAttempt: false });
  });
});
