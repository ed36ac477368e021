import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { OfficeViewer } from '../../src/access/viewer.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { TellingDesk } from '../../src/requests/contacts/telling-desk.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import { WritePath } from '../../src/requests/write-path.service.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { annasFiling, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

const BY_PHONE = { how: 'phone', note: null } as const;

describe('telling a citizen without e-mail', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  afterEach(() => void jest.restoreAllMocks());

  const toTell = async () => {
    const contacts = { ...annasFiling().contacts, email: null, phone: '0586 724001' };
    const { ticketNumber } = await file(house, { contacts });
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    return house.reads.of(Notice).findOneByOrFail({ requestId: id, kind: 'tell-citizen' });
  };
  const tell = (id: string, telling: { how: 'phone' | 'post'; note: string | null } = BY_PHONE) =>
    house.get(TellingDesk).tell(house.town.gina, id, telling);
  const after = async ({ id, requestId }: Notice) => {
    const { doneAt } = await house.reads.of(Notice).findOneByOrFail({ id });
    const steps = await house.reads.of(Step).countBy({ requestId: requestId!, action: 'told' });
    return { isDone: doneAt !== null, steps };
  };

  test('ends the notice and writes the step; a double click is answered alike and told once', async () => {
    const notice = await toTell();
    const answers = await Promise.all([tell(notice.id), tell(notice.id)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(isRefusal(answers[0])).toBe(false);
    expect(await after(notice)).toEqual({ isDone: true, steps: 1 });
    expect(await tell(notice.id, { how: 'post', note: 'Di nuovo' })).toMatchObject({
      code: 'key-reused',
    });
  });

  test('writes neither where one of the two cannot be written', async () => {
    const notice = await toTell();
    jest.spyOn(house.get(WritePath), 'apply').mockRejectedValueOnce(new Error('the disk is full'));
    await expect(tell(notice.id)).rejects.toThrow('the disk is full');
    expect(await after(notice)).toEqual({ isDone: false, steps: 0 });
    expect(isRefusal(await tell(notice.id))).toBe(false);
    expect(await after(notice)).toEqual({ isDone: true, steps: 1 });
  });

  test('of two people at the desk one tells, the other hears that it is no longer there', async () => {
    const notice = await toTell();
    const colleague: OfficeViewer = { ...house.town.gina, accountId: house.town.bruno.accountId };
    const desk = house.get(TellingDesk);
    const answers = await Promise.all(
      [house.town.gina, colleague].map((viewer) => desk.tell(viewer, notice.id, BY_PHONE)),
    );
    expect(answers.filter(isRefusal)).toMatchObject([{ code: 'not-found' }]);
    expect(await after(notice)).toEqual({ isDone: true, steps: 1 });
  });

  test('is refused to whom it is not for, and for what is no such notice', async () => {
    const notice = await toTell();
    const desk = house.get(TellingDesk);
    expect(await desk.tell(house.town.bruno, notice.id, BY_PHONE)).toMatchObject({
      code: 'not-allowed',
    });
    for (const id of [newId(), 'x']) expect(await tell(id)).toMatchObject({ code: 'not-found' });
    expect(await after(notice)).toEqual({ isDone: false, steps: 0 });
  });
});
