import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Account } from '../../src/accounts/account.entity.js';
import { Passwords } from '../../src/accounts/passwords/passwords.service.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { loadTestTown, type TestTown, TOWN_PASSWORD } from '../support/people.js';

describe('the people of the test town', () => {
  let db: TestDatabase;
  let town: TestTown;
  beforeAll(async () => {
    db = await openTestDatabase();
    town = await loadTestTown(db);
  });
  afterAll(() => db.close());

  test('stand where their roles put them', () => {
    const works = town.officeId('roads-works');
    expect(town.bruno).toMatchObject({ kind: 'office', roleCode: 'operator', officeIds: [works] });
    expect(town.beatrice).toMatchObject({ roleCode: 'operator', officeIds: [works] });
    expect(town.carla).toMatchObject({ roleCode: 'supervisor', officeIds: [works] });
    expect(town.dario).toMatchObject({ roleCode: 'director', scope: 'own-offices' });
    expect(town.dario.officeIds).toContain(works);
    expect(town.elena).toMatchObject({ roleCode: 'alderman', scope: 'portfolio' });
    expect(town.fabio).toMatchObject({ roleCode: 'mayor', scope: 'all' });
    expect(town.gina).toMatchObject({ roleCode: 'front-desk', name: 'Gina Torre' });
    expect(town.hugo).toMatchObject({ kind: 'office', roleCode: 'helper', scope: 'filed-by-me' });
    expect(town.ivo).toMatchObject({ roleCode: 'administrator', scope: 'none' });
    expect(town.nadia.officeIds).toEqual([town.officeId('environment')]);
  });

  test('those of partners stand for their partner, with what its agreement lets them see', () => {
    expect(town.walter).toMatchObject({
      kind: 'partner',
      partnerId: town.partnerId('ambiente-rocca'),
      name: 'Walter Ferri',
      seesContacts: true,
    });
    expect(town.lia).toMatchObject({
      kind: 'partner',
      partnerId: town.partnerId('istituto-collodi-rocca'),
      seesContacts: false,
    });
    expect(town.tommaso).toMatchObject({ kind: 'partner', partnerCode: 'luce-strade' });
  });

  test('sign in with the password of the town, hashed as the product hashes today', async () => {
    const { passwordHash } = await db.reads
      .of(Account)
      .findOneByOrFail({ id: town.bruno.accountId });
    const passwords = new Passwords();
    expect(await passwords.verify(passwordHash, TOWN_PASSWORD)).toBe(true);
    expect(passwords.isOutdated(passwordHash!)).toBe(false);
  });

  test('are found by username; a name that nobody bears is an error, not undefined', async () => {
    expect(await town.viewer('rita')).toMatchObject({ name: 'Rita Lumi', roleCode: 'operator' });
    await expect(town.viewer('nobody')).rejects.toThrow('nobody');
    expect(() => town.officeId('nowhere')).toThrow('nowhere');
  });
});
