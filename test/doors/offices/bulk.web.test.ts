import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { type Desk, seated } from './desk.js';

const TOGETHER = '/ufficio/insieme';

describe('several requests at once', () => {
  let house: House;
  let carla: Desk;
  beforeAll(async () => {
    house = await openHouse();
    carla = await seated(house, 'carla');
  });
  afterAll(() => house.close());

  const rows = async (...titles: string[]) => {
    const filed = await Promise.all(titles.map((title) => file(house, { title })));
    return filed.map(({ ticketNumber }) => `${ticketNumber}:1`);
  };
  const stored = (row: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber: row.split(':')[0] ?? '' });
  const send = async (desk: Desk, fields: Record<string, string | readonly string[]>) => {
    await desk.get('/ufficio');
    return desk.post(TOGETHER, { invio: newId(), ...fields });
  };

  test('the list has a box for each row, with the version that the page shows', async () => {
    const [row = ''] = await rows('Con una casella');
    await carla.get('/ufficio');
    expect(carla.page).toContain(`name="riga" value="${row}"`);
    expect(carla.page).toContain('form="insieme"');
  });

  test('each row is a step of its own; what one is refused is told beside it and stops no other', async () => {
    const [first = '', second = '', third = ''] = await rows('Uno', 'Due', 'Tre');
    await send(carla, { riga: second, vai: 'prendi' });
    await send(carla, { riga: [first, second, third, '2026-999999-Z:1'], vai: 'prendi' });
    expect(carla.text).toContain('2 fatte. 2 non fatte.');
    expect(carla.text).toContain('Due');
    for (const row of [first, second, third])
      expect(await stored(row)).toMatchObject({ stateCode: 'taken-in-charge', version: 2 });
  });

  test('the same form sent again gives the same answer and does nothing twice', async () => {
    const chosen = await rows('Nota uno', 'Nota due');
    const form = { riga: chosen, vai: 'nota', nota: 'Passare domattina.', invio: newId() };
    await send(carla, form);
    expect(carla.text).toContain('2 fatte.');
    await send(carla, form);
    expect(carla.text).toContain('2 fatte.');
    const { id } = await stored(chosen[0] ?? '');
    expect(await house.reads.of(Step).countBy({ requestId: id, action: 'note' })).toBe(1);
  });

  test('a row that is sent twice is done once', async () => {
    const [row = ''] = await rows('Due volte');
    const twice = [row, row.replace(':1', ':01')];
    await send(carla, { riga: [...twice, row], vai: 'nota', nota: 'Una sola.' });
    expect(carla.text).toContain('Una fatta.');
    const { id } = await stored(row);
    expect(await house.reads.of(Step).countBy({ requestId: id, action: 'note' })).toBe(1);
  });

  test('somebody gets them who belongs to the office; somebody of another office does not', async () => {
    const chosen = await rows('A Beatrice', 'Anche');
    await send(carla, { riga: chosen, vai: 'assegna', persona: house.town.accountId('beatrice') });
    expect(carla.text).toContain('2 fatte.');
    expect((await stored(chosen[0] ?? '')).assigneeId).toBe(house.town.accountId('beatrice'));
    const more = await rows('A Nadia');
    await send(carla, { riga: more, vai: 'assegna', persona: house.town.accountId('nadia') });
    expect(carla.text).toContain(
      'Questa persona non fa parte dell’ufficio che ha la segnalazione.',
    );
  });

  test('a director hands them over, with a reason; a supervisor may not, row by row', async () => {
    const chosen = await rows('Al verde');
    const dario = await seated(house, 'dario');
    const form = { riga: chosen, vai: 'passa', destinazione: 'green' };
    expect((await send(dario, form)).status).toBe(422);
    expect(dario.page).toContain('id="fault-motivo"');
    expect(dario.page).toContain(`value="${chosen[0]}" checked`);
    const reason = { ...form, motivo: 'È un ramo.' };
    await send(carla, reason);
    expect(carla.text).toContain('Una non fatta.');
    await send(dario, reason);
    expect(dario.text).toContain('Una fatta.');
    expect((await stored(chosen[0] ?? '')).officeId).toBe(house.town.officeId('green'));
  });

  test('nothing ticked, and more than a hundred, are said so', async () => {
    expect((await send(carla, { vai: 'prendi' })).status).toBe(422);
    expect(carla.text).toContain('Scegliere almeno una segnalazione dall’elenco.');
    const many = Array.from({ length: 101 }, (_, i) => `2026-${String(i).padStart(6, '0')}-A:1`);
    expect((await send(carla, { riga: many, vai: 'prendi' })).status).toBe(422);
    expect(carla.text).toContain('al massimo 100 per volta');
  });

  test('the chosen ones are printed as a list for work; somebody else’s are not among them', async () => {
    const [ours = ''] = await rows('Da stampare');
    const theirs = await file(house, {
      title: 'Di altri',
      category: 'waste-cleaning',
      answers: { kind: 'dumped' },
    });
    await send(carla, { riga: [ours, `${theirs.ticketNumber}:1`], vai: 'stampa' });
    expect(carla.text).toContain('Da stampare');
    expect(carla.text).not.toContain('Di altri');
  });
});
