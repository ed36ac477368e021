/**
 * The step that the answer to a task makes. Pure. A remark, a question, an opinion of another office and a quote stay in the
 * house; what was done is for the citizen too.
 */
import type { OfficeViewer, PartnerViewer } from '../../../access/viewer.js';
import type { StoredFile } from '../../attachments/stored-file.js';
import type { Change } from '../../change.js';
import type { RequestCard } from '../../request-cards.service.js';
import { QUOTE_GIVEN } from '../../../workflow/domain/recorded-numbers.js';
import { attachmentsValue } from '../../attachments/attachments-value.js';
import {
  type Actor,
  type NamedValue,
  type PerformedBy,
  VALUE,
} from '../../steps/domain/step-draft.js';
import type { Task } from '../task.entity.js';
import { isQuote, type TaskAction, type TaskAnswer } from './answer.js';

/** Who has been asked: somebody of the partner, or of the office. */
export type AskedViewer = PartnerViewer | OfficeViewer;

/** Their answer to a task of their own. */
export interface GivenAnswer {
  readonly viewer: AskedViewer;
  readonly task: Task;
  readonly answer: TaskAnswer;
  readonly files: readonly StoredFile[];
}

export interface AnswerFacts extends GivenAnswer {
  readonly patch: Partial<Task>;
  readonly now: Date;
  readonly actor: Actor;
  /** The firm, or the office. */
  readonly firm: string;
  /** The iter goes on by itself: its step tells the citizen. */
  readonly isFollowed: boolean;
}

export function answerStep(card: RequestCard, facts: AnswerFacts): Change {
  const { answer, task, patch, now, actor, files } = facts;
  const { stateCode, notify } = card.request;
  const isInternal = staysInTheHouse(answer.action, task.kind);
  const performedBy = performer(facts);
  return {
    draft: {
      action: isQuote(answer.action, task.kind) ? QUOTE_GIVEN : `task-${answer.action}`,
      from: stateCode,
      to: stateCode,
      visibility: isInternal ? 'internal' : 'public',
      occurredAt: answer.action === 'complete' ? (patch.performedAt ?? now) : now,
      actor,
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

/** Whether offices, and whoever answers, are the only ones to read it. */
export function staysInTheHouse(action: TaskAction, kind: string): boolean {
  return ['note', 'ask'].includes(action) || ['opinion', 'quote'].includes(kind);
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
    { name: VALUE.amount, value: answer.amount, visibility: 'internal' },
    { name: 'plannedFor', value: answer.plannedFor?.toISOString(), visibility: 'public' },
    { name: 'externalReference', value: answer.externalReference, visibility: 'public' },
    { name: VALUE.attachments, value: attachmentsValue(files), visibility },
  ];
}
