import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { IterMover, MoveLost } from '../../../src/requests/moving/iter-mover.service.js';
import { IterMove } from '../../../src/requests/moving/iter-move.entity.js';
import { IterMoves } from '../../../src/requests/moving/iter-moves.service.js';
import { MoveBook } from '../../../src/requests/moving/move-book.service.js';
import type { MoveOrder } from '../../../src/requests/moving/move-order.js';
import { MovePlans } from '../../../src/requests/moving/move-plans.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { done, file } from '../../support/filings.js';
import { type House, openBeside, openHouse } from '../../support/house.js';

const COUNT = 55; // more than one batch

describe('many running requests pass to another version in the background', () => {
  let house: House;
  let order: MoveOrder;
  beforeAll(async () => {
    house = await openHouse();
    const one = { category: 'roads-signs', answers: { defect: 'pothole' } };
    for (let at = 0; at < COUNT; at += 1) await file(house, one);
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    order = await publishNext();
  });

  /** A version more, that says nothing new but a time: everything of the one before may pass to it. */
  async function publishNext(): Promise<MoveOrder> {
    const from = await house.get(Workflows).current('fault');
    const { document } = from;
    const [first, ...rest] = document.states;
    if (!first) throw new Error('an iter without states');
    const workingDays = from.number + 1;
    const states = [{ ...first, deadline: { ...first.deadline, workingDays } }, ...rest];
    await house.transactions.run(async (em) => {
      const now = house.clock.now();
      return done(await house.get(Workflows).publish(em, { ...document, states }, 'Ivo Campi', now)); // prettier-ignore
    });
    return { from, to: await house.get(Workflows).current('fault'), map: {} };
  }
  const begin = async () => done(await house.get(IterMoves).begin(house.town.ivo, order));
  const move = (id: string) => house.reads.of(IterMove).findOneByOrFail({ id });
  const on = (workflowVersionId: string) =>
    house.reads.of(ServiceRequest).countBy({ workflowVersionId });
  const stepsTo = ({ to }: MoveOrder) =>
    house.reads.of(Step).countBy({ action: 'change-iter', workflowVersionId: to.id });
  const wholeMove = async (id: string) => {
    expect(await move(id)).toMatchObject({ state: 'done', moved: COUNT, total: COUNT });
    expect(await on(order.to.id)).toBe(COUNT);
    expect(await stepsTo(order)).toBe(COUNT);
  };

  test('one order moves them all, each by one step; the same order again meanwhile is the same move', async () => {
    const [first, second] = await Promise.all([begin(), begin()]);
    expect(second).toBe(first);
    await house.get(IterMoves).take(first);
    await wholeMove(first);
  });

  test('another order meanwhile is refused: the first one goes on as it was ordered', async () => {
    const other = { ...order, map: { received: 'verified' } };
    const moves = house.get(IterMoves);
    const answers = await Promise.all([
      moves.begin(house.town.ivo, order),
      moves.begin(house.town.ivo, other),
    ]);
    const [refused, ...more] = answers.filter(isRefusal);
    expect([refused?.reason, more]).toEqual([expect.stringMatching(/^iter-move-other/), []]);
    await wholeMove(answers.filter((one) => typeof one === 'string').join());
  });

  test('a process that goes down gives the move back, and another one ends it: each request moves once', async () => {
    const beside = await openBeside(house);
    const begun = beside.get(IterMoves).begin(house.town.ivo, order);
    const moved = async () => (await house.get(IterMoves).last(order.from.id))?.moved ?? 0;
    while ((await moved()) < 5) await turn();
    await beside.close();
    const id = done(await begun);
    const left = await move(id);
    expect(left.state).toBe('running');
    expect(left.moved).toBe(await on(order.to.id));
    expect(left.moved).toBeLessThan(COUNT);
    house.clock.pass(1);
    await house.get(IterMoves).round();
    await wholeMove(id);
  });

  test('what a killed process held is taken up after a minute, and it writes nothing more', async () => {
    const book = house.get(MoveBook);
    const id = done(await book.enter(house.town.ivo, order, { total: COUNT }));
    const killed = await book.claim(id);
    if (!killed) throw new Error('not claimed');
    await house.get(IterMoves).round();
    expect(await on(order.to.id)).toBe(0);
    house.clock.pass(61_000);
    const again = await book.claim(id);
    const [request = 'none'] = await house.get(MovePlans).next(order, null, 1);
    const work = { viewer: house.town.ivo, order, move: killed };
    await expect(house.get(IterMover).moveOne(work, request)).rejects.toThrow(MoveLost);
    expect(await stepsTo(order)).toBe(0);
    expect(again?.attempt).toBe(2);
    house.clock.pass(61_000);
    await house.get(IterMoves).round();
    await wholeMove(id);
  });

  test('stopped by somebody, what was moved stays moved; a new order moves the rest', async () => {
    const begun = begin();
    let running = await house.get(IterMoves).last(order.from.id);
    while (!running?.moved) {
      await turn();
      running = await house.get(IterMoves).last(order.from.id);
    }
    await house.get(IterMoves).stop(running);
    const stopped = await move(await begun);
    expect(stopped.state).toBe('stopped');
    expect(stopped.moved).toBe(await on(order.to.id));
    const rest = await begin();
    expect(rest).not.toBe(stopped.id);
    await house.get(IterMoves).take(rest);
    expect(await move(rest)).toMatchObject({ state: 'done', moved: COUNT - stopped.moved });
    expect(await stepsTo(order)).toBe(COUNT);
  });

  test('a version that is no longer in force receives nothing more, and the move says so', async () => {
    const id = done(await house.get(MoveBook).enter(house.town.ivo, order, { total: COUNT }));
    await publishNext();
    await house.get(IterMoves).take(id);
    expect(await move(id)).toMatchObject({ state: 'failed', reason: 'stale-version', moved: 0 });
    expect(await on(order.to.id)).toBe(0);
  });
});
