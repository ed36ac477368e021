import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Audit } from '../../src/proof/audit.service.js';
import { Settings } from '../../src/settings/settings.service.js';
import { Clock } from '../../src/shared/clock.js';
import { Territory } from '../../src/territory/territory.service.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { loadTestTown, type TestTown } from '../support/people.js';

describe('the territory', () => {
  let db: TestDatabase;
  let town: TestTown;
  let territory: Territory;
  beforeAll(async () => {
    db = await openTestDatabase();
    town = await loadTestTown(db);
    const clock = new Clock();
    const audit = new Audit(db.reads, clock);
    territory = new Territory(db.reads, new Settings(db.transactions, db.reads, clock, audit));
  });
  afterAll(() => db.close());

  const names = async (typed: string) => (await territory.search(typed)).map(({ name }) => name);

  test('lists districts before hamlets', async () => {
    const kinds = (await territory.areas()).map(({ kind }) => kind);
    expect(kinds).toEqual([...Array(4).fill('district'), ...Array(4).fill('hamlet')]);
  });

  test('finds places of which every typed word begins a word, roads first, without regard to case and accents', async () => {
    expect(await names('reti')).toEqual(['Via delle Reti', 'Lampione 0412, Via delle Reti']);
    expect(await names('  DELLE   rèti')).toEqual(await names('reti'));
    expect(await names('reti via')).toEqual(await names('via reti'));
    expect(await names('eti')).toEqual([]);
    expect(await names('lampione 0211')).toEqual(['Lampione 0211, Lungomare delle Sirene']);
  });

  test('finds a word after an apostrophe', async () => {
    expect(await names('ascia')).toContain("Corso dei Maestri d'Ascia");
    expect(await names("dell'ancora")).toContain("Via dell'Ancora");
    expect(await names('dell’ancora')).toContain("Via dell'Ancora");
  });

  test('answers at most ten, and nothing for a single letter or for signs', async () => {
    expect(await names('via')).toHaveLength(10);
    expect(await names('v')).toEqual([]);
    expect(await names('%%')).toEqual([]);
    expect(await names("__' OR 1=1 --")).toEqual([]);
  });

  test('a place comes with its area and coordinates', async () => {
    expect(await territory.search('scuola vele')).toEqual([
      {
        code: 'school-le-vele',
        name: 'Scuola primaria Le Vele',
        kind: 'school',
        address: 'Via dei Lanternai 21',
        latitude: expect.any(Number),
        longitude: expect.any(Number),
        area: { code: 'centro', name: { it: 'Centro' } },
      },
    ]);
    expect(await territory.placeByCode('school-le-vele')).toMatchObject({
      partnerId: town.partnerId('istituto-collodi-rocca'),
    });
    expect(await territory.placeByCode('school-of-atlantis')).toBeNull();
  });

  test('tells the area of a point', async () => {
    const point = { latitude: 43.21, longitude: 10.6 };
    expect((await territory.areaAt(point))?.code).toBe('valle-chiara');
    expect(await territory.areaAt({ latitude: 0, longitude: 0 })).toBeNull();
  });

  test('a known place is a location', async () => {
    expect(await territory.check({ place: 'school-le-vele' })).toMatchObject({
      location: {
        address: 'Via dei Lanternai 21',
        areaId: town.areaId('centro'),
        placeId: town.placeId('school-le-vele'),
        placePartnerId: town.partnerId('istituto-collodi-rocca'),
      },
    });
  });

  test('an address is in the area of the road that it names, the longest name counting', async () => {
    const areaOf = async (address: string) => {
      const checked = await territory.check({ address });
      return 'location' in checked ? checked.location.areaId : checked;
    };
    expect(await areaOf('Strada degli Argini, 12')).toBe(town.areaId('valle-chiara'));
    expect(await areaOf('davanti al n. 3 di via DELLE RETI')).toBe(town.areaId('porto-vecchio'));
    expect(await areaOf('Via delle Retine 4')).toBeNull();
    expect(await areaOf('vicino al mare')).toBeNull();
  });

  test('what lies outside the town is refused, by point and by postal code', async () => {
    expect(await territory.check({ latitude: 43.21, longitude: 11 })).toEqual({
      errors: [{ field: 'location', code: 'outside-town' }],
    });
    expect(await territory.check({ address: 'Via delle Reti 1, 98100 Altrove' })).toEqual({
      errors: [{ field: 'location.address', code: 'outside-town' }],
    });
    expect(await territory.check({ place: 'atlantis', area: 'mars' })).toEqual({
      errors: [
        { field: 'location.place', code: 'place-unknown' },
        { field: 'location.area', code: 'area-unknown' },
      ],
    });
  });
});
