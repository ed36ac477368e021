import { describe, expect, test } from '@jest/globals';
import {
  ADDRESS_MAX_LENGTH,
  checkLocation,
  type GivenLocation,
  type KnownPlace,
  type TownFacts,
} from '../../src/territory/domain/check-location.js';
import { foreignPostalCode } from '../../src/territory/domain/postal-code.js';

const west = { id: 'west-id', code: 'west', boundary: ring(10, 10.5) };
const east = { id: 'east-id', code: 'east', boundary: ring(10.5, 11) };
const school: KnownPlace = {
  id: 'school-id',
  code: 'school',
  kind: 'school',
  name: 'Scuola Le Vele',
  address: 'Via dei Lanternai 21',
  areaId: 'west-id',
  latitude: 43.2,
  longitude: 10.2,
  partnerId: 'institute-id',
};
const road = { ...school, id: 'road-id', name: 'Via delle Reti', areaId: 'east-id' };
const town: TownFacts = {
  boundary: ring(10, 11),
  postalCodes: ['99010'],
  ownNames: ['Comune di Rocca a Mare', 'Centro'],
  areas: [west, east],
  place: undefined,
  road: undefined,
};

function ring(from: number, to: number): [number, number][] {
  return [
    [from, 43],
    [to, 43],
    [to, 44],
    [from, 44],
  ];
}
const nothing = {
  address: null,
  placeId: null,
  placePartnerId: null,
  areaId: null,
  latitude: null,
  longitude: null,
};
const errorsOf = (given: GivenLocation, facts = town) => {
  const checked = checkLocation(given, facts);
  return 'errors' in checked ? checked.errors.map(({ field, code }) => `${field} ${code}`) : [];
};

describe('where it is', () => {
  test('at least one of address, known place and point is needed; an area alone is not enough', () => {
    expect(errorsOf({})).toEqual(['location location-required']);
    expect(errorsOf({ address: '  ', area: 'west', latitude: '', longitude: '' })).toEqual([
      'location location-required',
    ]);
  });

  test('an address alone is enough, tidied; its area is the one chosen, else that of the road it names', () => {
    const address = ' Via delle Reti 4 ';
    expect(checkLocation({ address }, town)).toEqual({
      location: { ...nothing, address: 'Via delle Reti 4' },
      place: null,
    });
    expect(checkLocation({ address }, { ...town, road })).toMatchObject({
      location: { areaId: 'east-id', placeId: null },
    });
    expect(checkLocation({ address, area: 'west' }, { ...town, road })).toMatchObject({
      location: { areaId: 'west-id' },
    });
  });

  test('a known place gives address, coordinates, area and whose building it is', () => {
    expect(checkLocation({ place: 'school' }, { ...town, place: school })).toEqual({
      location: {
        address: 'Via dei Lanternai 21',
        placeId: 'school-id',
        placePartnerId: 'institute-id',
        areaId: 'west-id',
        latitude: 43.2,
        longitude: 10.2,
      },
      place: { code: 'school', kind: 'school' },
    });
  });

  test('a point is the most exact: its coordinates and its area win over those of the place', () => {
    const given = { place: 'school', latitude: '43,5', longitude: '10.75' };
    expect(checkLocation(given, { ...town, place: school })).toMatchObject({
      location: { placeId: 'school-id', areaId: 'east-id', latitude: 43.5, longitude: 10.75 },
    });
  });

  test('a point outside the boundary is outside the town', () => {
    expect(errorsOf({ latitude: 43.5, longitude: 11.2 })).toEqual(['location outside-town']);
    expect(errorsOf({ latitude: 0, longitude: 0 })).toEqual(['location outside-town']);
    expect(errorsOf({ latitude: 0, longitude: 0 }, { ...town, boundary: null })).toEqual([]);
  });

  test.each([
    [{ latitude: 91, longitude: 10 }, ['location.latitude coordinates-not-valid']],
    [{ latitude: 43, longitude: -180.1 }, ['location.longitude coordinates-not-valid']],
    [{ latitude: 43 }, ['location.longitude required']],
    [{ longitude: 10 }, ['location.latitude required']],
    [
      { latitude: 'qui', longitude: '1e1' },
      ['location.latitude coordinates-not-valid', 'location.longitude coordinates-not-valid'],
    ],
    [
      { latitude: NaN, longitude: Infinity },
      ['location.latitude coordinates-not-valid', 'location.longitude coordinates-not-valid'],
    ],
  ])('a point needs both numbers, within their ranges: %p', (given, errors) => {
    expect(errorsOf(given)).toEqual(errors);
  });

  test('an address that names another postal code is outside the town', () => {
    expect(errorsOf({ address: 'Via Lontana 2, 98100 Altrove' })).toEqual([
      'location.address outside-town',
    ]);
    expect(errorsOf({ address: 'Via delle Reti 4, 99010 Rocca a Mare' })).toEqual([]);
  });

  test('an address that ends in another town is outside', () => {
    expect(errorsOf({ address: 'Via Dante 3, Milano' })).toEqual(['location.address outside-town']);
  });

  test('an unknown place, an unknown area and an address without end are refused, all at once', () => {
    const given = { address: 'x'.repeat(ADDRESS_MAX_LENGTH + 1), place: 'moon', area: 'mars' };
    expect(errorsOf(given)).toEqual([
      'location.address too-long',
      'location.place place-unknown',
      'location.area area-unknown',
    ]);
  });
});

describe('a postal code in an address', () => {
  test.each([
    ['98100', '98100'],
    ['Altrove 98100', '98100'],
    ['Via X 1 - 98100 Altrove (AL)', '98100'],
    ['99010 Rocca a Mare', null],
    ['Via X 123456', null],
    ['Via X 12345/b', null],
    ['lampione n. 10234', null],
    ['Palo 10234 di Via X', null],
    ['SP 39, km 12.00345', null],
    ['', null],
  ])('%p names %p', (address, code) => {
    expect(foreignPostalCode(address, ['99010'])).toBe(code);
  });

  test('is not looked for where the council lists none of its own', () => {
    expect(foreignPostalCode('98100 Altrove', [])).toBeNull();
  });
});
