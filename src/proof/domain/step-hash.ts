/**
 * What a step's hash covers: SHA-256 over the RFC 8785 JSON of exactly these fields (DESIGN.md, data decision 2).
 *
 * - No personal value is among them, only commitments; so erasing a value leaves every hash as it was.
 * - Instants are ISO 8601 text in UTC with milliseconds, the same from either database.
 * - A change of this list is a new STEP_FORMAT: old steps keep the number they were hashed with.
 */
import { canonicalSha256 } from '../../shared/canonical-json.js';

export const STEP_FORMAT = 1;

export interface HashedStep {
  readonly format: number;
  readonly requestId: string;
  readonly seq: number;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly recordedAt: string;
  readonly occurredAt: string;
  readonly workflowVersionId: string;
  readonly visibility: string;
  readonly actorKind: string;
  readonly actorRole: string | null;
  readonly actorOffice: string | null;
  readonly actorPartner: string | null;
  readonly actorRule: string | null;
  readonly actorKnown: string;
  readonly previousHash: string | null;
  readonly commitments: Readonly<Record<string, string>>;
}

/** A step as it is kept: its instants are dates. `Step` of requests/ is one. */
export type StepRecord = Omit<HashedStep, 'format' | 'recordedAt' | 'occurredAt'> & {
  readonly recordedAt: Date;
  readonly occurredAt: Date;
};

/** Exactly the fields under the hash, whatever else the record carries. Throws for an invalid date. */
export function hashedStep(step: StepRecord): HashedStep {
  return hashedFields({
    ...step,
    format: STEP_FORMAT,
    recordedAt: step.recordedAt.toISOString(),
    occurredAt: step.occurredAt.toISOString(),
  });
}

/** The step's hash, 64 hex characters. Fields that are not part of a {@link HashedStep} do not count. */
export function hashStep(step: HashedStep): string {
  return canonicalSha256(hashedFields(step));
}

/** Drops whatever is not under the hash, such as the hash itself. */
export function hashedFields(step: HashedStep): HashedStep {
  return {
    format: step.format,
    requestId: step.requestId,
    seq: step.seq,
    action: step.action,
    fromState: step.fromState,
    toState: step.toState,
    recordedAt: step.recordedAt,
    occurredAt: step.occurredAt,
    workflowVersionId: step.workflowVersionId,
    visibility: step.visibility,
    actorKind: step.actorKind,
    actorRole: step.actorRole,
    actorOffice: step.actorOffice,
    actorPartner: step.actorPartner,
    actorRule: step.actorRule,
    actorKnown: step.actorKnown,
    previousHash: step.previousHash,
    commitments: step.commitments,
  };
}
