import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TellImportedPhasesApart1763683200160 as TellApart } from '../../migrations/1763683200160-tell-imported-phases-apart.js';
import { StateMove } from '../../src/requests/facts/state-move.entity.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { newId } from '../../src/shared/ids.js';
import { monthOf } from '../../src/statistics/domain/month.js';
import { MonthComposer } from '../../src/statistics/months/month-composer.service.js';
import { done } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

const NOBODY_SAYS = { categoryCode: 'roads-signs', channel: 'phone', title: 'Una prova', outcome: null } as const; // prettier-ignore

describe('what was imported as over', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    await house.get(ImportDesk).importRequests([card('chiusa', 'closed', '2026-05-20T10:00:00Z'), card('ritirata', 'withdrawn', '2026-03-31T21:59:00Z'), card('aperta', 'taken-in-charge', null), card('riaperta', 'closed', '2026-04-10T10:00:00Z')], 'prova'); // prettier-ignore
    const { ticketNumber, version } = await requestOf('riaperta');
    const reopening = { action: 'reopen', version, data: {}, files: [], note: 'La buca si è riaperta.' }; // prettier-ignore
    done(await house.get(StepDesk).record(house.town.carla, ticketNumber, reopening, newId()));
  });
  afterAll(() => house.close());

  const card = (sourceId: string, stateCode: string, closed: string | null) => ({ ...NOBODY_SAYS, ...{ sourceSystem: 'prova', sourceId, stateCode }, filedAt: new Date('2026-02-10T10:00:00Z'), closedAt: closed === null ? null : new Date(closed), isWithdrawn: stateCode === 'withdrawn' }); // prettier-ignore
  const requestOf = (sourceId: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ sourceId });
  const moves = () => house.reads.of(StateMove).find({ order: { requestId: 'ASC', seq: 'ASC' } });
  const movesOf = async (sourceId: string) => {
    const { id: requestId } = await requestOf(sourceId);
    return (await moves()).filter((move) => move.requestId === requestId).map(({ movedOn, fromState, toState, level }) => [movedOn, fromState, toState, level]); // prettier-ignore
  };
  /** By the state at the end of a month: what is open, what ended in it. */
  const states = async (month: string) => {
    const { by } = await house.get(MonthComposer).compose(monthOf(month));
    return Object.fromEntries(by.state.map(({ code, openAtEnd, closed, withdrawn }) => [code, [openAtEnd, closed, withdrawn]])); // prettier-ignore
  };

  test('was filed on one day and ended on another; what is open stands since its filing where the other system had it', async () => {
    const filed = ['2026-02-10', null, 'received', 'system'];
    expect(await movesOf('chiusa')).toEqual([filed, ['2026-05-20', 'received', 'closed', 'system']]); // prettier-ignore
    expect(await movesOf('ritirata')).toEqual([filed, ['2026-03-31', 'received', 'withdrawn', 'system']]); // prettier-ignore
    expect(await movesOf('aperta')).toEqual([['2026-02-10', null, 'taken-in-charge', 'system']]);
    expect((await movesOf('riaperta')).slice(0, 2)).toEqual([filed, ['2026-04-10', 'received', 'closed', 'system']]); // prettier-ignore
    expect((await movesOf('riaperta'))[2]).toEqual(['2026-10-05', 'closed', 'reopened', 'supervisor']); // prettier-ignore
  });

  test('counts in a past month under the state in which it stood then', async () => {
    expect(await states('2026-02')).toEqual({ received: [3, 0, 0], 'taken-in-charge': [1, 0, 0] });
    expect(await states('2026-03')).toEqual({ received: [2, 0, 0], 'taken-in-charge': [1, 0, 0], withdrawn: [0, 0, 1] }); // prettier-ignore
    expect(await states('2026-04')).toEqual({ closed: [0, 1, 0], received: [1, 0, 0], 'taken-in-charge': [1, 0, 0] }); // prettier-ignore
    expect(await states('2026-05')).toEqual({ closed: [0, 1, 0], 'taken-in-charge': [1, 0, 0] });
  });

  test('is told apart in a town that took it in before, as if it came today', async () => {
    const today = await moves();
    const migrate = (direction: 'up' | 'down') =>
      house.transactions.run((em) => new TellApart()[direction](em.queryRunner ?? em.dataSource.createQueryRunner())); // prettier-ignore
    await migrate('down');
    expect(await movesOf('chiusa')).toEqual([['2026-02-10', null, 'closed', 'system']]);
    expect((await states('2026-02'))['closed']).toEqual([2, 0, 0]);
    await migrate('up');
    expect(await moves()).toEqual(today);
    await migrate('down');
    await migrate('up');
    expect(await moves()).toEqual(today);
  });
});
