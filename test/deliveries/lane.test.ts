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

  test('counts what is in the air, for the lane and for each receiver', async () => {
    const lane = new Lane('webhook', 5);
    const landings: ((isAccepted: boolean) => void)[] = [];
    const flights = ['fast', 'fast', 'slow'].map((to) =>
      lane.fly(to, new Promise<boolean>((land) => landings.push(land))),
    );
    expect(lane.free).toBe(2);
    expect(lane.roomTo('fast')).toBe(0);
    expect(lane.roomTo('slow')).toBe(1);
    landings.forEach((land, i) => land(i < 2));
    await Promise.all(flights);
    expect(lane.free).toBe(5);
    expect(lane.roomTo('fast')).toBe(4);
    expect(lane.roomTo('slow')).toBe(1);
    expect(lane.roomTo('never seen')).toBe(FIRST_SHARE);
  });

  test("a person's mailbox has no share: all of it goes through one server", async () => {
    const lane = new Lane('email', 4);
    await Promise.all([lane.fly(null, Promise.resolve(false)), lane.fly(null, Promise.resolve(true))]); // prettier-ignore
    expect(lane.free).toBe(4);
  });
});
