import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

describe('the registry number', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('is written down by hand, never invented, and stands on the request from then on', async () => {
    const { ticketNumber } = await file(house);
    const data = { protocolNumber: '0012345', protocolDate: '2026-10-05' };
    const command = { action: 'protocol', data, files: [] };
    done(await house.get(StepDesk).record(house.town.bruno, ticketNumber, command, newId()));
    const request = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    expect(request).toMatchObject({ protocolNumber: '0012345', protocolDate: '2026-10-05' });
  });
});
