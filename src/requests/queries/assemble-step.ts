import type { Attachment } from '../attachments/attachment.entity.js';
import { readTermChange, termNews } from '../domain/term-change.js';
import { type PerformedBy, VALUE } from '../steps/domain/step-draft.js';
import type { StepValue } from '../steps/step-value.entity.js';
import type { FieldDetail } from '../steps/step-words.service.js';
import type { Step } from '../steps/step.entity.js';
import type { AttachmentView, StepView } from './step-view.js';

export interface StepParts {
  readonly step: Step;
  readonly values: readonly StepValue[];
  readonly attachments: readonly Attachment[];
  readonly correctedBy: number | null;
}

export interface StepReading {
  readonly values: readonly { readonly name: string; readonly value: unknown }[];
  readonly label: string;
  readonly details: readonly FieldDetail[];
  readonly role: string | null;
  readonly office: string | null;
  readonly partner: string | null;
  readonly stateLabel: string;
  readonly told: StepView['told'];
  readonly toOffice: string | null;
  readonly underRule: string | null;
}

/** A recording this close to the event is "at once": a page shows one time. */
const AT_ONCE_MS = 60_000;

/** Puts a step together from its row, the values that may be read, and the words for them. Pure. */
export function assembleStep(
  { step, values, attachments, correctedBy }: StepParts,
  reading: StepReading,
): StepView {
  const value = (name: string): unknown => reading.values.find((one) => one.name === name)?.value;
  const text = (name: string): string | null => {
    const found = value(name);
    return typeof found === 'string' ? found : null;
  };
  const names = (value(VALUE.attachments) ?? []) as { digest: string; name: string }[]; // written by `attachmentsValue`
  const term = readTermChange(value(VALUE.term));
  return {
    seq: step.seq,
    action: step.action,
    label: reading.label,
    at: step.recordedAt,
    occurredAt: step.occurredAt,
    isLater: step.recordedAt.getTime() - step.occurredAt.getTime() > AT_ONCE_MS,
    from: step.fromState,
    to: step.toState,
    movedTo: step.fromState === step.toState ? null : reading.stateLabel,
    actor: {
      kind: step.actorKind,
      name: text(VALUE.actorName),
      known: step.actorKnown,
      role: reading.role,
      office: reading.office,
      partner: reading.partner,
      rule: step.actorRule,
    },
    performedBy: (value(VALUE.performedBy) as PerformedBy | undefined) ?? null, // written by the chain
    underRule: reading.underRule,
    note: text(VALUE.note),
    internalNote: text(VALUE.internalNote),
    details: reading.details,
    term: term && termNews(term),
    told: reading.told,
    toOffice: reading.toOffice,
    data: Object.fromEntries(
      reading.values
        .filter(({ name }) => isData(name))
        .map((one) => [one.name.replace(/^data\./, ''), one.value]),
    ),
    visibility: step.visibility,
    correctedBy,
    isErased: values.some((one) => one.erasedAt !== null),
    letter: (value(VALUE.letter) as StepView['letter'] | undefined) ?? null, // written by `CitizenPost.snapshot`
    attachments: attachments.map((one) => attachmentView(one, names)),
    previousHash: step.previousHash,
    hash: step.hash,
  };
}

/** Names that have a place of their own in a step's view. */
function isData(name: string): boolean {
  const placed: string[] = [
    VALUE.actorName,
    VALUE.performedBy,
    VALUE.note,
    VALUE.internalNote,
    VALUE.letter,
    VALUE.contacts,
    VALUE.follower,
    VALUE.attachments,
    VALUE.holder, // ids of the house
    VALUE.endedTasks,
  ];
  return !placed.includes(name);
}

function attachmentView(
  one: Attachment,
  names: readonly { digest: string; name: string }[],
): AttachmentView {
  return {
    id: one.id,
    seq: one.seq,
    kind: one.kind,
    mediaType: one.mediaType,
    sizeBytes: one.sizeBytes,
    name: names.find((named) => named.digest === one.digest)?.name ?? null,
  };
}
