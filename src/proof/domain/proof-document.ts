/**
 * What a third party needs to check a request's steps without trusting us: plain JSON, checked with SHA-256 and RFC 8785 alone.
 *
 * - `steps[n].hashed` is exactly what its `hash` covers.
 * - `values` holds a salt for those values alone that were handed in, which are those that the viewer may see: a salt would let its
 *   holder test guesses at a value.
 */
import type { SaltedValue } from './commitment.js';
import { type HashedStep, hashedFields } from './step-hash.js';
import { type ChainedStep, type StoredValue, valuesBySeq } from './verify-chain.js';

export interface ProofDocument {
  readonly format: 'iter-proof/1';
  readonly ticketNumber: string;
  readonly issuedAt: string;
  /** How to check it, in words that a programmer needs. */
  readonly rules: typeof PROOF_RULES;
  readonly steps: readonly ProofStep[];
}

export interface ProofStep {
  readonly hashed: HashedStep;
  readonly hash: string;
  readonly values: readonly { name: string; value: unknown; salt: string }[];
}

export const PROOF_RULES = {
  hash: 'steps[n].hash = SHA-256, hex, of the RFC 8785 JSON of steps[n].hashed',
  chain: 'steps[n].hashed.previousHash = steps[n-1].hash, null on the first; seq is 1, 2, 3, …',
  commitment:
    'steps[n].hashed.commitments[name] = SHA-256, hex, of the 32 bytes of the salt (base64url) followed by the RFC 8785 JSON of {"name": name, "value": value}',
  absent: 'a commitment without a value here: erased, or not for this viewer to see',
} as const;

/** The proof of one request's steps with the given values; what was erased is left out. */
export function proofDocument(
  about: { readonly ticketNumber: string; readonly issuedAt: Date },
  steps: readonly ChainedStep[],
  visibleValues: readonly StoredValue[],
): ProofDocument {
  const bySeq = valuesBySeq(visibleValues);
  return {
    format: 'iter-proof/1',
    ticketNumber: about.ticketNumber,
    issuedAt: about.issuedAt.toISOString(),
    rules: PROOF_RULES,
    steps: steps.map((step) => ({
      hashed: hashedFields(step),
      hash: step.hash,
      values: (bySeq.get(step.seq) ?? []).flatMap(shown),
    })),
  };
}

function shown(stored: SaltedValue): { name: string; value: unknown; salt: string }[] {
  if (stored.value === null || stored.salt === null) return [];
  const value: unknown = JSON.parse(stored.value); // our own text
  return [{ name: stored.name, value, salt: stored.salt }];
}
