import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { Endpoint } from '../../../src/deliveries/endpoint.entity.js';
import { Endpoints } from '../../../src/deliveries/endpoints.service.js';
import { Partner } from '../../../src/partners/partner.entity.js';
import { type House, openHouse } from '../../support/house.js';
import type { Browser } from '../../web/browser.js';
import { signedIn } from '../partners/signed-in.js';

const PAGE = '/amministrazione/enti/verde-vivo';

describe('partners in the browser', () => {
  let house: House;
  let ivo: Browser;
  beforeAll(async () => {
    house = await openHouse({ variables: { WEBHOOK_ALLOW: '127.0.0.0/8' } });
    ivo = await signedIn(house, 'ivo');
  });
  afterAll(() => house.close());

  const partner = () => house.reads.of(Partner).findOneByOrFail({ code: 'verde-vivo' });

  test('one is created, with what its agreement lets it see; a code is taken once', async () => {
    await ivo.get('/amministrazione/enti/nuovo');
    const form = {
      code: 'verde-vivo',
      name: 'Verde Vivo S.r.l.',
      kind: 'contractor',
      emergencyPhone: '',
    };
    expect(
      (await ivo.post('/amministrazione/enti/nuovo', { ...form, code: 'Verde Vivo' })).status,
    ).toBe(422);
    expect((await ivo.post('/amministrazione/enti/nuovo', form)).status).toBe(303);
    expect(await partner()).toMatchObject({ isActive: true, agreement: { seesContacts: false } });
    expect((await ivo.post('/amministrazione/enti/nuovo', form)).status).toBe(422);
    expect(ivo.page).toContain('Il codice è già usato.');
    await ivo.post(PAGE, {
      name: 'Verde Vivo',
      kind: 'contractor',
      emergencyPhone: '',
      seesContacts: 'on',
    });
    expect(await partner()).toMatchObject({
      name: 'Verde Vivo',
      agreement: { seesContacts: true },
    });
  });

  test('a webhook’s secret is shown once; after a new one both count; a test goes the way of real messages', async () => {
    const webhook = {
      channel: 'webhook',
      address: 'http://127.0.0.1:9/iter',
      preference: '1',
      language: 'it',
    };
    const inner = { ...webhook, address: 'http://10.0.0.5/' };
    expect((await ivo.post(`${PAGE}/recapiti`, inner)).status).toBe(422);
    await ivo.post(`${PAGE}/recapiti`, webhook);
    const first = /whsec_[A-Za-z0-9+/=]+/.exec(ivo.page)?.[0];
    expect(first).toBeDefined();
    await ivo.get(PAGE);
    expect(ivo.page).not.toContain('whsec_');
    const { id } = await house.reads
      .of(Endpoint)
      .findOneByOrFail({ partnerId: (await partner()).id });
    await ivo.post(`${PAGE}/recapiti/${id}/segreto`);
    const second = /whsec_[A-Za-z0-9+/=]+/.exec(ivo.page)?.[0];
    expect(await house.get(Endpoints).secretsOf((await partner()).id)).toEqual([
      `${second}=`,
      `${first}=`,
    ]); // the page escapes the last character
    expect((await ivo.post(`${PAGE}/recapiti/${id}/prova`)).status).toBe(303);
    expect(await house.reads.of(Delivery).findOneBy({ endpointId: id })).toMatchObject({
      kind: 'partner.test',
      channel: 'webhook',
    });
    await ivo.post(`${PAGE}/recapiti/${id}/spegni`);
    expect((await ivo.post(`${PAGE}/recapiti/${id}/prova`)).status).toBe(422);
    expect((await ivo.post(`/amministrazione/enti/luce-strade/recapiti/${id}/prova`)).status).toBe(
      404,
    );
  });

  test('operators are kept by number; at rest nobody of it is let in, and it can be woken', async () => {
    await ivo.post(`${PAGE}/operatori`, { operatorCode: '7', operatorName: 'Aldo Rami' });
    await ivo.get(PAGE);
    expect(ivo.page).toContain('Aldo Rami');
    const walter = await signedIn(house, 'walter');
    await ivo.post('/amministrazione/enti/ambiente-rocca/pausa');
    expect((await walter.get('/ente')).status).toBe(303);
    await ivo.post('/amministrazione/enti/ambiente-rocca/pausa');
    expect((await walter.get('/ente')).status).toBe(200);
    await ivo.get('/amministrazione/registro');
    expect(ivo.page).toContain('verde-vivo');
  });
});
