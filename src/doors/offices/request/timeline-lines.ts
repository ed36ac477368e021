/** The history of a request as the page tells it: newest first, each struck step beside who struck it, when and why. Pure. */
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { type KeptIter, readKeptIter } from '../../../requests/assignment/kept-iter.js';
import { type NotSent, readNotSent } from '../../../requests/assignment/not-sent.js';
import type { AttachmentView, StepView } from '../../../requests/queries/step-view.js';
import { RECORD_ACTIONS } from '../../../requests/steps/domain/record-actions.js';
import { VALUE } from '../../../requests/steps/domain/step-draft.js';
import { QUOTE_GIVEN } from '../../../workflow/domain/recorded-numbers.js';
import { isTreatment, type Treatment } from './treatment.js';

export interface TimelineLine {
  readonly step: StepView;
  readonly strike: Strike | null;
  /** The step that this one strikes through. */
  readonly corrects: number | null;
  /** Number of the request that was joined to this one, where the step tells of it. */
  readonly duplicate: string | null;
  readonly treatment: Treatment | null;
  /** The iter that it went on with, where its new category has another one. */
  readonly keptIter: KeptIter | null;
  /** Whom a rule names and the system could not send it to. */
  readonly notSent: NotSent | null;
  readonly canCorrect: boolean;
  readonly details: readonly (StepView['details'][number] & { readonly isInternal: boolean })[];
  readonly photos: readonly FileLine[];
  readonly documents: readonly FileLine[];
  /** What a partner's answer says beside its note. */
  readonly answer: {
    readonly plannedFor: string | null;
    readonly reason: string | null;
    readonly externalReference: string | null;
    /** Of a quote. */
    readonly amount: { readonly euros: number } | null;
  };
}

export interface FileLine extends AttachmentView {
  readonly kilobytes: number;
}

export interface Strike {
  readonly seq: number;
  readonly name: string | null;
  readonly at: Date;
  readonly reason: string | null;
  readonly treatment: Treatment | null;
}

export function canBeCorrected(step: StepView): boolean {
  return !RECORD_ACTIONS.includes(step.action) && step.correctedBy === null;
}

export function timelineLines(
  steps: readonly StepView[],
  { mayCorrect, actions }: { mayCorrect: boolean; actions: readonly ActionDefinition[] },
): TimelineLine[] {
  return steps
    .map((step) => ({
      step,
      strike: strikeOf(step, steps),
      corrects: typeof step.data['corrects'] === 'number' ? step.data['corrects'] : null,
      duplicate: duplicateOf(step),
      treatment: treatmentOf(step),
      keptIter: readKeptIter(step.data['iter']),
      notSent: readNotSent(step.data['notSent']),
      canCorrect: mayCorrect && canBeCorrected(step),
      details: detailsOf(step, actions),
      photos: filesOf(step, 'photo'),
      documents: filesOf(step, 'document'),
      answer: {
        plannedFor: textOf(step, 'plannedFor'),
        reason: textOf(step, 'reason'),
        externalReference: textOf(step, 'externalReference'),
        amount: amountOf(step),
      },
    }))
    .reverse();
}

function strikeOf(step: StepView, steps: readonly StepView[]): Strike | null {
  const by = steps.find((one) => one.seq === step.correctedBy);
  if (!by) return null;
  return {
    seq: by.seq,
    name: by.actor.name,
    at: by.at,
    reason: by.note,
    treatment: treatmentOf(by),
  };
}

function duplicateOf(step: StepView): string | null {
  const found = step.data['duplicate'];
  const isNamed = typeof found === 'object' && found !== null && 'number' in found;
  return isNamed && typeof found.number === 'string' ? found.number : null;
}

function treatmentOf(step: StepView): Treatment | null {
  const found = step.action === 'correct' ? step.data['treatment'] : null;
  return isTreatment(found) ? found : null;
}

/** A public step may hold fields that only offices read. */
function detailsOf(step: StepView, actions: readonly ActionDefinition[]): TimelineLine['details'] {
  const fields = actions.find((action) => action.code === step.action)?.fields ?? [];
  return step.details.map((detail) => ({
    ...detail,
    isInternal:
      step.visibility === 'public' &&
      fields.some((field) => field.code === detail.code && field.visibility === 'internal'),
  }));
}

function filesOf({ attachments }: StepView, kind: AttachmentView['kind']): FileLine[] {
  return attachments
    .filter((one) => one.kind === kind)
    .map((one) => ({ ...one, kilobytes: Math.max(1, Math.round(one.sizeBytes / 1024)) }));
}

function amountOf({ action, data }: StepView): TimelineLine['answer']['amount'] {
  const found = data[VALUE.amount];
  return action === QUOTE_GIVEN && typeof found === 'number' ? { euros: found } : null;
}

function textOf(step: StepView, name: string): string | null {
  const found = step.data[name];
  return typeof found === 'string' && step.actor.kind === 'partner' ? found : null;
}
