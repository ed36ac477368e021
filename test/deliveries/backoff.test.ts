import { describe, expect, test } from '@jest/globals';
import { nextWaitMs } from '../../src/deliveries/domain/backoff.js';
import { retryAfterMs } from '../../src/deliveries/domain/retry-after.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const wait = (channel: 'email' | 'webhook', attempts: number, random = 0.5) =>
  nextWaitMs({ channel, attempts, random, retryAfterMs: null });

describe('the schedule of retries', () => {
  test('mail waits 1, 5, 15, 30 minutes, 1, 2, 4 hours, then 6 hours, and gives up within three days', () => {
    const waits: number[] = [];
    for (let n = 1; ; n++) {
      const next = wait('email', n);
      if (next === null) break;
      waits.push(next);
    }
    expect(waits.slice(0, 8)).toEqual(
      [1, 5, 15, 30, 60, 120, 240, 360].map((minutes) => minutes * MINUTE),
    );
    expect(new Set(waits.slice(7))).toEqual(new Set([6 * HOUR]));
    const total = waits.reduce((sum, ms) => sum + ms, 0);
    expect(total).toBeLessThanOrEqual(72 * HOUR);
    expect(total).toBeGreaterThan(66 * HOUR);
  });

  test('a webhook is tried ten times: after 5 s, 5 and 30 minutes, 2, 5, 10, 14, 20, 24 hours', () => {
    const hours = [2, 5, 10, 14, 20, 24].map((h) => h * HOUR);
    for (const [i, planned] of [5_000, 5 * MINUTE, 30 * MINUTE, ...hours].entries())
      for (const random of [0, 0.5, 0.999_999]) {
        const share = (wait('webhook', i + 1, random) ?? 0) / planned;
        expect(share).toBeGreaterThanOrEqual(0.8);
        expect(share).toBeLessThanOrEqual(1.2);
      }
    expect(wait('webhook', 10)).toBeNull();
  });

  test('the fourth failure comes within 35 minutes of the first, however unlucky: people are told in time', () => {
    const attemptMs = 15_000; // each may hang so long
    const latest = [1, 2, 3].map((n) => wait('webhook', n, 0.999_999) ?? 0);
    const total = latest.reduce((sum, ms) => sum + ms + attemptMs, 0);
    expect(total).toBeLessThan(35 * MINUTE);
  });

  test('jitter moves a wait by a fifth at most', () => {
    expect(wait('email', 2, 0)).toBe(4 * MINUTE);
    expect(wait('email', 2, 0.999_999_9)).toBe(6 * MINUTE);
  });

  test('Retry-After counts between once and twice the planned wait', () => {
    const asked = (ms: number) => nextWaitMs({ ...failure(2), retryAfterMs: ms });
    expect(asked(1_000)).toBe(5 * MINUTE);
    expect(asked(7 * MINUTE)).toBe(7 * MINUTE);
    expect(asked(24 * HOUR)).toBe(10 * MINUTE);
  });

  test('Retry-After is read as seconds or as a date; anything else says nothing', () => {
    const now = new Date('2026-11-20T10:00:00Z');
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs('Fri, 20 Nov 2026 10:05:00 GMT', now)).toBe(5 * MINUTE);
    expect(retryAfterMs('Fri, 20 Nov 2026 09:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs('-5', now) ?? 0).toBeGreaterThanOrEqual(0);
    expect(retryAfterMs(undefined, now)).toBeNull();
  });
});

function failure(attempts: number) {
  return { channel: 'webhook' as const, attempts, random: 0.5, retryAfterMs: null };
}
