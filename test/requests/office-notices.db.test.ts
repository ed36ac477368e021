import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/access/viewer.js';
import { Notices } from '../../src/notices/notices.service.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

describe('what others say reaches the office that has the request', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const record = async (
    viewer: Viewer,
    ticketNumber: string,
    action: string,
    words: { note?: string; data?: Record<string, unknown> } = {},
  ) => {
    const { request } = done(await house.get(RequestViews).view(viewer, ticketNumber, 'it'));
    const command = {
      action,
      version: request.version,
      data: {},
      files: [],
      ...words,
    };
    return done(await house.get(StepDesk).record(viewer, ticketNumber, command, newId()));
  };
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
