import { commitValues } from '../../src/proof/domain/commitment.js';
import { hashedStep, hashStep, type StepRecord } from '../../src/proof/domain/step-hash.js';
import type { ChainedStep, StoredValue } from '../../src/proof/domain/verify-chain.js';
import { newId } from '../../src/shared/ids.js';

export interface Chain {
  steps: ChainedStep[];
  values: StoredValue[];
}

/** A sound chain with one step for each given set of values. */
export function chainOf(
  valuesOfSteps: readonly Record<string, unknown>[],
  requestId = newId(),
): Chain {
  const chain: Chain = { steps: [], values: [] };
  for (const values of valuesOfSteps) {
    const seq = chain.steps.length + 1;
    const { commitments, salted } = commitValues(values);
    const previousHash = chain.steps.at(-1)?.hash ?? null;
    const step = hashedStep({ ...plainStep(requestId, seq), previousHash, commitments });
    chain.steps.push({ ...step, hash: hashStep(step) });
    chain.values.push(...salted.map((value) => ({ seq, ...value })));
  }
  return chain;
}

function plainStep(
  requestId: string,
  seq: number,
): Omit<StepRecord, 'previousHash' | 'commitments'> {
  return {
    requestId,
    seq,
    action: seq === 1 ? 'file' : 'inspect',
    fromState: seq === 1 ? null : 'received',
    toState: seq === 1 ? 'received' : 'inspected',
    recordedAt: new Date(Date.UTC(2027, 0, 1, 8, 0, seq)),
    occurredAt: new Date(Date.UTC(2027, 0, 1, 7, 0, seq)),
    workflowVersionId: '0190b0a0-0000-7000-8000-000000000001',
    visibility: 'public',
    actorKind: 'office',
    actorRole: 'operator',
    actorOffice: 'roads',
    actorPartner: null,
    actorRule: null,
    actorKnown: 'account',
  };
}
