import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  parseTicketNumber,
  ticketNumber,
} from '../../../src/requests/filing/domain/ticket-number.js';
import {
  barePassword,
  newTicketPassword,
} from '../../../src/requests/filing/domain/ticket-password.js';

describe('ticket numbers', () => {
  test('the check character is the Crockford symbol of (year·10⁶ + number) mod 31', () => {
    expect(ticketNumber(2026, 4217)).toBe('2026-004217-Q');
    expect((2026 * 1_000_000 + 4217) % 31).toBe(23);
  });

  test('case, spaces and hyphens do not matter to who types one', () => {
    expect(parseTicketNumber(' 2026 004217 q')).toBe('2026-004217-Q');
  });

  test('one wrong digit is always noticed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 9 }),
        (number, at, by) => {
          const good = ticketNumber(2026, number).replace(/-/g, '');
          const wrong = `${good.slice(0, at)}${(Number(good[at]) + by) % 10}${good.slice(at + 1)}`;
          return parseTicketNumber(wrong) === null;
        },
      ),
    );
  });

  test('anything that is no ticket number is null, never an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const parsed = parseTicketNumber(typed);
        return parsed === null || /^\d{4}-\d{6}-[0-9A-Z]$/.test(parsed);
      }),
    );
  });
});

describe('ticket passwords', () => {
  test('are three groups of four Crockford characters, never twice the same', () => {
    const made = new Set(Array.from({ length: 1_000 }, newTicketPassword));
    expect(made.size).toBe(1_000);
    for (const password of made)
      expect(password).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  });

  test('are read as people write them: O is 0, I and L are 1, case and hyphens do not matter', () => {
    expect(barePassword('oIl1-abcd 2345')).toBe('0111ABCD2345');
  });
});
