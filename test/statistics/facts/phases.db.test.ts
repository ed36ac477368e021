import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CountPhases1763683200105 } from '../../../migrations/1763683200105-count-phases.js';
import { IndexOpenFacts1763683200129 } from '../../../migrations/1763683200129-index-open-facts.js';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import { RequestFacts } from '../../../src/requests/facts/request-facts.entity.js';
import { StateMove } from '../../../src/requests/facts/state-move.entity.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';

describe('the phases of a request', () => {
  let house: House;
  let ticketNumber: string;
  beforeAll(async () => {
    house = await openHouse({ now: '2027-03-31T21:30:00Z' }); // 23:30 of a Wednesday
    ticketNumber = (await file(house)).ticketNumber;
  });
  afterAll(() => house.close());

  const request = () => house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const facts = async () =>
    house.reads.of(RequestFacts).findOneByOrFail({ requestId: (await request()).id });
  const moves = async () =>
    (await house.reads.of(StateMove).find({ where: { requestId: (await request()).id }, order: { seq: 'ASC' } })) // prettier-ignore
      .map(({ movedOn, fromState, toState, level }) => [movedOn, fromState, toState, level]);

  test('the filing is the first, entered by the citizen, on the day and at the hour of the town', async () => {
    expect(await moves()).toEqual([['2027-03-31', null, 'received', 'citizen']]);
    expect(await facts()).toMatchObject({ stateCode: 'received', enteredBy: 'citizen', filedWeekday: '3', filedHour: '23' }); // prettier-ignore
  });

  test('each step that leads on is one, under the level that took it; what is struck through is none', async () => {
    const { bruno, carla } = house.town;
    house.clock.set('2027-03-31T22:05:00Z'); // 0:05 of 1 April
    await recorderOf(() => house).record(bruno, ticketNumber, 'take-in-charge');
    const taken = ['2027-04-01', 'received', 'taken-in-charge', 'operator'];
    expect((await moves()).slice(1)).toEqual([taken]);
    expect(await facts()).toMatchObject({ stateCode: 'taken-in-charge', enteredBy: 'operator' });

    const { version: now, lastSeq: seq } = await request();
    const correction = { version: now, seq, reason: 'Presa in carico per errore.', treatment: 'keep' } as const; // prettier-ignore
    done(await house.get(CorrectionDesk).correct(carla, ticketNumber, correction, newId()));
    expect(await moves()).toHaveLength(1);
    expect(await facts()).toMatchObject({ stateCode: 'received', enteredBy: 'citizen' });
  });

  test('an installation that is upgraded finds the same phases in its steps', async () => {
    const { bruno } = house.town;
    await recorderOf(() => house).record(bruno, ticketNumber, 'take-in-charge');
    const [kept, known] = [await moves(), await facts()];
    expect(kept).toHaveLength(2);
    const [migration, later] = [new CountPhases1763683200105(), new IndexOpenFacts1763683200129()];
    await house.transactions.run(async (em) => {
      const queryRunner = em.queryRunner ?? em.dataSource.createQueryRunner();
      await later.down(queryRunner);
      await migration.down(queryRunner);
      await migration.up(queryRunner);
      await later.up(queryRunner);
    });
    expect(await moves()).toEqual(kept);
    expect(await facts()).toEqual(known);
  });
});
