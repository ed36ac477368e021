import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import { RequestFacts } from '../../../src/requests/facts/request-facts.entity.js';
import { RequestReopening } from '../../../src/requests/facts/request-reopening.entity.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { monthOf } from '../../../src/statistics/domain/month.js';
import { MonthStatistics } from '../../../src/statistics/months/month.service.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';

const ANSWER = {
  outcome: 'refused',
  whatWasDone: 'La proposta è stata esaminata: la strada non ha la larghezza necessaria.',
  doneBy: 'Ufficio tecnico',
  citizenCan: 'La proposta si può presentare di nuovo al prossimo piano della mobilità.',
  reasons: 'La sezione stradale minima prevista dalle norme non lo consente.',
};

describe('a reopening', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
  });
  afterAll(() => house.close());

  const { record } = recorderOf(() => house);
  const figures = async (code: string) =>
    (await house.get(MonthStatistics).report(monthOf(code))).totals;

  test('keeps the closing that it undoes: October still tells it when December has another', async () => {
    const { bruno, carla } = house.town;
    const { ticketNumber } = await file(house);
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(carla, ticketNumber, 'close-without-work', { data: ANSWER });
    const october = await figures('2026-10');
    expect(october).toMatchObject({ received: 1, closed: 1, reopened: 0, openAtEnd: 0 });
    house.clock.set('2026-11-02T09:00:00Z');
    await record(carla, ticketNumber, 'reopen', { note: 'La buca si è riaperta.' });
    expect(await figures('2026-10')).toEqual(october);
    expect(await figures('2026-11')).toMatchObject({ openAtStart: 0, reopened: 1, openAtEnd: 1 });
    house.clock.set('2026-12-03T09:00:00Z');
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(carla, ticketNumber, 'close-without-work', { data: ANSWER });
    expect(await figures('2026-10')).toEqual(october);
    expect(await figures('2026-12')).toMatchObject({ openAtStart: 1, closed: 1, openAtEnd: 0 });
  });

  test('and the next closing never overlap, whatever earlier day is claimed for it', async () => {
    const { carla, bruno } = house.town;
    const { ticketNumber } = await file(house);
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const facts = () => house.reads.of(RequestFacts).findOneByOrFail({ requestId: id });
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(carla, ticketNumber, 'close-without-work', { data: ANSWER });
    const first = await facts();
    house.clock.set('2026-12-10T09:00:00Z');
    await record(carla, ticketNumber, 'reopen', { note: 'Di nuovo.' });
    house.clock.set('2026-12-20T09:00:00Z');
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(carla, ticketNumber, 'close-without-work', { data: ANSWER, occurredAt: new Date('2026-12-05T09:00:00Z') }); // prettier-ignore
    const [kept] = await house.reads.of(RequestReopening).findBy({ requestId: id });
    expect(kept).toMatchObject({ closedOn: first.closedOn, outcome: 'refused', isWithdrawn: false, reopenedOn: '2026-12-10' }); // prettier-ignore
    expect(await facts()).toMatchObject({ closedOn: '2026-12-10', timesReopened: 1 });
  });

  test('that is struck through counts no more: the closing stands as it stood', async () => {
    const { bruno, carla } = house.town;
    house.clock.set('2027-01-11T09:00:00Z');
    const { ticketNumber } = await file(house);
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const facts = () => house.reads.of(RequestFacts).findOneByOrFail({ requestId: id });
    await record(bruno, ticketNumber, 'take-in-charge');
    await record(carla, ticketNumber, 'close-without-work', { data: ANSWER });
    const closed = await facts();
    house.clock.set('2027-02-01T09:00:00Z');
    await record(carla, ticketNumber, 'reopen', { note: 'Per errore.' });
    const { version } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const given = { seq: 4, treatment: 'keep', version, reason: 'Era un’altra buca.' } as const;
    done(await house.get(CorrectionDesk).correct(carla, ticketNumber, given, newId()));
    expect(await house.reads.of(RequestReopening).findBy({ requestId: id })).toEqual([]);
    expect(await facts()).toEqual(closed);
  });
});
