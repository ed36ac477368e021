/** How a request looks to a program: CONTRACT.md's words, ids as strings, instants in RFC 3339. Pure. */
import { type Suspension, suspensionOf } from '../../requests/domain/suspension.js';
import type { RequestView } from '../../requests/queries/request-view.js';
import type { StepView } from '../../requests/queries/step-view.js';
import { inLanguage, type Language } from '../../shared/localized-text.js';
import type { ActionDefinition } from '../../workflow/domain/document.js';

export function presentRequest(view: RequestView): Record<string, unknown> {
  const { request, office } = view;
  return {
    ticketNumber: request.ticketNumber,
    version: request.version,
    kind: request.kind,
    category: view.category,
    title: view.title,
    description: view.description,
    location: {
      address: request.address,
      latitude: request.latitude,
      longitude: request.longitude,
      area: view.area?.code ?? null,
    },
    answers: view.answers,
    state: { code: view.state.code, label: view.state.label, kind: view.state.kind },
    outcome: view.outcome,
    channel: request.channel,
    filedAt: request.filedAt.toISOString(),
    dueAt: request.dueAt.toISOString(),
    closedAt: request.closedAt?.toISOString() ?? null,
    suspension: presentSuspension(suspensionOf(request)),
    office: { code: office.code, name: office.name },
    assignee: view.assignee?.name ?? null,
    duplicateOf: view.duplicateOf,
    protocolNumber: request.protocolNumber,
    protocolDate: request.protocolDate,
    ...(view.citizen ? { citizen: { name: view.citizen.name, ...view.citizen.masked } } : {}),
    tasks: view.tasks.map(({ id, isOpen: _open, partnerId: _partner, ...task }) => ({
      taskId: id,
      ...task,
    })),
    steps: view.steps.map(presentStep),
    actions: view.actions.map((action) => presentAction(action, view.language)),
  };
}

export function presentStep(step: StepView): Record<string, unknown> {
  const { actor } = step;
  return {
    seq: step.seq,
    action: step.action,
    label: step.label,
    at: step.at.toISOString(),
    occurredAt: step.occurredAt.toISOString(),
    from: step.from,
    to: step.to,
    actor: {
      kind: actor.kind,
      name: actor.name,
      known: actor.known,
      ...(actor.role ? { role: actor.role } : {}),
      ...(actor.office ? { office: actor.office } : {}),
      ...(actor.partner ? { partner: actor.partner } : {}),
      ...(actor.rule ? { rule: actor.rule } : {}),
    },
    ...(step.performedBy ? { performedBy: step.performedBy } : {}),
    note: step.note,
    ...(step.internalNote ? { internalNote: step.internalNote } : {}),
    data: step.data,
    visibility: step.visibility,
    ...(step.correctedBy ? { corrected: { by: step.correctedBy } } : {}),
    ...(step.attachments.length > 0
      ? { attachments: step.attachments.map(({ seq: _seq, ...one }) => one) }
      : {}),
    previousHash: step.previousHash,
    hash: step.hash,
  };
}

function presentSuspension(suspension: Suspension | null): Record<string, unknown> | null {
  return (
    suspension && {
      since: suspension.since.toISOString(),
      until: suspension.until?.toISOString() ?? null,
      latestUntil: suspension.latestUntil.toISOString(),
    }
  );
}

function presentAction(action: ActionDefinition, language: Language): Record<string, unknown> {
  return {
    code: action.code,
    label: inLanguage(action.label, language),
    note: action.note,
    fields: action.fields.map((field) => ({
      code: field.code,
      label: inLanguage(field.label, language),
      type: field.type,
      required: field.required,
      ...(field.choices
        ? {
            choices: field.choices.map((choice) => ({
              code: choice.code,
              label: inLanguage(choice.label, language),
            })),
          }
        : {}),
    })),
  };
}
