/** The timeline as its page shows it, newest first. Pure. */
import type { RequestView } from '../../../requests/queries/request-view.js';
import { ruleName } from '../../../requests/steps/domain/rule-name.js';
import type { AttachmentView, StepView } from '../../../requests/queries/step-view.js';

/** Filed by somebody else, with the citizen beside them. */
function isOnBehalf({ seq, actor }: StepView, { channel }: RequestView['request']): boolean {
  return (
    seq === 1 && (actor.kind === 'office' || (actor.kind === 'partner' && channel === 'helper'))
  );
}

export function stepModels({ steps, citizen, request }: RequestView, filesPath: string) {
  const bySeq = new Map(steps.map((step) => [step.seq, step]));
  return steps.toReversed().map((step) => ({
    seq: step.seq,
    label: step.label,
    at: step.at,
    occurredAt: step.occurredAt,
    isLater: step.isLater,
    movedTo: step.movedTo,
    term: step.term,
    actor: actorModel(step),
    onBehalf: isOnBehalf(step, request) ? (citizen?.name ?? null) : null,
    performer: performerModel(step),
    note: step.note,
    details: step.details,
    plannedFor: textOf(step.data['plannedFor']),
    reference: textOf(step.data['externalReference']),
    isErased: step.isErased,
    photos: step.attachments.filter(({ kind }) => kind === 'photo').map(fileModel(filesPath)),
    documents: step.attachments.filter(({ kind }) => kind === 'document').map(fileModel(filesPath)),
    correction: correctionModel(step, bySeq),
    rule: step.actor.rule,
    underRule: step.underRule,
    hash: step.hash,
    previousHash: step.previousHash,
  }));
}

export type StepModel = ReturnType<typeof stepModels>[number];

function actorModel({ actor }: StepView) {
  return {
    kind: actor.kind,
    name: actor.name,
    knownKey: `tracking:known.${actor.known}`,
    role: actor.role,
    office: actor.office,
    partner: actor.partner,
    rule: ruleName(actor.rule),
  };
}

function performerModel({ performedBy }: StepView) {
  if (!performedBy) return null;
  const { name = null, operatorCode = null, firm = null } = performedBy;
  return { name, operatorCode, firm };
}

/** Who struck the step through, when and why. */
function correctionModel(step: StepView, bySeq: ReadonlyMap<number, StepView>) {
  const striking = step.correctedBy === null ? undefined : bySeq.get(step.correctedBy);
  if (!striking)
    return step.correctedBy === null
      ? null
      : { seq: step.correctedBy, at: null, name: null, office: null, reason: null };
  const { at, actor, note } = striking;
  return { seq: striking.seq, at, name: actor.name, office: actor.office, reason: note };
}

function fileModel(path: string) {
  return ({ id, name, sizeBytes }: AttachmentView, index: number) => ({
    position: index + 1,
    href: `${path}/${id}`,
    name: name ?? '',
    kilobytes: Math.max(1, Math.round(sizeBytes / 1024)),
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
