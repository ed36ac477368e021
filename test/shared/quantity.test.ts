import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quantity, readNumber, UNITS } from '../../src/shared/quantity.js';
import { csvCell } from '../../src/statistics/csv.js';
import { shownNumber } from '../../src/statistics/files/month-words.js';
import { showQuantity } from '../../src/web/views/dates.js';

describe('a number that is no count', () => {
  test('is read with one decimal, a share in percent', () => {
    expect(showQuantity({ value: 13.033113, unit: 'days' }, 'it')).toBe('13,0');
    expect(showQuantity({ value: 2 / 3, unit: 'share' }, 'it')).toBe('66,7%');
    expect(showQuantity({ value: 4.25, unit: 'score' }, 'en')).toBe('4.3');
    expect(showQuantity({ value: 5, unit: 'count' }, 'it')).toBe('5');
  });

  test('is rounded as it is written, not as the double beside it', () => {
    expect(readNumber({ value: 1.45, unit: 'days' })).toBe(1.5);
    expect(readNumber({ value: 0.0705, unit: 'share' })).toBe(7.1);
    expect(readNumber({ value: -1.45, unit: 'days' })).toBe(-1.5);
  });

  test('is the same on a page, on paper and in a CSV file', () => {
    const values = fc.double({ noNaN: true, min: 0, max: 900 });
    fc.assert(
      fc.property(values, fc.constantFrom(...UNITS), (value, unit) => {
        const page = showQuantity({ value, unit }, 'it').replace('%', '');
        expect(shownNumber(value, 'it', unit).replace('%', '').replaceAll('.', '')).toBe(page.replaceAll('.', '')); // prettier-ignore
        expect(Number(csvCell({ value, unit }, 'point'))).toBe(Number(page.replaceAll('.', '').replace(',', '.'))); // prettier-ignore
      }),
    );
  });

  test('is nothing where there is no case', () => {
    expect([quantity(null, 'days'), quantity(undefined, 'share')]).toEqual([null, null]);
    expect(csvCell(null)).toBe('');
    expect(quantity(0, 'share')).toEqual({ value: 0, unit: 'share' });
  });
});
