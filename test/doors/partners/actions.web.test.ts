import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import type { ActionDefinition } from '../../../src/workflow/domain/document.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { picture } from '../../files/pictures.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { hidden, signedIn } from './signed-in.js';

/** A council lets whoever has the task report what stands in the way, with one field of each kind. */
const REPORT: ActionDefinition = {
  code: 'report-obstacle',
  label: { it: 'Segnalare un ostacolo', en: 'Report an obstacle' },
  done: { it: 'Ostacolo segnalato', en: 'Obstacle reported' },
  from: ['@open'],
  to: '@same',
  by: ['@partner'],
  visibility: 'public',
  note: 'required',
  fields: [
    {
      code: 'obstacle',
      type: 'text',
      required: true,
      visibility: 'public',
      label: { it: 'Quale ostacolo' },
    },
    {
      code: 'until',
      type: 'date',
      required: false,
      visibility: 'public',
      label: { it: 'Fino a quando' },
    },
    {
      code: 'metres',
      type: 'number',
      required: false,
      visibility: 'public',
      label: { it: 'Metri' },
    },
    {
      code: 'cause',
      type: 'choice',
      required: true,
      visibility: 'public',
      label: { it: 'Causa' },
      choices: [
        { code: 'car', label: { it: 'Auto in sosta' } },
        { code: 'site', label: { it: 'Cantiere' } },
      ],
    },
    {
      code: 'needs',
      type: 'checklist',
      required: false,
      visibility: 'public',
      label: { it: 'Che cosa serve' },
      choices: [
        { code: 'crane', label: { it: 'Carro attrezzi' } },
        { code: 'police', label: { it: 'Polizia locale' } },
      ],
    },
    { code: 'photos', type: 'photo', required: false, visibility: 'public', label: { it: 'Foto' } },
  ],
  guards: [],
  effects: [],
};

/** One that moves the request, so that it can come too late. */
const GIVE_BACK: ActionDefinition = {
  ...REPORT,
  code: 'give-back',
  label: { it: 'Restituire la segnalazione', en: 'Give the report back' },
  done: { it: 'Segnalazione restituita', en: 'Report given back' },
  from: ['with-contractor'],
  to: 'taken-in-charge',
  fields: [],
  effects: [{ kind: 'cancel-tasks' }],
};

describe('an action that the council gives to partners', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    const workflows = house.get(Workflows);
    const { document } = await workflows.current('waste-green');
    const published = await house.transactions.run((em) =>
      workflows.publish(
        em,
        { ...document, actions: [...document.actions, REPORT, GIVE_BACK] },
        'Ivo Campi',
        house.clock.now(),
      ),
    );
    if (isRefusal(published)) throw new Error(JSON.stringify(published.errors));
  });
  afterAll(() => house.close());

  const waste = {
    category: 'waste-cleaning',
    location: { address: 'Via delle Vele 14' },
    answers: { kind: 'dumped' },
  };

  test('is a form with its fields; what was typed is kept where something is missing', async () => {
    const { ticketNumber } = await file(house, waste);
    const walter = await signedIn(house, 'walter');
    await walter.get(`/ente/segnalazioni/${ticketNumber}`);
    expect(walter.page).toContain('Segnalare un ostacolo');
    const path = `/ente/segnalazioni/${ticketNumber}/azioni/report-obstacle`;
    expect((await walter.get(path)).status).toBe(200);
    const typed = {
      submissionId: hidden(walter, 'submissionId'),
      version: hidden(walter, 'version'),
      'data.obstacle': 'Auto davanti ai cassonetti',
      'data.until': '',
      'data.metres': '4,5',
      'data.cause': '',
      'data.needs': ['crane', 'police'],
      note: 'Serve la rimozione.',
    };
    const photo = { field: 'photos', name: 'auto.jpg', bytes: await picture().jpeg().toBuffer() };
    expect((await walter.upload(path, typed, [photo])).status).toBe(422);
    expect(walter.page).toContain('id="fault-data.cause"');
    expect(walter.page).toContain('Serve la rimozione.');
    const sent = await walter.upload(
      path,
      { ...typed, 'data.cause': 'car', kept: hidden(walter, 'kept') },
      [],
    );
    expect(sent.status).toBe(303);
    await walter.follow(sent);
    expect(walter.page).toContain('Ostacolo segnalato');
    expect(walter.page).toContain('Auto in sosta');
    expect(walter.page).toContain('Carro attrezzi, Polizia locale');
    expect(walter.page).toContain('auto.jpg');
  });

  test('is refused where the request moved meanwhile: the page says so and keeps what was typed', async () => {
    const { ticketNumber } = await file(house, waste);
    const walter = await signedIn(house, 'walter');
    const path = `/ente/segnalazioni/${ticketNumber}/azioni/give-back`;
    await walter.get(path);
    const typed = {
      submissionId: hidden(walter, 'submissionId'),
      version: hidden(walter, 'version'),
      note: 'Manca la chiave.',
    };
    const move = {
      action: 'move-term',
      version: Number(typed.version),
      data: { newTerm: '2026-10-30' },
      files: [],
      note: 'Serve più tempo.',
    };
    done(
      await house
        .get(StepDesk)
        .record(await house.town.viewer('irene'), ticketNumber, move, newId()),
    );
    expect((await walter.upload(path, typed, [])).status).toBe(409);
    expect(walter.page).toContain('Nel frattempo la segnalazione è cambiata');
    expect(walter.page).toContain('Manca la chiave.');
    const again = {
      ...typed,
      version: hidden(walter, 'version'),
      submissionId: hidden(walter, 'submissionId'),
    };
    expect((await walter.upload(path, again, [])).status).toBe(303);
  });

  test('is not there without an open task, nor under any other name', async () => {
    const { ticketNumber } = await file(house, {
      ...waste,
      location: { place: 'school-il-gabbiano' },
    });
    const lia = await signedIn(house, 'lia');
    expect(
      (await lia.get(`/ente/segnalazioni/${ticketNumber}/azioni/report-obstacle`)).status,
    ).toBe(404);
    const walter = await signedIn(house, 'walter');
    expect((await walter.get(`/ente/segnalazioni/${ticketNumber}/azioni/close`)).status).toBe(404);
    const nadia = house.town.nadia;
    const { actions } = done(await house.get(RequestViews).view(nadia, ticketNumber, 'it'));
    expect(actions.map(({ code }) => code)).not.toContain('report-obstacle');
    const refused = await house
      .get(StepDesk)
      .record(nadia, ticketNumber, { action: 'report-obstacle', data: {}, files: [] }, newId());
    expect(isRefusal(refused)).toBe(true);
  });
});
