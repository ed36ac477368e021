import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OfficeViewer } from '../../../src/access/viewer.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { hidden, signedIn } from '../../doors/partners/signed-in.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

const instructions = 'Serve un parere sulle radici che sollevano l’asfalto.';

describe('nobody is asked twice for the same', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const row = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const attempt = async (viewer: OfficeViewer, ticket: string, action: string, data: object) => {
    const { version } = await row(ticket);
    const note = action === 'cancel-tasks' ? { note: 'Non serve più.' } : {};
    const command = { action, version, data: { ...data }, files: [], ...note };
    return house.get(StepDesk).record(viewer, ticket, command, newId());
  };
  const faults = async (...given: Parameters<typeof attempt>) => {
    const answer = await attempt(...given);
    return isRefusal(answer) ? answer.errors.map(({ field, code }) => `${field} ${code}`) : 'done';
  };
  const tasksOf = async (ticket: string) =>
    house.reads.of(Task).countBy({ requestId: (await row(ticket)).id });
  const takenUp = async () => {
    const { ticketNumber } = await file(house);
    done(await attempt(house.town.carla, ticketNumber, 'take-in-charge', {}));
    return ticketNumber;
  };

  test('no office asks itself', async () => {
    const { carla, officeId } = house.town;
    const ticket = await takenUp();
    const office = officeId('roads-works');
    expect(await faults(carla, ticket, 'ask-opinion', { office, instructions })).toEqual(['data.office office-own']); // prettier-ignore
    expect(await tasksOf(ticket)).toBe(0);
  });

  test('nor another one again while it has not answered; for something else, or once it is over, it does', async () => {
    const { carla, officeId } = house.town;
    const ticket = await takenUp();
    const asked = { office: officeId('green'), instructions };
    expect(await faults(carla, ticket, 'ask-opinion', asked)).toBe('done');
    expect(await faults(carla, ticket, 'ask-opinion', asked)).toEqual(['data.office office-asked-already']); // prettier-ignore
    expect(await faults(carla, ticket, 'ask-inspection', asked)).toBe('done');
    expect(await faults(carla, ticket, 'cancel-tasks', {})).toBe('done');
    expect(await faults(carla, ticket, 'ask-opinion', asked)).toBe('done');
  });

  test('a firm has one open task of a kind: the form says so at its field, with what was typed', async () => {
    const { carla, partnerId } = house.town;
    const ticket = await takenUp();
    const partner = partnerId('luce-strade');
    done(await attempt(carla, ticket, 'authorise', { amount: '900' }));
    done(await attempt(carla, ticket, 'assign-contractor', { partner, instructions }));
    expect(await faults(carla, ticket, 'assign-partner', { partner })).toEqual(['data.partner partner-asked-already']); // prettier-ignore
    const browser = await signedIn(house, 'carla');
    const path = `/ufficio/segnalazioni/${ticket}/azioni/assign-partner`;
    await browser.get(path);
    const sent = {
      ...{ versione: hidden(browser, 'versione'), viste: hidden(browser, 'viste') },
      ...{ invio: hidden(browser, 'invio'), bozza: '', note: '', internalNote: '' },
    };
    const answer = await browser.post(path, { ...sent, 'data.partner': 'luce-strade', 'data.instructions': 'Anche il marciapiede.', 'data.askedBy': '' }); // prettier-ignore
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('id="fault-data.partner"');
    expect(browser.page).toContain('Questo ente ha già un incarico aperto dello stesso tipo');
    expect(browser.page).toContain('Anche il marciapiede.');
    expect(await tasksOf(ticket)).toBe(1);
  });
});
