import { describe, expect, test } from '@jest/globals';
import { operatorsOf } from '../../src/partners/domain/operators.js';

const operators = operatorsOf([
  { code: '17', name: 'Marco Lanterni' },
  { code: '23', name: 'Anna Rossi' },
  { code: '24', name: 'Carlo Rossi' },
  { code: '31', name: null },
  { code: 'A07', name: null },
]);

describe('an operator', () => {
  test.each([
    ...['17', '017', ' 17 ', 'n. 17', 'Op. 17', 'op17', 'OPERATORE 17', 'Squadra n° 017'],
    ...['17 Lanterni', 'Lanterni Marco (17)', '17 - M. Lanterni'],
    ...['Marco Lanterni', 'LANTERNI MARCO', 'Lanterni'],
  ])('%s is the registered 17', (text) => {
    expect(operators.registered(text)).toBe('17');
    expect(operators.key(text)).toBe('17');
  });

  test('with a number that has no name, any name may stand beside it', () => {
    expect(operators.registered('31 Bianchi')).toBe('31');
    expect(operators.registered('a 07')).toBe('A07');
  });

  test.each(['17 Rossi', '31 Lanterni', 'Rossi', '17/23', '99', ''])(
    '%s is no one registered',
    (text) => {
      expect(operators.registered(text)).toBeNull();
    },
  );

  test('who is not registered is known by the number, or by the words', () => {
    const nobody = operatorsOf([]);
    expect(nobody.key('Op. 099')).toBe(nobody.key('99 Verdi'));
    expect(nobody.key('Verdi')).toBe(nobody.key('VERDI.'));
    expect(nobody.key('98')).not.toBe(nobody.key('99'));
    expect(nobody.key('17/23')).not.toBe(nobody.key('17'));
    expect(nobody.key(' - ')).toBeNull();
    expect(nobody.key(null)).toBeNull();
  });
});
