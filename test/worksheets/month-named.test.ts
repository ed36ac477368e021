import { expect, test } from '@jest/globals';
import { monthNamed } from '../../src/worksheets/domain/month-named.js';

test.each([
  ['Tabulato 2026-10', '2026-10'],
  ['consuntivo_202610.csv', '2026-10'],
  ['Lavori 9/2026', '2026-09'],
  ['Riepilogo OTTOBRE 2026', '2026-10'],
  ['sett. 2026', '2026-09'],
  ['Rif. 120260104', null],
  ['Tabulato del mese', null],
])('“%s” names %s', (text, month) => {
  expect(monthNamed([text])).toBe(month);
});

test('the subject wins over the name of the file', () => {
  expect(monthNamed(['Ottobre 2026', '2026-09.csv'])).toBe('2026-10');
});
