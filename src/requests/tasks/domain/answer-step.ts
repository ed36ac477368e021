/** The step that a partner's answer makes. Pure. A remark and a question stay in the house; what was done is for the citizen too. */
import type { PartnerViewer } from '../../../access/viewer.js';
import type { StoredFile } from '../../attachments/stored-file.js';
import type { Change } from '../../change.js';
import type { RequestCard } from '../../request-cards.service.js';
import { attachmentsValue } from '../../attachments/attachments-value.js';
import { type NamedValue, type PerformedBy, VALUE } from '../../steps/domain/step-draft.js';
import type { Task } from '../task.entity.js';
import type { TaskAnswer } from './answer.js';

/** A partner's answer to a task of its own. */
export interface GivenAnswer {
  readonly viewer: PartnerViewer;
  readonly task: Task;
  readonly answer: TaskAnswer;
  readonly files: readonly StoredFile[];
}

export interface AnswerFacts extends GivenAnswer {
  readonly patch: Partial<Task>;
  readonly now: Date;
  readonly firm: string;
  /** The iter goes on by itself: its step tells the citizen. */
  readonly isFollowed: boolean;
}

export function answerStep(card: RequestCard, facts: AnswerFacts): Change {
  const { answer, task, patch, now, viewer, files } = facts;
  const { stateCode, notify } = card.request;
  const isInternal = answer.action === 'note' || answer.action === 'ask';
  const performedBy = performer(facts);
  return {
    draft: {
      action: `task-${answer.action}`,
      from: stateCode,
      to: stateCode,
      visibility: isInternal ? 'internal' : 'public',
      occurredAt: answer.action === 'complete' ? (answer.performedAt ?? now) : now,
      actor: {
        kind: 'partner',
        name: viewer.name,
        known: viewer.known ?? 'account',
        roleCode: null,
        officeCode: null,
        partnerCode: viewer.partnerCode,
        rule: null,
        accountId: viewer.accountId,
      },
      values: valuesOf(facts, isInternal),
      ...(performedBy ? { performedBy } : {}),
    },
    moves: false,
    patch: {},
    tasks: [{ kind: 'update', task, patch }],
    files,
    letter: isInternal || facts.isFollowed || notify !== 'every-step' ? null : { kind: 'step' },
  };
}

function performer({ answer, firm }: AnswerFacts): PerformedBy | undefined {
  if (!answer.operatorCode && !answer.operatorName) return undefined;
  return {
    firm,
    ...(answer.operatorCode ? { operatorCode: answer.operatorCode } : {}),
    ...(answer.operatorName ? { name: answer.operatorName } : {}),
  };
}

function valuesOf({ answer, task, files }: AnswerFacts, isInternal: boolean): NamedValue[] {
  const visibility = isInternal ? 'internal' : 'public';
  return [
    { name: VALUE.task, value: { id: task.id }, visibility: 'public' },
    { name: VALUE.note, value: answer.note, visibility },
    { name: 'reason', value: answer.reason, visibility: 'internal' },
    { name: 'plannedFor', value: answer.plannedFor?.toISOString(), visibility: 'public' },
    { name: 'externalReference', value: answer.externalReference, visibility: 'public' },
    { name: VALUE.attachments, value: attachmentsValue(files), visibility },
  ];
}
