import { describe, expect, test } from '@jest/globals';
import { showDueDay } from '../../src/web/views/dates.js';

describe('when something is due', () => {
  test.each([
    ['2026-11-24T23:00:00.000Z', '24 novembre 2026', '24/11/2026', '24 November 2026'],
    ['2026-06-24T22:00:00.000Z', '24 giugno 2026', '24/06/2026', '24 June 2026'],
    ['2026-10-24T22:00:00.000Z', '24 ottobre 2026', '24/10/2026', '24 October 2026'],
    ['2026-11-24T19:45:50.606Z', '24 novembre 2026 alle ore 20:45', '24/11/2026, 20:45', '24 November 2026 at 20:45'], // prettier-ignore
    ['2026-10-25T16:00:00.000Z', '25 ottobre 2026 alle ore 17:00', '25/10/2026, 17:00', '25 October 2026 at 17:00'], // prettier-ignore
    ['2026-11-24T23:00:30.000Z', '25 novembre 2026 alle ore 00:00', '25/11/2026, 00:00', '25 November 2026 at 00:00'], // prettier-ignore
  ])(
    'a day that ends at 24:00 is its day, an hour is said with its day: %s',
    (dueAt, long, short, english) => {
      expect(showDueDay(dueAt, 'it', 'long')).toBe(long);
      expect(showDueDay(new Date(dueAt), 'it', 'short')).toBe(short);
      expect(showDueDay(dueAt, 'en', 'long')).toBe(english);
    },
  );
});
