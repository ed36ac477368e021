/**
 * Checks the chain of ONE request. True of a sound chain, and checked here:
 *
 * - seq is 1, 2, 3, … without a gap, all steps are of one request;
 * - `previousHash` is null on the first step and the hash of the step before on every other;
 * - each hash is what its fields hash to;
 * - each value that is still there matches its commitment; none is there without one.
 *
 * An erased value (value and salt null, or no row) is never a fault. A tail that was cut off is not visible from here: the signed heads
 * find it.
 */
import { matchesCommitment, type SaltedValue } from './commitment.js';
import { hashStep, type HashedStep, STEP_FORMAT } from './step-hash.js';

export const CHAIN_FAULTS = [
  'format', // a step of a format that this program does not know
  'request', // a step of another request
  'sequence', // missing, doubled or out of order
  'link', // does not continue from the step before
  'hash', // a field was changed
  'value', // a value is not the one committed to, or was half erased
  'value-uncommitted', // a value that the step never had
] as const;
export type ChainFault = (typeof CHAIN_FAULTS)[number];

export type ChainedStep = HashedStep & { readonly hash: string };
export type StoredValue = SaltedValue & { readonly seq: number };

/** `seq` is where the chain stops being sound: the place in it, so the missing number where a step is missing. */
export interface ChainFinding {
  readonly seq: number;
  readonly fault: ChainFault;
}

/** The first bad step of a request, or null for a sound chain. Takes the steps as stored, ordered by seq; never throws. */
export function verifyChain(
  steps: readonly ChainedStep[],
  values: readonly StoredValue[],
): ChainFinding | null {
  const bySeq = valuesBySeq(values);
  let previous: ChainedStep | null = null;
  for (const [index, step] of steps.entries()) {
    const seq = index + 1;
    const fault = stepFault(step, previous, seq) ?? valuesFault(step, bySeq.get(seq) ?? []);
    if (fault) return { seq, fault };
    bySeq.delete(seq);
    previous = step;
  }
  const strays = [...bySeq].filter(([, stray]) => stray.some((value) => !isErased(value)));
  if (strays.length === 0) return null;
  return { seq: Math.min(...strays.map(([seq]) => seq)), fault: 'value-uncommitted' };
}

/** The values of each step, by its seq. */
export function valuesBySeq(values: readonly StoredValue[]): Map<number, StoredValue[]> {
  const bySeq = new Map<number, StoredValue[]>();
  for (const value of values) {
    const same = bySeq.get(value.seq);
    if (same) same.push(value);
    else bySeq.set(value.seq, [value]);
  }
  return bySeq;
}

function stepFault(
  step: ChainedStep,
  previous: ChainedStep | null,
  seq: number,
): ChainFault | null {
  if (step.format !== STEP_FORMAT) return 'format';
  if (previous && step.requestId !== previous.requestId) return 'request';
  if (step.seq !== seq) return 'sequence';
  if (step.previousHash !== (previous?.hash ?? null)) return 'link';
  return hashStep(step) === step.hash ? null : 'hash';
}

function valuesFault(step: ChainedStep, values: readonly StoredValue[]): ChainFault | null {
  for (const stored of values) {
    if (isErased(stored)) continue;
    // own keys only: a value may be called `constructor`
    const commitment = Object.hasOwn(step.commitments, stored.name)
      ? step.commitments[stored.name]
      : undefined;
    if (commitment === undefined) return 'value-uncommitted';
    if (!matchesCommitment(stored, commitment)) return 'value';
  }
  return null;
}

function isErased(stored: SaltedValue): boolean {
  return stored.value === null && stored.salt === null;
}
