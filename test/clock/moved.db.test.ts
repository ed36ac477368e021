import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Notice } from '../../src/notices/notice.entity.js';
import { IterMoves } from '../../src/requests/moving/iter-moves.service.js';
import { Workflows } from '../../src/workflow/workflow.service.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { clockDesk } from './desk.js';

describe('the clocks of a request that passes to another version of its iter', () => {
  let house: House;
  let desk: ReturnType<typeof clockDesk>;
  beforeAll(async () => {
    house = await openHouse();
    desk = clockDesk(house);
  });
  afterAll(() => house.close());

  const open = async (ticketNumber: string) => {
    const { id } = await desk.request(ticketNumber);
    const notices = await house.reads.of(Notice).findBy({ requestId: id });
    return notices.filter(({ doneAt }) => doneAt === null).map(({ kind }) => kind);
  };
  /** In force from now on: so many working days to take a request in charge. */
  const publish = async (workingDays: number) => {
    const { document } = await house.get(Workflows).current('fault');
    const states = document.states.map((state) =>
      state.code === 'received'
        ? { ...state, deadline: { ...state.deadline, workingDays } }
        : state,
    );
    const changed = { ...document, states };
    return done(
      await house.transactions.run((em) =>
        house.get(Workflows).publish(em, changed, 'Ivo Campi', house.clock.now()),
      ),
    );
  };

  test('what they told the office is seen to where it is late no longer, and stays where it still is', async () => {
    house.clock.set('2026-10-05T08:00:00Z');
    const { ticketNumber } = await file(house);
    await desk.sweepAt('2026-10-08T22:00:00Z');
    expect(await open(ticketNumber)).toEqual(['state-overdue']);
    const move = async (workingDays: number) => {
      const from = await house.get(Workflows).current('fault');
      await publish(workingDays);
      const to = await house.get(Workflows).current('fault');
      const id = done(await house.get(IterMoves).begin(house.town.ivo, { from, to, map: {} }));
      await house.get(IterMoves).take(id);
    };
    await move(2);
    expect(await open(ticketNumber)).toEqual(['state-overdue']);
    await move(10);
    expect(await open(ticketNumber)).toEqual([]);
    await desk.sweepAt('2026-10-19T22:00:00Z');
    expect(await open(ticketNumber)).toEqual(['state-overdue']);
  });
});
