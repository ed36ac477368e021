import { setTimeout as pause } from 'node:timers/promises';

/** Far longer than anything takes on a busy machine, and shorter than jest's own patience: the test says where it waited. */
const PATIENCE_MS = 100_000;
const LOOK_MS = 10;

/** Waits for what somebody else does by himself; what never comes fails the test. */
export async function until(
  isTrue: () => Promise<boolean> | boolean,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const giveUp = performance.now() + patienceMs;
  while (!(await isTrue())) {
    if (performance.now() > giveUp) throw new Error(`waited in vain: ${isTrue.toString()}`);
    await pause(LOOK_MS);
  }
}
