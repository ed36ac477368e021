import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Notice } from '../../src/notices/notice.entity.js';
import { ClockChanges } from '../../src/requests/clock/clock-changes.service.js';
import { ClockSweep } from '../../src/requests/clock/clock-sweep.service.js';
import { QuietPath } from '../../src/requests/quiet-path.service.js';
import { type RequestCard, RequestCards } from '../../src/requests/request-cards.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { StepValue } from '../../src/requests/steps/step-value.entity.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import { WritePath } from '../../src/requests/write-path.service.js';
import { file } from '../support/filings.js';
import { type House, openBeside, openHouse } from '../support/house.js';
import { clockDesk } from './desk.js';

/** More than fire in one transaction. */
const MANY = 55;

describe('clocks that fire together', () => {
  let house: House;
  let desk: ReturnType<typeof clockDesk>;
  beforeAll(async () => {
    house = await openHouse();
    desk = clockDesk(house);
  });
  afterAll(() => house.close());

  const filed = async (count: number, moment: string) => {
    house.clock.set(moment);
    const numbers: string[] = [];
    for (let i = 0; i < count; i += 1) numbers.push((await file(house)).ticketNumber);
    return numbers;
  };

  test('one among them that cannot be fired is put off alone, and all others fire once, by two processes too', async () => {
    const [broken = '', ...sound] = await filed(MANY, '2026-10-05T08:00:00Z');
    const { id } = await desk.request(broken);
    await house.transactions.run((em) => em.update(ServiceRequest, { id }, { stateCode: 'nowhere' })); // prettier-ignore
    const other = await openBeside(house);
    try {
      house.clock.set('2026-10-09T22:00:00Z');
      const sweeps = [house.get(ClockSweep), other.get(ClockSweep)];
      const fired = await Promise.all(sweeps.map((one) => one.sweep()));
      expect(fired.reduce((sum, one) => sum + one, 0)).toBe(sound.length * 2);
    } finally {
      await other.close();
    }
    for (const number of sound)
      expect(await desk.automatic(number)).toEqual(['state-overdue', 'state-overdue']);
    await house.transactions.run((em) => em.update(ServiceRequest, { id }, { stateCode: 'received' })); // prettier-ignore
    expect(await desk.automatic(broken)).toEqual([]);
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });

  test('what is written together is row for row what is written alone', async () => {
    const [alone = '', together = ''] = await filed(2, '2026-10-12T08:00:00Z');
    const cardOf = async (number: string): Promise<RequestCard> =>
      house.get(RequestCards).load(house.reads.em, await desk.request(number));
    const told = async (card: RequestCard) => {
      const since = card.request.dueAt;
      const fired = { rule: 'term.overdue', subject: 'supervisor', since, firesAt: since } as const;
      const change = await house.get(ClockChanges).within(house.reads.em, since)(card, fired);
      if (!change) throw new Error('nothing to tell');
      return { card, change };
    };
    const [one, other] = [await told(await cardOf(alone)), await told(await cardOf(together))];
    await house.transactions.run(async (em) => {
      await house.get(WritePath).apply(em, one.card, one.change);
      await house.get(QuietPath).apply(em, [other]);
    });
    const rows = async (ticketNumber: string) => {
      const { id, lastSeq, lastHash, version } = await desk.request(ticketNumber);
      const where = { requestId: id, seq: lastSeq };
      const step = await house.reads.of(Step).findOneByOrFail(where);
      const values = await house.reads.of(StepValue).find({ where, order: { name: 'ASC' } });
      const notices = await house.reads.of(Notice).findBy({ requestId: id });
      expect(step.hash).toBe(lastHash);
      return {
        version,
        step: { ...step, ...OF_ITS_OWN, commitments: Object.keys(step.commitments) },
        values: values.map((value) => ({ ...value, ...OF_ITS_OWN })),
        notices: notices.map((notice) => ({ ...notice, ...OF_ITS_OWN, data: { ...notice.data, number: '' } })), // prettier-ignore
      };
    };
    expect(await rows(together)).toEqual(await rows(alone));
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });
});

/** What two rows never share. */
const OF_ITS_OWN = { id: '', requestId: '', stepId: '', salt: '', hash: '', previousHash: '' };
