/**
 * Forges the next step of a request's chain and saves it. The caller holds the request's row: one chain, one writer at a time. A step's
 * personal values go to `step_values` under salts of their own; the step keeps only their commitments.
 */
import type { EntityManager } from 'typeorm';
import { insertRows } from '../../database/insert-rows.js';
import { commit, newSalt } from '../../proof/domain/commitment.js';
import { hashedStep, hashStep } from '../../proof/domain/step-hash.js';
import { newId } from '../../shared/ids.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { type NamedValue, type StepDraft, VALUE } from './domain/step-draft.js';
import { StepValue } from './step-value.entity.js';
import { Step } from './step.entity.js';

export interface ChainHead {
  readonly requestId: string;
  readonly workflowVersionId: string;
  readonly seq: number;
  readonly hash: string | null;
}

export interface ForgedStep {
  readonly step: Step;
  readonly values: readonly StepValue[];
}

/** Where the request's chain stands. */
export function headOf(request: ServiceRequest): ChainHead {
  return {
    requestId: request.id,
    workflowVersionId: request.workflowVersionId,
    seq: request.lastSeq,
    hash: request.lastHash,
  };
}

/** The step after `head` with its values: complete, hashed, not yet saved. */
export function forgeStep(head: ChainHead, draft: StepDraft, recordedAt: Date): ForgedStep {
  const step = stepRow(head, draft, recordedAt);
  const values = allValues(draft).map((value) => valueRow(step, value));
  step.commitments = Object.fromEntries(values.map(({ name, commitment }) => [name, commitment]));
  step.hash = hashStep(hashedStep(step));
  return { step, values: values.map(({ row }) => row) };
}

export async function saveStep(em: EntityManager, { step, values }: ForgedStep): Promise<void> {
  await insertRows(em, Step, [step]);
  await insertRows(em, StepValue, [...values]);
}

function allValues(draft: StepDraft): NamedValue[] {
  const whose = draft.actor.kind === 'citizen' ? 'contact' : 'public';
  return [
    { name: VALUE.actorName, value: draft.actor.name, visibility: whose } as const,
    { name: VALUE.performedBy, value: draft.performedBy, visibility: 'public' } as const,
    ...draft.values,
  ].filter(({ value }) => value !== undefined && value !== null);
}

function stepRow(head: ChainHead, draft: StepDraft, recordedAt: Date): Step {
  const { actor } = draft;
  return Object.assign(new Step(), {
    id: newId(),
    requestId: head.requestId,
    seq: head.seq + 1,
    action: draft.action,
    fromState: draft.from,
    toState: draft.to,
    recordedAt,
    occurredAt: draft.occurredAt > recordedAt ? recordedAt : draft.occurredAt,
    workflowVersionId: head.workflowVersionId,
    visibility: draft.visibility,
    actorKind: actor.kind,
    actorRole: actor.roleCode,
    actorOffice: actor.officeCode,
    actorPartner: actor.partnerCode,
    actorRule: actor.rule,
    actorKnown: actor.known,
    accountId: actor.accountId,
    previousHash: head.hash,
  });
}

function valueRow(step: Step, { name, value, visibility }: NamedValue) {
  const salt = newSalt();
  const row: StepValue = {
    requestId: step.requestId,
    seq: step.seq,
    name,
    stepId: step.id,
    value: JSON.stringify(value),
    salt,
    visibility,
    erasedAt: null,
  };
  return { name, row, commitment: commit(name, value, salt) };
}
