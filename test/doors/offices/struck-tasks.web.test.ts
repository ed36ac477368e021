import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { TaskDesk } from '../../../src/requests/tasks/task-desk.service.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { at, type Desk, seated } from './desk.js';

const REASON = 'Affidata alla ditta sbagliata';

describe('the page on which a step is struck says beforehand what becomes of tasks', () => {
  let house: House;
  let carla: Desk;
  beforeAll(async () => {
    house = await openHouse();
    carla = await seated(house, 'carla');
  });
  afterAll(() => house.close());

  const record = async (
    ticketNumber: string,
    action: string,
    data: Record<string, unknown> = {},
  ) => {
    const { version } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const command = { action, version, data, files: [] };
    return done(await house.get(StepDesk).record(house.town.carla, ticketNumber, command, newId()));
  };
  const page = (ticketNumber: string, seq: number) => at(ticketNumber, `/fasi/${seq}/correzione`);
  const assigned = async () => {
    const { ticketNumber } = await file(house);
    await record(ticketNumber, 'take-in-charge');
    await record(ticketNumber, 'authorise', { amount: '800' });
    const partner = house.town.partnerId('luce-strade');
    const instructions = 'Chiudere la buca con asfalto a caldo.';
    const { seq } = await record(ticketNumber, 'assign-contractor', { partner, instructions });
    return { ticketNumber, seq };
  };

  test('an assignment: its task is withdrawn, and so it is', async () => {
    const { ticketNumber, seq } = await assigned();
    const path = page(ticketNumber, seq);
    await carla.get(path);
    expect(carla.text).toMatch(/L’incarico \(intervento\) affidato a Luce.* viene ritirato/);
    const sent = { ...carla.hidden(path), reason: REASON, treatment: 'keep' };
    await carla.follow(await carla.post(path, sent));
    expect(carla.text).toContain('Luce & Strade S.r.l. annullato');
  });

  test('an assignment that was carried out: it can only lose its words; what was typed stays', async () => {
    const { ticketNumber, seq } = await assigned();
    const { id: requestId } = await house.reads
      .of(ServiceRequest)
      .findOneByOrFail({ ticketNumber });
    const { id: taskId, version } = await house.reads.of(Task).findOneByOrFail({ requestId });
    const answer = { answer: { action: 'complete', version }, files: [], key: newId() } as const;
    const task = { taskId, ticketNumber };
    const answered = done(await house.get(TaskDesk).answer(house.town.tommaso, task, answer));
    const path = page(ticketNumber, seq);
    await carla.get(path);
    expect(carla.text).toContain('è già stato eseguito: la fase si può correggere solo per');
    const sent = { ...carla.hidden(path), reason: REASON, treatment: 'keep' };
    expect((await carla.post(path, sent)).status).toBe(422);
    expect(carla.text).toMatch(/Luce.* ha già eseguito l’incarico/);
    expect(carla.page).toContain(`${REASON}</textarea>`);
    await carla.get(page(ticketNumber, answered.seq));
    expect(carla.text).toMatch(/ciò che ha comunicato Luce.*la correzione non cambia l’incarico/);
  });

  test('a record of the work: the task that it ended is open again; nothing of a step without tasks', async () => {
    const { ticketNumber, seq } = await assigned();
    const work = await record(ticketNumber, 'record-work-done', { work: 'Buca chiusa a caldo.' });
    await carla.get(page(ticketNumber, work.seq));
    expect(carla.text).toMatch(/di Luce.*, concluso con questa fase, torna aperto com’era/);
    await record(ticketNumber, 'verify');
    await carla.get(page(ticketNumber, work.seq));
    expect(carla.text).toMatch(/di Luce.*, concluso con questa fase, resta concluso/);
    await carla.get(page(ticketNumber, seq - 1));
    expect(carla.text).not.toContain('incarico (');
  });
});
