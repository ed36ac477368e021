/** What somebody may come up with: numbers that choose who, what and when from whatever there is by then. */
import fc from 'fast-check';

const any = fc.noBias(fc.nat({ max: 9_999 }));

export const command = fc.record({
  does: fc.noBias(
    fc.constantFrom('step', 'step', 'step', 'step', 'race', 'task', 'task', 'time', 'correct'),
  ),
  who: any,
  other: any,
  pick: any,
  isOffered: fc.constantFrom(true, true, true, true, false),
  version: fc.constantFrom('right', 'right', 'right', 'right', 'old', 'none'),
  daysLater: fc.constantFrom(1, 4, 31),
});
export type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

export const commands = fc.array(command, { minLength: 20, maxLength: 40, size: 'max' });
