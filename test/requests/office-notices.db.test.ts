import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Notices } from '../../src/notices/notices.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { recorderOf } from '../support/steps.js';

describe('what others say reaches the office that has the request', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const { record } = recorderOf(() => house);
  const noticesOf = async (ticketNumber: string) => {
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const { items } = await house.get(Notices).openFor(house.town.bruno);
    return items
      .filter(({ requestId }) => requestId === id)
      .map(({ kind, data }) => `${kind} ${data['action']}`);
  };
  const citizenOf = async (ticketNumber: string) => {
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    return { kind: 'citizen', requestId: id, ticketNumber } as const;
  };

  test('a filing is a new line of the list, no notice; a message and an answer are notices', async () => {
    const { bruno, carla } = house.town;
    const { ticketNumber } = await file(house);
    expect(await noticesOf(ticketNumber)).toEqual([]);
    const anna = await citizenOf(ticketNumber);
    await record(anna, ticketNumber, 'message', { note: 'La buca si è allargata.' });
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(bruno, ticketNumber, 'ask-citizen', {
      data: { question: 'Davanti a quale civico?' },
    });
    await record(anna, ticketNumber, 'answer', { note: 'Davanti al 12.' });
    expect(await noticesOf(ticketNumber)).toEqual([
      'citizen-wrote message',
      'citizen-wrote answer',
    ]);
    await record(carla, ticketNumber, 'note', { note: 'Sentita la ditta.' });
    expect(await noticesOf(ticketNumber)).toHaveLength(2);
  });

  test('a message taken at the counter and news asked by the alderman are notices too', async () => {
    const { gina, elena } = house.town;
    const { ticketNumber } = await file(house);
    await record(gina, ticketNumber, 'take-message', { note: 'Ha telefonato: è pericoloso.' });
    await record(elena, ticketNumber, 'ask-news');
    expect(await noticesOf(ticketNumber)).toEqual([
      'citizen-wrote take-message',
      'news-asked ask-news',
    ]);
  });
});
