import type { EntityManager } from 'typeorm';
import { type PerformedBy, type StepDraft, VALUE } from './domain/step-draft.js';
import type { Step } from './step.entity.js';
import { StepValue } from './step-value.entity.js';

/** A recorded step as it was drafted, without the values that have been erased since. */
export async function readDraft(em: EntityManager, step: Step): Promise<StepDraft> {
  const { requestId, seq } = step;
  const rows = await em.findBy(StepValue, { requestId, seq });
  const values = rows
    .filter(({ value }) => value !== null)
    .map(({ name, value, visibility }) => ({
      name,
      visibility,
      value: JSON.parse(value ?? 'null') as unknown,
    }));
  const valueOf = (name: string): unknown => values.find((one) => one.name === name)?.value;
  const name = valueOf(VALUE.actorName);
  const performedBy = valueOf(VALUE.performedBy) as PerformedBy | undefined; // written by the chain
  return {
    action: step.action,
    from: step.fromState,
    to: step.toState,
    visibility: step.visibility,
    occurredAt: step.occurredAt,
    actor: {
      kind: step.actorKind,
      name: typeof name === 'string' ? name : null,
      known: step.actorKnown,
      roleCode: step.actorRole,
      officeCode: step.actorOffice,
      partnerCode: step.actorPartner,
      rule: step.actorRule,
      accountId: step.accountId,
    },
    values,
    ...(performedBy ? { performedBy } : {}),
  };
}
