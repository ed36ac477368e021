import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { readShippedWorkflows } from '../../../src/workflow/shipped-workflows.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { action, type Desk, seated, told } from './desk.js';

const NO_DAY = '2026-02-31';

describe('31 February in the date fields of a desk', () => {
  let house: House;
  let carla: Desk;
  beforeAll(async () => {
    house = await openHouse();
    carla = await seated(house, 'carla');
  });
  afterAll(() => house.close());

  const version = async (ticketNumber: string) =>
    done(await house.get(RequestViews).view(house.town.carla, ticketNumber, 'it')).request.version;

  /** Every date that the shipped iter asks of an office, from where the action is offered. */
  const asked: readonly [code: string, field: string, more: Record<string, string>][] = [
    ['plan-inspection', 'plannedOn', {}],
    ['assign-own-team', 'plannedOn', { 'data.team': 'Squadra strade' }],
    ['wait-third-party', 'expectedOn', { 'data.awaited': 'Il nulla osta della Provincia' }],
    ['move-term', 'newTerm', { note: 'Serve un materiale che non c’è.' }],
    ['ask-inspection', 'askedBy', {}],
    ['ask-opinion', 'askedBy', {}],
    ['assign-partner', 'askedBy', {}],
    ['protocol', 'protocolDate', { 'data.protocolNumber': '1234/2026' }],
  ];

  test('no date field of the shipped iter is left out', () => {
    const fields = readShippedWorkflows().flatMap((document) =>
      document.actions.flatMap(({ code, fields: own = [] }) =>
        own.filter(({ type }) => type === 'date').map((field) => `${code}.${field.code}`),
      ),
    );
    expect([...new Set(fields)].sort()).toEqual(
      asked.map(([code, field]) => `${code}.${field}`).sort(),
    );
  });

  test.each(asked)('%s: %s', async (code, field, more) => {
    const { ticketNumber } = await file(house);
    await carla.act(action(ticketNumber, 'take-in-charge'));
    if (code === 'assign-partner')
      await carla.act(action(ticketNumber, 'authorise'), { 'data.amount': '800' });
    const before = await version(ticketNumber);
    const answer = await carla.act(action(ticketNumber, code), {
      ...more,
      [`data.${field}`]: NO_DAY,
    });
    expect(answer.status).toBe(422);
    expect(carla.page).toContain(`href="#field-data.${field}"`);
    expect(carla.page).toMatch(new RegExp(`id="fault-data.${field}".*Data non valida`, 's'));
    expect(carla.page).toContain(`value="${NO_DAY}"`);
    for (const typed of Object.values(more)) expect(carla.page).toContain(typed);
    expect(await version(ticketNumber)).toBe(before);
  });

  test('when it came to the counter', async () => {
    const gina = await seated(house, 'gina');
    await gina.get('/ufficio/nuova');
    const answer = await gina.post('/ufficio/nuova', told({ occurredAt: `${NO_DAY}T09:00` }));
    expect(answer.status).toBe(422);
    expect(gina.page).toContain('href="#field-occurredAt"');
    expect(gina.page).toContain(`value="${NO_DAY}T09:00"`);
    expect(gina.page).toContain('value="Nilde"');
  });

  test.each([
    ['/ufficio?dal=2026-02-31&al=2026-10-31', 200],
    ['/ufficio?dal=2026-02-01&al=31/02/2026', 200],
    ['/ufficio/statistiche/segnalazioni.csv?dal=2026-02-01&al=2026-02-31', 422],
    ['/ufficio/statistiche?fino=2026-13', 422],
  ])('%s is answered with a sentence', async (path, status) => {
    expect((await carla.get(path)).status).toBe(status);
    expect(carla.text).toMatch(/Data non valida|[Mm]ese/);
  });
});
