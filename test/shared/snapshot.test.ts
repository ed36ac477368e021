import { describe, expect, test } from '@jest/globals';
import { Snapshot, SNAPSHOT_MAX_AGE_MS } from '../../src/shared/snapshot.js';

function counter() {
  let nowMs = 0;
  let loads = 0;
  const snapshot = new Snapshot(
    async () => {
      loads += 1;
      return loads;
    },
    () => nowMs,
  );
  return { snapshot, pass: (ms: number) => (nowMs += ms) };
}

describe('a snapshot of the configuration', () => {
  test('is loaded once for many who ask, and anew once it is 5 seconds old', async () => {
    const { snapshot, pass } = counter();
    expect(await Promise.all([snapshot.get(), snapshot.get()])).toEqual([1, 1]);
    pass(SNAPSHOT_MAX_AGE_MS - 1);
    expect(await snapshot.get()).toBe(1);
    pass(1);
    expect(await snapshot.get()).toBe(2);
  });

  test('is loaded anew after it was told to forget', async () => {
    const { snapshot } = counter();
    await snapshot.get();
    snapshot.forget();
    expect(await snapshot.get()).toBe(2);
  });

  test('does not keep a failure', async () => {
    let isDown = true;
    const snapshot = new Snapshot(async () => {
      if (isDown) throw new Error('the database is away');
      return 'rows';
    });
    await expect(snapshot.get()).rejects.toThrow('away');
    isDown = false;
    expect(await snapshot.get()).toBe('rows');
  });
});
