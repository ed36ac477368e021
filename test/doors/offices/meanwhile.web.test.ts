import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { Verifier } from '../../../src/requests/verifying/verifier.service.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { action, at, type Desk, seated } from './desk.js';

describe('two people at the same request', () => {
  let house: House;
  let bruno: Desk;
  let beatrice: Desk;
  beforeAll(async () => {
    house = await openHouse();
    bruno = await seated(house, 'bruno');
    beatrice = await seated(house, 'beatrice');
  });
  afterAll(() => house.close());

  const steps = async (ticketNumber: string) =>
    done(await house.get(RequestViews).view(house.town.bruno, ticketNumber, 'it')).steps;

  test('the slower one hears who did what meanwhile, keeps the text, and can try again', async () => {
    const { ticketNumber } = await file(house);
    await bruno.act(action(ticketNumber, 'take-in-charge'));
    const path = action(ticketNumber, 'plan-inspection');
    await bruno.get(path);
    await beatrice.act(action(ticketNumber, 'record-inspection'), {
      'data.findings': 'Già vista stamattina: va riempita.',
    });
    const stale = await bruno.send(path, {
      'data.plannedOn': '2026-10-08',
      note: 'Con la squadra 2',
    });
    expect(stale.status).toBe(409);
    expect(bruno.text).toContain('Nel frattempo la segnalazione è cambiata');
    expect(bruno.text).toMatch(/Sopralluogo eseguito , Beatrice Landi, Operatore/);
    expect(bruno.page).toContain('value="2026-10-08"');
    expect(bruno.page).toContain('Con la squadra 2</textarea>');
    expect((await steps(ticketNumber)).map((step) => step.action)).not.toContain('plan-inspection');

    expect((await bruno.send(path, { 'data.plannedOn': '2026-10-08' })).status).toBe(303);
    expect((await steps(ticketNumber)).at(-1)?.action).toBe('plan-inspection');
  });

  test('where the action is no longer possible the text is shown to be copied, without a button', async () => {
    const { ticketNumber } = await file(house);
    const path = action(ticketNumber, 'take-in-charge');
    await bruno.get(path);
    await beatrice.act(path);
    const stale = await bruno.send(path, { note: 'Ci pensa la squadra di notte.' });
    expect(stale.status).toBe(409);
    expect(bruno.text).toContain('questa operazione ora non è più possibile');
    expect(bruno.text).toContain('Ci pensa la squadra di notte.');
    expect(bruno.page).not.toContain('value="registra"');
  });

  test('a letter that was looked at too long is not sent over a change', async () => {
    const { ticketNumber } = await file(house);
    const path = action(ticketNumber, 'ask-citizen');
    await bruno.act(path, { 'data.question': 'Di quale delle due buche si tratta?' });
    await beatrice.act(action(ticketNumber, 'take-in-charge'));
    const stale = await bruno.send(path, {}, 'conferma');
    expect(stale.status).toBe(409);
    expect(bruno.page).toContain('Di quale delle due buche si tratta?</textarea>');
    expect((await steps(ticketNumber)).map((step) => step.action)).not.toContain('ask-citizen');
  });

  test('a wrong step is struck through, the state goes back, the text is hidden, and the chain stays sound', async () => {
    const { ticketNumber } = await file(house);
    await bruno.act(action(ticketNumber, 'take-in-charge'), { note: 'Il vicino Tizio ha torto.' });
    const carla = await seated(house, 'carla');
    await carla.get(at(ticketNumber));
    const path = at(ticketNumber, '/fasi/2/correzione');
    expect(carla.page).toContain(`href="${path}"`);
    await carla.get(path);
    const short = { ...carla.hidden(path), reason: 'No', treatment: 'hide' };
    const refused = await carla.post(path, short);
    expect(refused.status).toBe(422);
    await carla.get(path);
    const correction = {
      ...carla.hidden(path),
      reason: 'Registrata per errore',
      treatment: 'hide',
    };
    const corrected = await carla.post(path, correction);
    expect(corrected.status).toBe(303);
    await carla.follow(corrected);
    expect(carla.page).toContain('<s>Presa in carico dall’ufficio</s>');
    expect(carla.text).toMatch(
      /Annullata con la fase 3.*Carla Fonti.*Motivo: Registrata per errore/,
    );
    const view = done(await house.get(RequestViews).view(house.town.carla, ticketNumber, 'it'));
    expect(view.state.code).toBe('received');
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
    const holder = { kind: 'citizen', requestId: view.request.id, ticketNumber } as const;
    const seen = done(await house.get(RequestViews).view(holder, ticketNumber, 'it'));
    expect(seen.steps.find((step) => step.seq === 2)).toMatchObject({ note: null, correctedBy: 3 });
  });

  test('who may not correct is offered no correction, and gets none', async () => {
    const { ticketNumber } = await file(house);
    await bruno.get(at(ticketNumber));
    expect(bruno.page).not.toContain('/correzione');
    expect((await bruno.get(at(ticketNumber, '/fasi/1/correzione'))).status).toBe(403);
  });

  test('that contacts were opened can not be struck from the record', async () => {
    const { ticketNumber } = await file(house);
    const path = at(ticketNumber, '/contatti');
    await bruno.get(path);
    await bruno.post(path, { ...bruno.hidden(path), reason: 'Telefonare per il sopralluogo' });
    const carla = await seated(house, 'carla');
    await carla.get(at(ticketNumber));
    expect(carla.page).not.toContain('/fasi/2/correzione');
    expect((await carla.get(at(ticketNumber, '/fasi/2/correzione'))).status).toBe(404);
  });
});
