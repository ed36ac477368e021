/** A rule names an executor, and the iter does not let the system send the request on: how the step says so. Pure. */
import { z } from 'zod';
import type { Change } from '../change.js';
import type { RequestCard } from '../request-cards.service.js';
import { systemActor, workflowRule } from '../steps/actors.service.js';
import { VALUE } from '../steps/domain/step-draft.js';
import type { Executor } from './rerouted.js';
import { ruleLine } from './rule-line.js';

export const NOT_SENT = 'not-sent';

const notSent = z.object({
  partner: z.string(),
  /** The partner's, by which an office gives it to them after all. */
  code: z.string().optional(),
  /** What the council calls it. */
  rule: z.string(),
});
export type NotSent = z.output<typeof notSent>;

interface NamedPartner {
  readonly code: string;
  readonly name: string;
}

/** For offices: the request stays where it is, and they decide. */
export function notSentChange(
  { request, workflow }: RequestCard,
  { rule }: Executor,
  { partner, now }: { readonly partner: NamedPartner | undefined; readonly now: Date },
): Change {
  const value: NotSent = {
    partner: partner?.name ?? '',
    ...(partner && { code: partner.code }),
    rule: rule.name?.it ?? rule.code,
  };
  return {
    draft: {
      action: NOT_SENT,
      from: request.stateCode,
      to: request.stateCode,
      visibility: 'internal',
      occurredAt: now,
      actor: systemActor(workflowRule(workflow, ruleLine(rule))),
      values: [{ name: VALUE.notSent, value, visibility: 'internal' }],
    },
    moves: false,
    patch: {},
    tasks: [],
    files: [],
    letter: null,
  };
}

/** Null where the step says nothing of it. */
export function readNotSent(value: unknown): NotSent | null {
  const read = notSent.safeParse(value);
  return read.success ? read.data : null;
}
