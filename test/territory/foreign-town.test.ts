import { describe, expect, test } from '@jest/globals';
import { foreignTown } from '../../src/territory/domain/foreign-town.js';

const OWN = ['Comune di Rocca a Mare', 'Borgo Siena'];

describe('an address that ends in the name of another town', () => {
  test.each([
    ['Via Dante 3, Milano', 'Milano'],
    ['via dante 3, milano', 'Milano'],
    ['Via Dante 3, 20121 Milano (MI)', 'Milano'],
    ['Via Dante 3, Milano MI, Italia', 'Milano'],
    ['Via Dante 3, Reggio Emilia', 'Reggio Emilia'],
    ["Corso Roma 1, L'Aquila", 'L’Aquila'],
    ['Via Dante 3, Forli', 'Forlì'],
    ['Via Dante 3, Prato (PO)', 'Prato'],
  ])('%s lies elsewhere', (address, town) => {
    expect(foreignTown(address, OWN)).toBe(town);
  });

  test.each([
    'Via Milano 3',
    'Milano',
    'Via Roma, Via Torino',
    'Via Dante 3, angolo Via Milano',
    'Incrocio delle vie Dante, Milano',
    'Via Milano, 3',
    'Via Milano 3, Rocca a Mare',
    'Giardini pubblici, prato',
    'Via Dante 3, Prato',
    'Via Dante 3, Borgo Siena',
    'Via Dante 3, Bar Milano',
    '',
  ])('"%s" says nothing of the kind', (address) => {
    expect(foreignTown(address, OWN)).toBeNull();
  });

  test('the own town is none, nor is an area that bears the name of a town', () => {
    expect(foreignTown('Via Dante 3, Livorno', ['Comune di Livorno'])).toBeNull();
    expect(foreignTown('Via Dante 3, Siena', [...OWN, 'Siena'])).toBeNull();
    expect(foreignTown('Via Dante 3, Massa (MS)', ['Comune di Massa Marittima'])).toBe('Massa');
  });
});
