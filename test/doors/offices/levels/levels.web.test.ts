import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Category } from '../../../../src/catalogue/category.entity.js';
import { Catalogue } from '../../../../src/catalogue/catalogue.service.js';
import { ServiceRequest } from '../../../../src/requests/service-request.entity.js';
import { done, file } from '../../../support/filings.js';
import { type House, openHouse } from '../../../support/house.js';
import { recorderOf, type Words } from '../../../support/steps.js';
import { seated } from '../desk.js';

const PAGE = '/ufficio/fasi-per-livello';
type Person = 'bruno' | 'beatrice' | 'carla' | 'dario' | 'elena';

describe('steps by level', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await house.transactions.run((em) =>
      em.update(
        Category,
        { code: 'roads-signs' },
        { workflowCode: 'maintenance', needsAuthorisation: true },
      ),
    );
    house.get(Catalogue).forget();
  });
  afterAll(() => house.close());

  const { attempt } = recorderOf(() => house);
  const act = (who: Person, ticketNumber: string, action: string, words: Words = {}) =>
    attempt(house.town[who], ticketNumber, action, words);
  const findings = { data: { findings: 'Il cordolo è rotto per due metri.' } };
  const inspected = async (title: string) => {
    const { ticketNumber } = await file(house, { title });
    done(await act('bruno', ticketNumber, 'take-in-charge'));
    done(await act('bruno', ticketNumber, 'record-inspection', findings));
    return ticketNumber;
  };
  const seen = async (who: Person | 'fabio' | 'nadia', query = '') => {
    const desk = await seated(house, who);
    await desk.get(`${PAGE}${query}`);
    return desk.text;
  };

  test('what is inspected waits for a supervisor; above the limit of the iter it waits for the director, who alone may authorise it', async () => {
    await inspected('Cordolo rotto');
    const dear = await inspected('Muro da rifare');
    done(await act('bruno', dear, 'record-quote', { data: { amount: 8_000 } }));
    house.clock.set('2026-10-09T08:00:00Z');
    const supervisor = await seen('carla', '?livello=supervisor');
    expect(supervisor).toContain('Interventi da autorizzare');
    expect(supervisor).toContain('Cordolo rotto');
    expect(supervisor).toContain('Da 4 giorni');
    const waiting = await seen('carla', '?livello=director');
    expect(waiting).toContain('Muro da rifare');
    const authorise = { data: { amount: 8_000 } };
    expect(await act('carla', dear, 'authorise', authorise)).toMatchObject({
      reason: 'recorded-above-limit',
    });
    const desk = await seated(house, 'dario');
    await desk.get(`/ufficio/segnalazioni/${dear}/azioni/authorise`);
    expect(desk.text).toContain('Importo registrato il 5 ottobre 2026: 8000. Oltre 5.000 euro');
    expect(desk.page).toContain('value="8000"');
    done(await act('dario', dear, 'authorise', authorise));
    expect(await seen('carla', '?livello=director')).toContain('Intervento autorizzato');
  });

  test('what was entered is told by level and day: what, when and by whom', async () => {
    const ticketNumber = await inspected('Tombino alto');
    const text = await seen('carla', '?livello=operator');
    expect(text).toContain(`Sopralluogo eseguito , ${house.town.bruno.name}`);
    expect(text).toContain(ticketNumber);
    const before = await seen('carla', '?livello=operator&dal=2026-01-01&al=2026-01-31');
    expect(before).toContain('Nessuna fase inserita in questi giorni.');
    expect(await seen('carla', '?dal=31/02/2026')).toContain('dato da correggere');
  });

  test('every open request without an open task waits for somebody, also where the iter asks nothing in particular', async () => {
    const taken = (await file(house, { title: 'Grata sporca' })).ticketNumber;
    done(await act('bruno', taken, 'take-in-charge'));
    const lamp = {
      ...{ category: 'street-lighting', title: 'Lampione dal manutentore' },
      answers: { 'live-cable': 'no' },
    };
    await file(house, lamp); // the company's task is open
    const operators = await seen('fabio', '?livello=operator');
    expect(operators).toContain('Da portare avanti');
    expect(operators).toContain('Grata sporca');
    for (const level of ['operator', 'supervisor', 'director'])
      expect(await seen('fabio', `?livello=${level}`)).not.toContain('Lampione dal manutentore');
    expect(await seen('fabio', '?livello=supervisor')).not.toContain('Grata sporca');
  });

  test('news that an alderman asks for waits for the office; an indication is told and moves nothing', async () => {
    const { ticketNumber } = await file(house, { title: 'Panchina rotta' });
    done(await act('elena', ticketNumber, 'ask-news'));
    const before = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    done(
      await act('elena', ticketNumber, 'indicate', { note: 'Prima di domenica, per la fiera.' }),
    );
    const after = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    expect(after).toMatchObject({
      stateCode: before.stateCode,
      version: before.version,
      dueAt: before.dueAt,
      officeId: before.officeId,
    });
    expect(await seen('bruno')).toContain('Richieste di notizie senza risposta (1)');
    const told = await seen('fabio', '?livello=alderman');
    expect(told).toContain('Indicazione dell’amministratore');
    expect(told).not.toContain('Prima di domenica');
  });

  test('nobody sees what is not theirs to see, and nobody’s contacts are on the page', async () => {
    await inspected('Solo delle strade');
    expect(await seen('nadia')).not.toContain('Solo delle strade');
    const mayor = await seen('fabio');
    expect(mayor).toContain('Solo delle strade');
    expect(mayor).not.toContain(house.town.anna.lastName);
    expect(await seen('fabio', '?ufficio=green')).not.toContain('Solo delle strade');
  });

  test('the list goes on by key', async () => {
    const { ticketNumber } = await file(house, { title: 'Molte note' });
    for (let i = 0; i < 55; i += 1)
      done(await act('bruno', ticketNumber, 'note', { note: `Nota ${i}` }));
    const desk = await seated(house, 'carla');
    await desk.get(PAGE);
    const link = /href="([^"]*pagina[^"]*)"/.exec(desk.page)?.[1] ?? '';
    await desk.get(link.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(desk.text).toContain('Sopralluogo eseguito');
  });

  test('what runs on an iter that no category names any more waits for whom that iter says', async () => {
    await inspected('Muretto sul vecchio iter');
    await house.transactions.run((em) =>
      em.update(Category, { workflowCode: 'maintenance' }, { workflowCode: 'fault' }),
    );
    house.get(Catalogue).forget();
    expect(await seen('carla', '?livello=supervisor')).toContain('Muretto sul vecchio iter');
    const desk = await seated(house, 'carla');
    await desk.get('/ufficio');
    expect(desk.page).toContain('<option value="quote-received"');
  });
});
