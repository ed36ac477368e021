/** The first step of a request: everything that was filed, each value under its own commitment. Pure. */
import { ruleLine } from '../../assignment/rule-line.js';
import { attachmentsValue } from '../../attachments/attachments-value.js';
import type { RequestCard } from '../../request-cards.service.js';
import { type Actor, type StepDraft, VALUE } from '../../steps/domain/step-draft.js';
import type { Accepted } from '../intake.service.js';

export const FILING_ACTION = 'file';

/** Whom a rule has given it to. */
export interface FilingAssignee {
  readonly id: string;
  readonly name: string | null;
  readonly rule: string;
}

export function filingStep(
  { request, category, office, workflow }: RequestCard,
  accepted: Accepted & { readonly actor: Actor; readonly assignee: FilingAssignee | null },
): StepDraft {
  const { command, answers, location, route, actor, assignee } = accepted;
  const shown = (name: string, value: unknown) => ({ name, value, visibility: 'public' as const });
  return {
    action: FILING_ACTION,
    from: null,
    to: workflow.document.initial,
    visibility: 'public',
    occurredAt: request.filedAt,
    actor,
    values: [
      shown(VALUE.title, command.title),
      shown(VALUE.description, command.description),
      { name: VALUE.contacts, value: command.contacts, visibility: 'contact' },
      shown(VALUE.location, location),
      shown(VALUE.answers, answers.length > 0 ? answers : undefined),
      shown('category', { code: category.code, name: category.name }),
      shown('office', { code: office.code, name: office.name, rule: ruleLine(route.officeRule) }),
      shown('kind', command.kind),
      shown('channel', command.channel),
      shown('dueAt', request.dueAt.toISOString()),
      { name: 'assignee', value: assignee ?? undefined, visibility: 'internal' },
      { name: 'origin', value: command.origin, visibility: 'internal' },
      shown(VALUE.attachments, attachmentsValue(command.files)),
    ],
  };
}
