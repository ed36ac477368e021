import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Rounds } from '../../src/shared/rounds.js';

const OFTEN = 1;

describe('what a process does again and again', () => {
  beforeAll(() => Logger.overrideLogger(false));

  test('is done as it starts and then at every turn, one that failed too', async () => {
    const rounds = new Rounds();
    let turns = 0;
    const thrice = new Promise<void>((resolve) => {
      const run = (): Promise<void> => {
        turns += 1;
        if (turns === 3) resolve();
        return turns === 1 ? Promise.reject(new Error('the disk is full')) : Promise.resolve();
      };
      rounds.add({ name: 'third time lucky', everyMs: OFTEN, run });
    });
    expect(turns).toBe(0);
    rounds.start();
    await thrice;
    await rounds.beforeApplicationShutdown();
  });

  test('is not begun again while it runs, and going down waits for it', async () => {
    const rounds = new Rounds();
    let begun = 0;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const run = (): Promise<void> => {
      begun += 1;
      return ended;
    };
    rounds.add({ name: 'long', everyMs: OFTEN, run });
    rounds.start();
    await pause(20 * OFTEN);
    const down = rounds.beforeApplicationShutdown().then(() => 'down');
    expect(await Promise.race([down, pause(20 * OFTEN, 'still running')])).toBe('still running');
    end();
    expect(await down).toBe('down');
    expect(begun).toBe(1);
  });
});
