/** The first step of a request: everything that was filed, each value under its own commitment. Pure. */
import { attachmentsValue } from '../../attachments/attachments-value.js';
import type { RequestCard } from '../../request-cards.service.js';
import { type Actor, type StepDraft, VALUE } from '../../steps/domain/step-draft.js';
import type { Accepted } from '../intake.service.js';
import { ruleLine } from './involved-at-filing.js';

export const FILING_ACTION = 'file';

export function filingStep(
  { request, category, office, workflow }: RequestCard,
  accepted: Accepted,
  actor: Actor,
): StepDraft {
  const { command, answers, location, route } = accepted;
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
      { name: 'origin', value: command.origin, visibility: 'internal' },
      shown(VALUE.attachments, attachmentsValue(command.files)),
    ],
  };
}
