import { describe, expect, test } from '@jest/globals';
import {
  addressKey,
  isElsewhere,
  streetAddress,
  type StreetAddress,
} from '../../src/territory/domain/street-address.js';

const read = (text: string): StreetAddress => {
  const address = streetAddress(text);
  if (!address) throw new Error(`${text} names nothing`);
  return address;
};

describe('an address', () => {
  test.each([
    ['C.so Garibaldi 99', 'Corso Garibaldi, 99'],
    ['L.go Bellavista 2', 'Largo Bellavista n. 2'],
    ['P.le Europa 4', 'Piazzale Europa 4'],
    ['Lung.re Colombo 7', 'Lungomare Colombo 7'],
    ['V.le Marconi 3', 'Viale Marconi 3'],
    ['v. le Marconi 3', 'Viale Marconi 3'],
    ['P.zza della Pigna 1', 'Piazza della Pigna 1'],
    ['P.za Pigna n°1', 'PIAZZA DELLA PIGNA 1'],
    ['V.delle Reti, n. 3', 'Via delle Reti 3'],
    ['V. dell’Olmo 5/A', "Via dell'Olmo 5 a"],
    ['Via Roma snc', 'Via Roma'],
    ['Via Roma, s.n.c.', 'Via Roma'],
    ['Via Roma s.n.c. Gabbro', 'Via Roma'],
    ['Via Roma 3, 57016 Rosignano Solvay (LI)', 'Via Roma 3'],
    ['Via Roma 3 Castiglioncello', 'Via Roma 3'],
    ['Via Roma 3 - Loc. Gabbro', 'Via Roma, 3'],
    ['Loc. Gabbro, Via Roma 3', 'Via Roma 3'],
    ['Gabbro Via Roma 3', 'Via Roma 3'],
    ['Via IV Novembre 12', 'Via 4 Novembre 12'],
    ['Strada Prov.le 39', 'S.P. 39'],
    ['Via F.lli Rosselli 8', 'Via Fratelli Rosselli 8'],
  ])('%s is %s', (one, other) => {
    expect(addressKey(read(one))).toBe(addressKey(read(other)));
    expect(isElsewhere(read(one), read(other))).toBe(false);
  });

  test.each([
    ['C.so Garibaldi 99', 'Piazza della Pigna 1'],
    ['Via Roma 3', 'Via Romagna 3'],
    ['Via Garibaldi 3', 'Corso Garibaldi 3'],
    ['Via Roma 3', 'Via Roma 30'],
    ['Via Roma 3/A', 'Via Roma 3/B'],
    ['Strada Nuova, palo 7', 'Strada Nuova, lampione n. 9'],
    ['Via Aurelia, km 3', 'Via Aurelia - km 4'],
    ['Via 4 Novembre', 'Via 25 Aprile'],
  ])('%s is elsewhere than %s', (one, other) => {
    expect(isElsewhere(read(one), read(other))).toBe(true);
  });

  test.each([
    ['Strada Nuova', 'Strada Nuova, palo 4'],
    ['Strada Nuova 12', 'Strada Nuova, palo 4'],
    ['Via Roma', 'Via Roma 3'],
    ['Via Roma 3', 'Via Roma 3/A'],
    ['Via Roma Gabbro', 'Via Roma 12'],
    ['Corso Garibaldi 9', 'C.so G. Garibaldi 9'],
    ['Via Gen. Dalla Chiesa', 'Via Generale Dalla Chiesa 2'],
    ['Giardini pubblici', 'Via Roma 3'],
    ['Loc. Gabbro', 'Via Roma 3'],
  ])('%s does not contradict %s', (one, other) => {
    expect(isElsewhere(read(one), read(other))).toBe(false);
    expect(isElsewhere(read(other), read(one))).toBe(false);
  });

  test('of no words is none', () => {
    expect(streetAddress(' , - ')).toBeNull();
    expect(streetAddress('')).toBeNull();
  });
});
