import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { TaskDesk } from '../../../src/requests/tasks/task-desk.service.js';
import { Verifier } from '../../../src/requests/verifying/verifier.service.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { action, at, type Desk, seated } from './desk.js';

describe('an office helps another one', () => {
  let house: House;
  let bruno: Desk;
  let nadia: Desk;
  beforeAll(async () => {
    house = await openHouse();
    bruno = await seated(house, 'bruno');
    nadia = await seated(house, 'nadia');
  });
  afterAll(() => house.close());

  const asked = { 'data.office': 'environment', 'data.instructions': 'La radice del pino regge?' };
  const ask = async (code = 'ask-opinion', more: Record<string, string> = {}): Promise<string> => {
    const { ticketNumber } = await file(house);
    const sent = await bruno.act(action(ticketNumber, code), { ...asked, ...more });
    expect(sent.status).toBe(303);
    return ticketNumber;
  };
  const view = async (viewer: Viewer, ticketNumber: string) =>
    done(await house.get(RequestViews).view(viewer, ticketNumber, 'it'));
  const taskOf = async (ticketNumber: string) =>
    (await view(house.town.bruno, ticketNumber)).tasks[0]!;
  const answering = async (ticketNumber: string, word: string) =>
    at(ticketNumber, `/incarichi/${(await taskOf(ticketNumber)).id}/${word}`);

  const answer = async (path: string, fields: Record<string, string>) => {
    await nadia.get(path);
    return nadia.post(path, { ...nadia.hidden(path), ...fields });
  };

  test('the asked office finds the task in its list with the day of its own, and a notice', async () => {
    const ticketNumber = await ask('ask-opinion', { 'data.askedBy': '2026-10-12' });
    await nadia.get('/ufficio/incarichi');
    expect(nadia.text).toContain(`${ticketNumber} Incarico: parere`);
    expect(nadia.text).toContain('12/10/2026');
    expect(nadia.text).toContain('Lavori pubblici');
    await nadia.get('/ufficio/avvisi');
    expect(nadia.text).toContain('Un altro ufficio chiede il vostro aiuto');
    const task = await taskOf(ticketNumber);
    expect(task.dueAt?.toISOString()).toBe('2026-10-12T22:00:00.000Z');
    await bruno.get('/ufficio/incarichi');
    expect(bruno.text).not.toContain(ticketNumber);
  });

  test('a day that is over is refused at its field', async () => {
    const { ticketNumber } = await file(house);
    const sent = await bruno.act(action(ticketNumber, 'ask-opinion'), {
      ...asked,
      'data.askedBy': '2026-10-01',
    });
    expect(sent.status).toBe(422);
    expect((await view(house.town.bruno, ticketNumber)).tasks).toEqual([]);
  });

  test('it reads the request without contacts and may do nothing on it but answer', async () => {
    const ticketNumber = await ask();
    const seen = await view(house.town.nadia, ticketNumber);
    expect(seen).toMatchObject({ isOnlyAsked: true, citizen: null, actions: [] });
    expect(seen.steps[0]?.actor.name).toBeNull();
    await nadia.get(at(ticketNumber));
    expect(nadia.text).toContain('ha chiesto aiuto al suo ufficio');
    expect(nadia.text).toContain('La radice del pino regge?');
    expect(nadia.text).not.toContain('Ferrini');
    const command = { action: 'take-in-charge', version: 1, data: {}, files: [] };
    const refused = await house
      .get(StepDesk)
      .record(house.town.nadia, ticketNumber, command, newId());
    expect(refused).toMatchObject({ code: 'not-allowed' });
    expect((await nadia.get(at(ticketNumber, '/contatti'))).status).toBeGreaterThanOrEqual(400);
    expect((await nadia.get(action(ticketNumber, 'take-in-charge'))).status).toBe(403);
  });

  test('the answer ends the task, tells who asked, and stays between the offices', async () => {
    const ticketNumber = await ask();
    const path = await answering(ticketNumber, 'esegui');
    const empty = await answer(path, { performedDay: '2026-10-05', performedTime: '10:00' });
    expect(empty.status).toBe(422);
    const given = await answer(path, {
      note: 'La radice regge, il pino non va tagliato.',
      performedDay: '2026-10-05',
      performedTime: '10:00',
    });
    expect(given.status).toBe(303);
    await bruno.get(at(ticketNumber));
    expect(bruno.text).toContain('La radice regge, il pino non va tagliato.');
    expect(bruno.text).toMatch(/Dal 5 ottobre 2026[^,]*, Nadia/);
    await bruno.get('/ufficio/avvisi');
    expect(bruno.text).toContain('Un altro ufficio ha risposto a un incarico');
    const { request } = await view(house.town.bruno, ticketNumber);
    const holder = { kind: 'citizen', requestId: request.id, ticketNumber } as const;
    const words = JSON.stringify((await view(holder, ticketNumber)).steps);
    expect(words).not.toContain('pino');
    expect(request.version).toBe(1);
  });

  test('what it found on site is for the citizen too', async () => {
    const ticketNumber = await ask('ask-inspection');
    const path = await answering(ticketNumber, 'esegui');
    const note = 'Il muro è spanciato di dieci centimetri.';
    await answer(path, { note, performedDay: '2026-10-05', performedTime: '10:00' });
    const { request } = await view(house.town.bruno, ticketNumber);
    const holder = { kind: 'citizen', requestId: request.id, ticketNumber } as const;
    const step = (await view(holder, ticketNumber)).steps.at(-1);
    expect(step).toMatchObject({ action: 'task-complete', note });
    expect(step?.actor).toMatchObject({ kind: 'office', office: expect.stringMatching(/mbiente/) });
  });

  test('an office that was not asked neither sees nor answers it', async () => {
    const ticketNumber = await ask();
    const task = await taskOf(ticketNumber);
    const sara = await house.town.viewer('sara');
    if (sara.kind !== 'office') throw new Error('Sara is of the council');
    const given = { answer: { action: 'accept', version: 1 } as const, files: [], key: newId() };
    const place = { taskId: task.id, ticketNumber };
    expect(await house.get(TaskDesk).answer(sara, place, given)).toMatchObject({
      code: 'not-found',
    });
    expect(await house.get(TaskDesk).answer(house.town.bruno, place, given)).toMatchObject({
      code: 'not-found',
    });
  });

  test('of two colleagues who answer at once one wins', async () => {
    const ticketNumber = await ask();
    const task = await taskOf(ticketNumber);
    const answers = await Promise.all(
      ['decline', 'accept'].map((word) =>
        house.get(TaskDesk).answer(
          house.town.nadia,
          { taskId: task.id, ticketNumber },
          {
            answer: { action: word as 'accept', version: 1, reason: 'Non è nostro' },
            files: [],
            key: newId(),
          },
        ),
      ),
    );
    expect(answers.filter((one) => 'state' in one)).toHaveLength(1);
    expect(answers.filter((one) => 'code' in one)).toMatchObject([{ code: 'stale-version' }]);
  });

  test('and every chain is sound', async () => {
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });
});
