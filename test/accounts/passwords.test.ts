import { describe, expect, test } from '@jest/globals';
import { Passwords } from '../../src/accounts/passwords/passwords.service.js';
import { Unavailable } from '../../src/database/unavailable.js';

describe('hashing passwords', () => {
  test('the right password opens, another one and an absent account do not', async () => {
    const passwords = new Passwords();
    const stored = await passwords.hash('quattro gatti sul molo');
    expect(await passwords.verify(stored, 'quattro gatti sul molo')).toBe(true);
    expect(await passwords.verify(stored, 'quattro gatti sul mol')).toBe(false);
    expect(await passwords.verify(null, 'quattro gatti sul molo')).toBe(false);
  });

  test('a password is never cut: a longer one with the same beginning does not open', async () => {
    const passwords = new Passwords();
    const long = 'a'.repeat(256);
    const stored = await passwords.hash(long);
    expect(await passwords.verify(stored, long)).toBe(true);
    expect(await passwords.verify(stored, `${long}b`)).toBe(false);
  });

  test('of a flood, two run and fifty wait; the rest are told to come back', async () => {
    const passwords = new Passwords();
    const flood = await Promise.allSettled(
      Array.from({ length: 80 }, () => passwords.verify(null, 'x')),
    );
    const turnedAway = flood.filter(({ status }) => status === 'rejected');
    expect(turnedAway.length).toBeGreaterThanOrEqual(28);
    for (const one of turnedAway)
      expect((one as PromiseRejectedResult).reason).toBeInstanceOf(Unavailable);
    expect(await passwords.verify(null, 'x')).toBe(false);
  });
});
