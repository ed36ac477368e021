/** What a signed callback says, as far as it can be used. Pure. */
import { z } from 'zod';
import {
  TASK_ACTIONS,
  type TaskAction,
  type TaskAnswer,
} from '../../../requests/tasks/domain/answer.js';
import { type FieldError, Refusal } from '../../../shared/refusal.js';
import { fieldErrors } from '../../../web/forms.js';
import { answerFields, callbackBody } from './task-body.js';

export interface Told {
  /** Null where it names none. */
  readonly taskId: string | null;
  readonly version?: number | undefined;
  /** Whom it names, where a step can keep the name. */
  readonly person?: string | undefined;
  /** What is left for a note: everything but what stands above. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Or why it is none. */
  readonly answer: Omit<TaskAnswer, 'version'> | Refusal;
  /** What the contract does not allow, each at its field. */
  readonly faults: readonly FieldError[];
}

const addressed = z.looseObject({ taskId: callbackBody.shape.taskId });

export function toldIn(body: unknown): Told {
  const parsed = callbackBody.safeParse(body, { reportInput: true });
  if (!parsed.success) return unusable(body, fieldErrors(parsed.error));
  const { taskId, person, ...fields } = parsed.data;
  const { action, version, ...rest } = fields;
  const answer = isTaskAction(action)
    ? { action, ...answerFields(rest) }
    : new Refusal('invalid', 'answer-unknown');
  return { taskId, version, person, fields, answer, faults: [] };
}

function unusable(body: unknown, faults: readonly FieldError[]): Told {
  const { taskId, ...fields } = addressed.safeParse(body).data ?? { taskId: null, body };
  return { taskId, fields, answer: Refusal.fields(faults), faults };
}

function isTaskAction(action: string): action is TaskAction {
  return (TASK_ACTIONS as readonly string[]).includes(action);
}
