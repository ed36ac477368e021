import { describe, expect, test } from '@jest/globals';
import { FIRST_SHARE, FULL_SHARE, nextShare } from '../../src/deliveries/domain/share.js';
import { Lane } from '../../src/deliveries/sending/lane.js';

describe("a receiver's share of a lane", () => {
  test('grows by one with each message taken, up to the full share, and falls to one with a failure', () => {
    let share = FIRST_SHARE;
    for (let i = 0; i < 20; i += 1) share = nextShare(share, true);
    expect(share).toBe(FULL_SHARE);
    share = nextShare(share, false);
    expect(share).toBe(1);
    expect(nextShare(share, true)).toBe(2);
    expect(nextShare(share, false)).toBe(1);
  });

  /** Flights that land and are written down when the test says so. */
  function airport(lane: Lane) {
    const open: { land(isAccepted: boolean): void; write(): void }[] = [];
    let changes = 0;
    const fly = (to: string | null): void =>
      lane.fly(
        to,
        (landed) => new Promise<void>((write) => open.push({ land: landed, write })),
        () => (changes += 1),
      );
    return { open, fly, changes: () => changes };
  }

  test('counts what is in the air; a place is free with the answer, before it is written down', async () => {
    const lane = new Lane('webhook', 5);
    const { open, fly, changes } = airport(lane);
    for (const to of ['fast', 'fast', 'slow']) fly(to);
    expect([lane.free, lane.roomTo('fast'), lane.roomTo('slow')]).toEqual([2, 0, 1]);
    open.forEach(({ land }, i) => land(i < 2));
    expect([lane.free, lane.roomTo('fast'), lane.roomTo('slow')]).toEqual([5, 4, 1]);
    expect(lane.roomTo('never seen')).toBe(FIRST_SHARE);
    expect([lane.unfinished.length, changes()]).toEqual([3, 3]);
    open.forEach(({ write }) => write());
    await Promise.all(lane.unfinished);
    expect([lane.unfinished.length, changes()]).toEqual([0, 6]);
  });

  test("a person's mailbox has no share: all of it goes through one server", () => {
    const lane = new Lane('email', 4);
    const { open, fly } = airport(lane);
    for (let i = 0; i < 4; i += 1) fly(null);
    expect(lane.free).toBe(0);
    open.forEach(({ land }) => land(false));
    expect(lane.free).toBe(4);
  });
});
