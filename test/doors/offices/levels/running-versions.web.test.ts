import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorkflowDocument } from '../../../../src/workflow/domain/document.js';
import { Workflows } from '../../../../src/workflow/workflow.service.js';
import { done, file } from '../../../support/filings.js';
import { type House, openHouse } from '../../../support/house.js';
import { recorderOf } from '../../../support/steps.js';
import { seated } from '../desk.js';

const LEVELS = ['operator', 'supervisor', 'director', 'alderman', 'mayor'] as const;
type Person = 'bruno' | 'beatrice' | 'carla';

describe('steps by level, while requests run on several versions of an iter', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const { record } = recorderOf(() => house);
  const act = (
    who: Person,
    ticketNumber: string,
    action: string,
    data: Record<string, unknown> = {},
  ) => record(house.town[who], ticketNumber, action, { data });
  /** At which levels the page has the title among what waits, and as what. */
  const standsAt = async (title: string) => {
    const desk = await seated(house, 'fabio');
    const found: string[] = [];
    for (const level of LEVELS) {
      await desk.get(`/ufficio/fasi-per-livello?livello=${level}`);
      const waits = /<section aria-labelledby="waits-title">[\s\S]*?<\/section>/.exec(desk.page);
      for (const part of (waits?.[0] ?? '').split('<h3').slice(1))
        if (part.includes(title)) found.push(`${level}: ${/>([^(]*) \(/.exec(part)?.[1]}`);
    }
    return found;
  };
  const publish = async (code: string, change: (document: WorkflowDocument) => void) => {
    const document = structuredClone((await house.get(Workflows).current(code)).document);
    change(document);
    await house.transactions.run(async (em) =>
      done(await house.get(Workflows).publish(em, document, 'Ivo Campi', house.clock.now())),
    );
  };
  const change = (document: WorkflowDocument, code: string, made: object) =>
    Object.assign(document.actions.find((one) => one.code === code) ?? {}, made);
  const worked = async (title: string) => {
    const { ticketNumber } = await file(house, { title });
    await act('bruno', ticketNumber, 'take-in-charge');
    await act('bruno', ticketNumber, 'assign-own-team');
    await act('bruno', ticketNumber, 'record-work-done', { work: 'Buca chiusa a caldo.' });
    return ticketNumber;
  };

  test('each waits as the version says that it runs on, whatever was published since', async () => {
    const old = await worked('Vecchia versione verificata');
    await act('bruno', old, 'verify');
    expect(await standsAt('Vecchia versione verificata')).toEqual(['supervisor: Da chiudere']);
    const four = { kind: 'not-who-did' as const, actions: ['record-work-done'] };
    await publish('fault', (document) => {
      change(document, 'close', { by: ['director'] });
      change(document, 'verify', { by: ['supervisor'], guards: [four] });
    });
    const fresh = await worked('Nuova versione da verificare');
    expect(await standsAt('Vecchia versione verificata')).toEqual(['supervisor: Da chiudere']);
    expect(await standsAt('Nuova versione da verificare')).toEqual([
      'supervisor: Da verificare da parte di un’altra persona',
    ]);
    await act('carla', fresh, 'verify');
    expect(await standsAt('Nuova versione da verificare')).toEqual(['director: Da chiudere']);
  });

  test('an answer that a second person signs stands once, with whoever may sign it', async () => {
    const title = 'Orari alla porta';
    const { ticketNumber } = await file(house, {
      category: 'council-services',
      title,
      answers: {},
    });
    const prepare = { draft: 'Gli orari alla porta sono stati corretti e sono quelli del sito.' };
    const sara = await house.town.viewer('sara');
    await record(sara, ticketNumber, 'take-in-charge');
    await record(sara, ticketNumber, 'prepare-answer', { data: prepare });
    expect(await standsAt(title)).toEqual(['supervisor: Da chiudere']);
  });

  test('a quote past the supervisor’s limit is the director’s, though the category asks for no authorisation', async () => {
    const dear = await file(house, { category: 'street-furniture', answers: { object: 'bench' }, title: 'Panchina cara' }); // prettier-ignore
    await act('bruno', dear.ticketNumber, 'take-in-charge');
    await act('bruno', dear.ticketNumber, 'record-inspection', {
      findings: 'Le doghe sono rotte.',
    });
    await act('bruno', dear.ticketNumber, 'record-quote', { amount: '7500' });
    expect(await standsAt('Panchina cara')).toEqual(['director: Interventi da autorizzare']);
  });
});
