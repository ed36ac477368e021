import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Vault } from '../../../src/config/vault.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { Endpoint } from '../../../src/deliveries/endpoint.entity.js';
import { Endpoints } from '../../../src/deliveries/endpoints.service.js';
import type { MailContent } from '../../../src/deliveries/letter.js';
import { monthOf } from '../../../src/statistics/domain/month.js';
import { MonthArchive } from '../../../src/statistics/months/month-archive.service.js';
import { DistrictDigest } from '../../../src/statistics/partners/districts/district-digest.entity.js';
import { DistrictDigests } from '../../../src/statistics/partners/districts/district-digests.service.js';
import { StoppedDigest } from '../../../src/statistics/partners/districts/stopped-digest.entity.js';
import { openBrowser } from '../../web/browser.js';
import { signedIn } from './signed-in.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

describe('a district council’s month by mail', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-20T08:00:00Z' });
    for (const longitude of [10.6, 10.61, 10.53])
      // two at Fonte Vecchia, one by the sea
      await file(house, { location: { latitude: 43.287, longitude } });
  });
  afterAll(() => house.close());

  const post = () => house.get(DistrictDigests).postDue(house.clock.now());
  const letters = async () => {
    const rows = await house.reads.of(Delivery).findBy({ kind: 'district.month' });
    return rows.map(({ destination, sealedContent }) => ({
      to: destination,
      content: JSON.parse(house.get(Vault).open(sealedContent ?? '')) as MailContent, // our own
    }));
  };

  test('waits until the month is published; then goes once to its address, with the figures of its areas and of the town', async () => {
    house.clock.set('2026-11-01T00:30:00Z');
    expect(await post()).toEqual([]);
    await house.get(MonthArchive).publish(monthOf('2026-10'));
    const twice = await Promise.all([post(), post()]); // two processes
    expect(twice.flat()).toEqual(['consiglio-collina']);
    expect(await post()).toEqual([]);
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter?.to).toBe('consiglio@collina-rocca.example');
    const { subject, text } = letter!.content;
    expect(subject).toBe('Le segnalazioni di ottobre 2026 nella vostra zona');
    expect(text).toMatch(/Fonte Vecchia: ricevute 2,/);
    expect(text).toMatch(/Castel dell'Olmo: ricevute 0,/);
    expect(text).toMatch(/Tutto il Comune: ricevute 3,/);
    expect(text).toContain('/ente/zona?mese=2026-10');
    expect(text).not.toMatch(/Ferrini|Reti 12/);
    const ivo = await signedIn(house, 'ivo');
    await ivo.get('/amministrazione/enti/consiglio-collina/invii');
    expect(ivo.page).toContain('I numeri della zona');
  });

  test('says how to stop it; opening that changes nothing, one POST of a mail program or a button does, and it can be had again', async () => {
    const [first] = await letters();
    const { pathname } = new URL(first?.content.unsubscribeUrl ?? '');
    expect(first?.content.text).toContain(`Non riceverlo più: ${first?.content.unsubscribeUrl}`);
    const anybody = openBrowser(house.app);
    for (const _ of [1, 2]) expect((await anybody.get(pathname)).status).toBe(200);
    expect(anybody.page).toContain('Non ricevere più il riepilogo');
    const click = () =>
      request(house.app.getHttpServer())
        .post(pathname)
        .type('form')
        .send('List-Unsubscribe=One-Click');
    for (const _ of [1, 2]) expect((await click()).status).toBe(204);
    const flavia = await signedIn(house, 'flavia');
    await flavia.get('/ente/zona');
    expect(flavia.page).toContain('è stato sospeso');
    await house.transactions.run((em) => em.delete(DistrictDigest, { month: '2026-10' }));
    expect(await post()).toEqual([]);
    await anybody.get(pathname);
    await anybody.follow(await anybody.post(`${pathname}/riprendi`));
    expect(anybody.page).toContain('Non ricevere più il riepilogo');
    expect(await post()).toEqual(['consiglio-collina']);
    await anybody.follow(await anybody.post(pathname));
    expect(anybody.page).toContain('Ricevi di nuovo il riepilogo');
    const { endpointId } = await house.reads.of(StoppedDigest).findOneByOrFail({});
    await house.transactions.run((em) => house.get(Endpoints).disable(em, endpointId, 'x'));
    expect((await anybody.get(pathname)).status).toBe(404);
    await house.transactions.run(async (em) => {
      await em.update(Endpoint, { id: endpointId }, { disabledAt: null });
      await em.delete(StoppedDigest, { endpointId });
    });
  });

  test('an older month is never sent, and a council whose agreement has run out gets none', async () => {
    house.clock.set('2026-12-01T00:30:00Z');
    const agreement = JSON.stringify({ seesContacts: false, until: '2026-11-30' });
    await house.transactions.run((em) =>
      em.query(`UPDATE partners SET agreement = '${agreement}' WHERE code = 'consiglio-collina'`),
    );
    await house.get(MonthArchive).publish(monthOf('2026-11'));
    expect(await post()).toEqual([]);
    house.clock.set('2027-01-15T08:00:00Z');
    expect(await post()).toEqual([]);
    expect(await letters()).toHaveLength(2);
  });
});
