import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { CountClockFailures1763683200085 } from '../../migrations/1763683200085-count-clock-failures.js';
import { CreateDueClocks1763683200060 } from '../../migrations/1763683200060-create-due-clocks.js';
import { ClockLoop } from '../../src/doors/clock/clock-loop.service.js';
import { ClockFiring } from '../../src/requests/clock/clock-firing.service.js';
import { ClockSweep } from '../../src/requests/clock/clock-sweep.service.js';
import { DueClock } from '../../src/requests/clock/due-clock.entity.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { Clock } from '../../src/shared/clock.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { clockDesk } from './desk.js';

describe('a clock that does not go as it should', () => {
  let house: House;
  let desk: ReturnType<typeof clockDesk>;
  beforeAll(async () => {
    house = await openHouse();
    desk = clockDesk(house);
  });
  afterAll(() => house.close());

  const inState = (id: string, stateCode: string) =>
    house.transactions.run((em) => em.update(ServiceRequest, { id }, { stateCode }));
  const firstRung = (requestId: string) =>
    house.reads
      .of(DueClock)
      .findOneByOrFail({ requestId, rule: 'state.overdue', subject: 'operator' });

  test('one that keeps failing is tried again later and later, stops nobody else, and fires once it can', async () => {
    house.clock.set('2026-10-05T08:00:00Z');
    const broken = (await file(house)).ticketNumber;
    const sound = (await file(house)).ticketNumber;
    const { id } = await desk.request(broken);
    await inState(id, 'nowhere'); // no iter knows this state: whatever fires throws
    await desk.sweepAt('2026-10-08T22:00:00Z');
    expect(await desk.automatic(sound)).toEqual(['state-overdue']);
    expect(await firstRung(id)).toMatchObject({ failures: 1, firedAt: null, firesAt: new Date('2026-10-08T22:01:00Z') }); // prettier-ignore
    await desk.sweepAt('2026-10-08T22:00:30Z');
    expect(await firstRung(id)).toMatchObject({ failures: 1 });
    for (const [moment, failures, next] of [
      ['2026-10-08T22:01:00Z', 2, '2026-10-08T22:03:00Z'],
      ['2026-10-08T22:03:00Z', 3, '2026-10-08T22:07:00Z'],
    ] as const) {
      await desk.sweepAt(moment);
      expect(await firstRung(id)).toMatchObject({ failures, firesAt: new Date(next) });
    }
    await inState(id, 'received');
    await desk.sweepAt('2026-10-08T22:07:00Z');
    expect(await desk.automatic(broken)).toEqual(['state-overdue']);
  });

  test('requests that are older than the clocks get theirs, and nobody is told of what was missed', async () => {
    house.clock.set('2026-10-05T09:00:00Z');
    const { ticketNumber } = await file(house);
    const runner = house.get(DataSource).createQueryRunner();
    await runner.dropTable('due_clocks');
    await new CreateDueClocks1763683200060().up(runner);
    await new CountClockFailures1763683200085().up(runner);
    await runner.release();
    await desk.sweepAt('2026-11-05T09:00:00Z'); // reminders and the first rungs lie behind
    expect(await desk.automatic(ticketNumber)).toEqual([]);
    expect(await desk.notices(ticketNumber)).toEqual([]);
    await desk.sweepAt('2026-11-06T23:00:00Z');
    expect(await desk.notices(ticketNumber)).toEqual(['term-overdue supervisor office']);
  });

  test('going down waits for the round that runs, tells it to stop, and begins none', async () => {
    let rounds = 0;
    let isOver = false;
    let end = (): void => undefined;
    class SlowSweep extends ClockSweep {
      override async sweep(goesOn: () => boolean = () => true): Promise<number> {
        rounds += 1;
        await new Promise<void>((resolve) => (end = resolve));
        isOver = !goesOn();
        return 0;
      }
    }
    const slow = new SlowSweep(house.reads, house.get(ClockFiring), house.get(Clock));
    const loop = new ClockLoop(house.environment, slow);
    loop.start('web');
    const down = loop.onApplicationShutdown();
    end();
    await down;
    loop.start('web');
    expect([rounds, isOver]).toEqual([1, true]);
  });
});
