import fc from 'fast-check';

/** Thrown before they are used: the same numbers build the same thing again. */
export interface Dice {
  /** A number from 0 to `sides` - 1. */
  roll(sides: number): number;
  pick<T>(list: readonly T[]): T;
  /** Between one and `most` of them, each once. */
  some<T>(list: readonly T[], most?: number): T[];
  /** True once in so many times. */
  once(times: number): boolean;
}

const THROWN = 24;
const FACES = 1_000_000;

/** As many throws as one change of a document needs; those who throw more often begin again with the first. */
export const throws = fc.array(fc.noBias(fc.nat({ max: FACES })), {
  minLength: THROWN,
  maxLength: THROWN,
});

export function diceOf(thrown: readonly number[]): Dice {
  let at = 0;
  const roll = (sides: number) => thrown[at++ % thrown.length]! % sides;
  return {
    roll,
    pick: (list) => list[roll(list.length)]!,
    some: (list, most = 2) => [
      ...new Set(Array.from({ length: 1 + roll(most) }, () => list[roll(list.length)]!)),
    ],
    once: (times) => roll(times) === 0,
  };
}
