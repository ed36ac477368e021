import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Account } from '../../../src/accounts/account.entity.js';
import { AccountViewers } from '../../../src/accounts/account-viewers.service.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { AgreementReminders } from '../../../src/doors/administration/partners/agreement-reminders.service.js';
import { Partner } from '../../../src/partners/partner.entity.js';
import { Routing } from '../../../src/routing/routing.service.js';
import { Place } from '../../../src/territory/place.entity.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { openBrowser, type Browser } from '../../web/browser.js';
import { signedIn } from '../partners/signed-in.js';

const PAGE = '/amministrazione/enti/luce-strade';
const FORM = {
  name: 'Luce & Strade',
  kind: 'contractor',
  hours: 'lun-ven 8-17',
  emergencyPhone: '0000 555 400',
  emergencyHours: '24 ore su 24',
  contactPeople: 'Rosa Lumi, ufficio tecnico, 0000 555 401\nEnzo Fari',
  seesContacts: 'on',
  until: '31/12/2026',
};

describe('what the council keeps of a partner', () => {
  let house: House;
  let ivo: Browser;
  beforeAll(async () => {
    house = await openHouse();
    ivo = await signedIn(house, 'ivo');
  });
  afterAll(() => house.close());

  const partner = () => house.reads.of(Partner).findOneByOrFail({ code: 'luce-strade' });

  test('hours, people to turn to and the last day of the agreement are kept and shown again', async () => {
    expect((await ivo.post(PAGE, { ...FORM, until: '31/02/2027' })).status).toBe(422);
    expect(ivo.page).toContain('31/02/2027');
    expect((await ivo.post(PAGE, FORM)).status).toBe(303);
    expect(await partner()).toMatchObject({
      hours: 'lun-ven 8-17',
      emergencyHours: '24 ore su 24',
      contactPeople: [
        { name: 'Rosa Lumi', reach: 'ufficio tecnico, 0000 555 401' },
        { name: 'Enzo Fari', reach: '' },
      ],
      agreement: { seesContacts: true, until: '2026-12-31' },
    });
    await ivo.get(PAGE);
    expect(ivo.page).toContain('value="2026-12-31"');
    expect(ivo.page).toContain('Rosa Lumi, ufficio tecnico');
    await ivo.get('/amministrazione');
    expect(ivo.page).toContain('fino al 31/12/2026');
  });

  test('administrators get one mail 30 days before the agreement ends', async () => {
    const reminders = house.get(AgreementReminders);
    expect(await reminders.remind(new Date('2026-11-30T12:00:00Z'))).toBe(0);
    expect(await reminders.remind(new Date('2026-12-01T12:00:00Z'))).toBe(1);
    expect(await reminders.remind(new Date('2026-12-02T12:00:00Z'))).toBe(0);
    const sent = await house.reads.of(Delivery).findBy({ kind: 'agreement.ending' });
    expect(sent.map(({ channel }) => channel)).toEqual(['email']);
  });

  test('people who sign in are made, given a new password and switched off, each under the partner’s own name', async () => {
    const person = { personName: 'Rita Lumi', username: 'rita.lumi', email: '' };
    expect((await ivo.post(`${PAGE}/persone`, { ...person, personName: '' })).status).toBe(422);
    expect(ivo.page).toContain('rita.lumi');
    await ivo.post(`${PAGE}/persone`, person);
    const password = /ad-code mb-0">([^<]+)</.exec(ivo.page)?.[1] ?? '';
    const rita = openBrowser(house.app);
    await rita.get('/accedi');
    const entered = await rita.post('/accedi', { username: 'rita.lumi', password, ritorno: '' });
    expect(entered.status).toBe(303);
    expect((await ivo.post(`${PAGE}/persone`, person)).status).toBe(422);
    expect(ivo.page).toContain('Questo nome utente è già in uso.');
    await ivo.post(`${PAGE}/persone/rita.lumi/password`);
    expect(/ad-code mb-0">([^<]+)</.exec(ivo.page)?.[1]).not.toBe(password);
    expect((await ivo.post(`${PAGE}/persone/walter/spegni`)).status).toBe(404);
    await ivo.get(PAGE);
    expect((await ivo.post(`${PAGE}/persone/rita.lumi/spegni`)).status).toBe(303);
    const account = await house.reads.of(Account).findOneByOrFail({ username: 'rita.lumi' });
    expect(account.isActive).toBe(false);
  });

  test('the rules that involve it are shown, and places can be made its own unless they are another’s', async () => {
    await ivo.get(PAGE);
    expect(ivo.page).toContain('/amministrazione/smistamento/regole/');
    const place = () => house.reads.of(Place).findOneByOrFail({ code: 'building-library' });
    await ivo.post(`${PAGE}/luoghi`, { placeCode: 'building-library' });
    expect((await place()).partnerId).toBe((await partner()).id);
    expect((await ivo.post(`${PAGE}/luoghi`, { placeCode: 'school-le-vele' })).status).toBe(422);
    expect(ivo.page).toContain('Il luogo è di un altro ente.');
    expect((await ivo.post(`${PAGE}/luoghi`, { placeCode: 'nowhere' })).status).toBe(422);
    await ivo.post(`${PAGE}/luoghi/building-library/togli`);
    expect((await place()).partnerId).toBeNull();
  });

  test('a collaboration ends only when no task is open; its history stays', async () => {
    const { ticketNumber } = await file(house, {
      category: 'street-lighting',
      answers: { 'live-cable': 'no' },
    });
    await ivo.post(`${PAGE}/termina`);
    expect(ivo.page).toContain('ancora incarichi aperti (1)');
    const tommaso = await signedIn(house, 'tommaso');
    await tommaso.get('/ente');
    expect(tommaso.page).toContain(ticketNumber);
    const other = 'acque-costiere';
    expect((await ivo.post(`/amministrazione/enti/${other}/termina`)).status).toBe(303);
    await ivo.get(`/amministrazione/enti/${other}`);
    expect(ivo.page).toContain('Collaborazione terminata il');
    expect(await house.reads.of(Partner).findOneBy({ code: other })).toMatchObject({
      isActive: false,
      endedAt: house.clock.now(),
    });
  });

  test('after its last day nothing new is asked of the partner, and contacts are closed to its people', async () => {
    const viewers = house.get(AccountViewers);
    const tommaso = () => viewers.byAccountId(house.town.accountId('tommaso'));
    expect(await tommaso()).toMatchObject({ seesContacts: true });
    expect((await house.get(Routing).load()).roster.inactive.has((await partner()).id)).toBe(false);
    house.clock.set('2027-01-01T08:00:00Z');
    expect(await tommaso()).toMatchObject({ seesContacts: false });
    expect((await house.get(Routing).load()).roster.inactive.has((await partner()).id)).toBe(true);
  });
});
