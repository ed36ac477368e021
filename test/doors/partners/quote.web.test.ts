import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { hidden, signedIn } from './signed-in.js';

const STEPS = [
  ['bruno', 'take-in-charge', {}],
  ['bruno', 'record-inspection', { findings: 'Sul posto si è trovato quanto segnalato.' }],
  ['carla', 'ask-quote', { instructions: 'Panchina nuova, posa compresa.' }],
] as const;

describe('a firm that is asked for a quote', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const asked = async () => {
    const answers = { object: 'bench' };
    const { ticketNumber } = await file(house, { category: 'street-furniture', answers });
    const requests = house.reads.of(ServiceRequest);
    for (const [who, action, given] of STEPS) {
      house.clock.pass(60_000);
      const { version } = await requests.findOneByOrFail({ ticketNumber });
      const partner = action === 'ask-quote' ? { partner: house.town.partnerId('luce-strade') } : {}; // prettier-ignore
      const command = { action, version, data: { ...given, ...partner }, files: [] };
      done(await house.get(StepDesk).record(house.town[who], ticketNumber, command, newId()));
    }
    const { id: requestId } = await requests.findOneByOrFail({ ticketNumber });
    const { id } = await house.reads.of(Task).findOneByOrFail({ requestId });
    return { ticketNumber, path: `/ente/segnalazioni/${ticketNumber}`, taskId: id };
  };

  test('finds the word for it on its page, and is told who reads it', async () => {
    const { path, taskId } = await asked();
    const tommaso = await signedIn(house, 'tommaso');
    await tommaso.get(path);
    expect(tommaso.page).toContain('Invia il preventivo');
    expect(tommaso.page).not.toContain('Registra l’intervento eseguito');
    await tommaso.get(`${path}/incarichi/${taskId}/esegui`);
    expect(tommaso.page).toContain('<h1>Inviare il preventivo</h1>');
    expect(tommaso.page).toContain('lo legge solo l’ufficio');
    expect(tommaso.page).not.toMatch(/chi ha segnalato<|Giorno di esecuzione|Numero operatore/);
    expect(hidden(tommaso, 'version')).toBe('1');
  });

  test('gives the amount in a field of its own: what is none is told there, the office reads it', async () => {
    const { ticketNumber, path, taskId } = await asked();
    const tommaso = await signedIn(house, 'tommaso');
    const form = `${path}/incarichi/${taskId}/esegui`;
    await tommaso.get(form);
    const typed = { version: '1', submissionId: hidden(tommaso, 'submissionId'), note: 'Posa compresa.' }; // prettier-ignore
    expect((await tommaso.post(form, { ...typed, amount: 'molto' })).status).toBe(422);
    expect(tommaso.page).toContain('id="fault-amount"');
    expect(tommaso.page).toContain('Posa compresa.');
    const sent = await tommaso.post(form, { ...typed, amount: '80.000,00' });
    expect(sent.status).toBe(303);
    await tommaso.follow(sent);
    expect(tommaso.page).toContain('Preventivo inviato all’ufficio.');
    const carla = await signedIn(house, 'carla');
    await carla.get(`/ufficio/segnalazioni/${ticketNumber}`);
    expect(carla.page).toMatch(/Importo in euro<\/dt><dd>80.?000</);
  });
});
