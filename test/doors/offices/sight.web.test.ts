import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { action, at, type Desk, numberIn, passwordIn, seated, told } from './desk.js';

describe('who sees what at the offices’ door', () => {
  let house: House;
  let bruno: Desk;
  beforeAll(async () => {
    house = await openHouse();
    bruno = await seated(house, 'bruno');
  });
  afterAll(() => house.close());

  test('a request of another office is the same page as one that was never filed', async () => {
    const { ticketNumber } = await file(house);
    const nadia = await seated(house, 'nadia');
    const [foreign, absent] = [
      await nadia.get(at(ticketNumber)),
      await nadia.get(at('2026-009999-3')),
    ];
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    await nadia.get('/ufficio?fase=tutte');
    expect(nadia.page).not.toContain(at(ticketNumber));
    expect((await nadia.post(action(ticketNumber, 'take-in-charge'))).status).toBe(404);
  });

  test('opening contacts asks for a reason, shows them once, and the citizen reads who did and why', async () => {
    const { ticketNumber } = await file(house);
    await bruno.get(at(ticketNumber));
    expect(bruno.text).toContain('a•••@');
    expect(bruno.page).not.toContain(house.town.anna.email);
    const path = at(ticketNumber, '/contatti');
    await bruno.get(path);
    const empty = await bruno.post(path, { ...bruno.hidden(path), reason: '' });
    expect(empty.status).toBe(422);
    expect(bruno.page).toContain('id="fault-reason"');
    expect((await bruno.post(path, {})).status).toBe(422);
    await bruno.post(path, { ...bruno.hidden(path), reason: 'Telefonare per il sopralluogo' });
    expect(bruno.page).toContain(`mailto:${house.town.anna.email}`);
    await bruno.get(at(ticketNumber));
    expect(bruno.page).not.toContain(house.town.anna.email);
    const request = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const holder = { kind: 'citizen', requestId: request.id, ticketNumber } as const;
    const seen = done(await house.get(RequestViews).view(holder, ticketNumber, 'it'));
    expect(seen.steps.at(-1)).toMatchObject({
      action: 'open-contacts',
      note: 'Telefonare per il sopralluogo',
      actor: { name: 'Bruno Conti' },
    });
  });

  test.each(['elena', 'fabio'])(
    '%s reads without names of citizens, indicates, asks for news, and cannot close',
    async (who) => {
      const { ticketNumber } = await file(house);
      await bruno.act(action(ticketNumber, 'take-in-charge'));
      const desk = await seated(house, who);
      await desk.get(at(ticketNumber));
      expect(desk.text).not.toMatch(/Ferrini|a•••@/);
      const offered = [...desk.page.matchAll(/\/azioni\/([a-z-]+)"/g)].map(([, code]) => code);
      expect(offered.sort()).toEqual(['ask-news', 'indicate']);
      const indicated = await desk.act(action(ticketNumber, 'indicate'), {
        note: 'Verificare prima della fiera.',
      });
      expect(indicated.status).toBe(303);
      expect((await desk.act(action(ticketNumber, 'ask-news'))).status).toBe(303);
      expect((await desk.get(action(ticketNumber, 'close-without-work'))).status).toBe(403);
      const before = await house.reads.of(Step).count();
      const path = action(ticketNumber, 'close-without-work');
      await desk.get(action(ticketNumber, 'indicate'));
      const hidden = desk.hidden(action(ticketNumber, 'indicate'));
      expect((await desk.post(path, { ...hidden, vai: 'registra' })).status).toBe(403);
      expect(await house.reads.of(Step).count()).toBe(before);
      expect((await desk.get(at(ticketNumber, '/contatti'))).status).toBe(403);
      await bruno.get(at(ticketNumber));
      expect(bruno.text).toContain('Verificare prima della fiera.');
      await bruno.get('/ufficio/avvisi');
      expect(bruno.text).toContain('Richiesta di notizie');
      expect(bruno.page).toContain(at(ticketNumber));
    },
  );

  test('the administrator sees no request, and no list of them', async () => {
    const { ticketNumber } = await file(house);
    const ivo = await seated(house, 'ivo');
    for (const path of ['/ufficio', at(ticketNumber), '/ufficio/nuova', '/ufficio/aiuto'])
      expect((await ivo.get(path)).status).toBe(403);
    expect((await ivo.get('/ufficio/avvisi')).status).toBe(200); // letters that died, rules that name somebody gone
    expect(ivo.page).not.toContain(ticketNumber);
  });

  test('a helper files with the citizen present; after the receipt is printed there is nothing left to see', async () => {
    const hugo = await seated(house, 'hugo');
    expect((await hugo.get('/ufficio')).headers['location']).toBe('/ufficio/aiuto');
    expect((await hugo.get('/ufficio/nuova')).headers['location']).toBe('/ufficio/aiuto');
    await hugo.get('/ufficio/aiuto');
    await hugo.post('/ufficio/aiuto', told({ channel: 'phone', 'citizen.lastName': 'Bruni' }));
    const [number, password] = [numberIn(hugo.page), passwordIn(hugo.page)];
    expect(password).not.toBe('');
    const path = `/ufficio/aiuto/${number}`;
    expect((await hugo.get(path)).status).toBe(200);
    expect(passwordIn(hugo.page)).toBe(''); // shown once
    await hugo.get('/ufficio/aiuto');
    expect(hugo.page).toContain(path);
    const printed = await hugo.post(`${path}/stampata`);
    expect([printed.status, printed.headers['location']]).toEqual([303, '/ufficio/aiuto']);
    expect((await hugo.get(path)).status).toBe(404);
    expect((await hugo.get(at(number))).status).toBe(403);
    await hugo.get('/ufficio/aiuto');
    expect(hugo.page).not.toContain(path);

    const view = done(await house.get(RequestViews).view(house.town.bruno, number, 'it'));
    expect(view.request.channel).toBe('helper');
    await bruno.get(at(number));
    expect(bruno.text).toMatch(/Hugo Valli, Sportello di aiuto[^.]* Per conto di Nilde Bruni\./);
    const vera = await seated(house, 'vera');
    expect((await vera.get(path)).status).toBe(404);
  });

  test('a stranger is asked to sign in', async () => {
    const { ticketNumber } = await file(house);
    const nobody = new (bruno.constructor as typeof Desk)(house.app);
    const answer = await nobody.get(at(ticketNumber));
    expect([answer.status, String(answer.headers['location'])]).toEqual([
      303,
      expect.stringContaining('/accedi'),
    ]);
  });
});
