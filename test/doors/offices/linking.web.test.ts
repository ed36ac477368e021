import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';
import { action, at, Desk, seated } from './desk.js';

const words = 'È stato verificato sul posto, ed è la stessa buca che era già stata segnalata.';
const again = 'La seconda volta la buca è stata rifatta con un fondo nuovo e più profondo.';

describe('the pages of requests that belong together', () => {
  let house: House;
  let carla: Desk;
  beforeAll(async () => {
    house = await openHouse();
    carla = await seated(house, 'carla');
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const record = (ticketNumber: string, code: string, data: object = {}, note?: string) =>
    steps.record(house.town.carla, ticketNumber, code, {
      data: { ...data },
      ...(note && { note }),
    });
  const closing = (whatWasDone: string, more: object) => ({
    ...{ whatWasDone, doneBy: 'Ufficio strade', citizenCan: words },
    ...more,
  });
  const holder = async ({ ticketNumber, password }: { ticketNumber: string; password: string }) => {
    const browser = new Desk(house.app);
    await browser.get('/servizi/segnalazioni');
    await browser.post('/servizi/segnalazioni/accedi', { ticketNumber, password });
    return browser;
  };

  test('an office splits a report; its citizen reads of it and opens the part without another password', async () => {
    const filed = await file(house);
    const path = at(filed.ticketNumber, '/dividi');
    await carla.get(at(filed.ticketNumber));
    expect(carla.page).toContain(path);
    await carla.get(path);
    const fields = {
      category: 'street-lighting',
      title: 'Lampione spento',
      description: 'È buio.',
    };
    const unnamed = await carla.post(path, { ...carla.hidden(path), ...fields, title: '' });
    expect(unnamed.status).toBe(422);
    expect(carla.page).toContain('È buio.');
    const unasked = await carla.post(path, { ...carla.hidden(path), ...fields });
    expect(unasked.status).toBe(422);
    expect(carla.page).toContain('name="answers.live-cable"');
    const answers = { 'answers.live-cable': 'no' };
    const sent = await carla.post(path, {
      ...carla.hidden(path),
      ...{ ...fields, ...answers, waits: '1' },
    });
    expect(sent.status).toBe(303);
    await carla.get(at(filed.ticketNumber));
    expect(carla.text).toContain('Parti che proseguono da sole');
    expect(carla.text).toContain('si chiude solo dopo questa parte');
    const anna = await holder(filed);
    await anna.get(`/servizi/segnalazioni/${filed.ticketNumber}`);
    expect(anna.text).toContain('Le altre parti della sua segnalazione');
    const part =
      /segnalazioni\/(2026-\d{6}-.)"><span class="iter-number">/.exec(anna.page)?.[1] ?? '';
    expect(part).not.toBe(filed.ticketNumber);
    expect((await anna.get(`/servizi/segnalazioni/${part}`)).status).toBe(200);
    expect(anna.text).toContain('Una parte di un’altra segnalazione');
  });

  test('whose report was joined to another reads there how that one stands, and the office reads their words', async () => {
    const [first, second] = [await file(house), await file(house, { description: 'Anche qui.' })];
    for (const { ticketNumber } of [first, second]) await record(ticketNumber, 'take-in-charge');
    const joined = { outcome: 'duplicate', duplicateOf: first.ticketNumber };
    await record(second.ticketNumber, 'close-without-work', closing(words, joined));
    const anna = await holder(second);
    await anna.get(`/servizi/segnalazioni/${second.ticketNumber}`);
    expect(anna.text).toContain(`Unita alla segnalazione ${first.ticketNumber}`);
    expect(anna.text).not.toContain('mezzo metro');
    await carla.get(at(first.ticketNumber));
    expect(carla.text).toContain('Segnalazioni dello stesso problema, unite a questa');
    expect(carla.text).toContain('Anche qui.');
    const message = `/servizi/segnalazioni/${second.ticketNumber}/azioni/message`;
    await anna.get(message);
    const sent = await anna.post(message, {
      ...anna.hidden(message),
      note: 'È più larga di ieri.',
    });
    expect(sent.status).toBe(303);
    await anna.get(`/servizi/segnalazioni/${second.ticketNumber}`);
    expect(anna.text).toContain('È più larga di ieri.');
    await carla.get(at(first.ticketNumber));
    expect(carla.text).toContain('Messaggio di chi ha inviato una segnalazione unita a questa');
    expect(carla.text).toContain(`Segnalazione unita: ${second.ticketNumber}`);
  });

  test('after a reopening the first answer stands beside the new one, for the office that closes and for the citizen', async () => {
    const filed = await file(house);
    const { ticketNumber } = filed;
    await record(ticketNumber, 'take-in-charge');
    const answered = { outcome: 'answered' };
    await record(ticketNumber, 'close-without-work', closing(words, answered));
    await record(ticketNumber, 'reopen', {}, 'La buca c’è ancora.');
    await record(ticketNumber, 'take-in-charge');
    await carla.get(action(ticketNumber, 'close-without-work'));
    expect(carla.text).toContain('Risposta data il');
    expect(carla.text).toContain('era già stata segnalata');
    await record(ticketNumber, 'close-without-work', closing(again, answered));
    const anna = await holder(filed);
    await anna.get(`/servizi/segnalazioni/${ticketNumber}`);
    expect(anna.text.indexOf('più profondo')).toBeLessThan(anna.text.indexOf('Risposta data il'));
    expect(anna.text).toContain('Risposta data il');
  });
});
