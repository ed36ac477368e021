/** Several tasks done by one operator at one time. Each is named with the version in which its page showed it. */
import { z } from 'zod';
import type { TaskAnswer } from '../../../requests/tasks/domain/answer.js';
import type { FieldError } from '../../../shared/refusal.js';
import { civilDate, civilTime, optional, text } from '../../../web/fields.js';
import { parseForm, type TypedValues } from '../../../web/forms.js';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NAMED = new RegExp(`^(${UUID}):(\\d{1,9})$`);
const MOST = 100;

const doneForm = z.strictObject({
  submissionId: z.uuid('invalid'),
  tasks: z.preprocess(
    (typed) => [typed ?? []].flat(),
    z.array(z.string().regex(NAMED, 'invalid')).min(1, 'tasks-none').max(MOST, 'invalid'),
  ),
  operatorCode: optional(text(40)),
  performedDay: civilDate(),
  performedTime: z.string().regex(/^([01]?\d|2[0-3])[:.][0-5]\d$/, 'time-not-valid'),
});

export interface DoneTask {
  readonly taskId: string;
  readonly key: string;
  readonly answer: TaskAnswer;
}

export function readDone(
  body: unknown,
):
  | { readonly ok: true; readonly tasks: DoneTask[] }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly values: TypedValues } {
  const form = parseForm(doneForm, body);
  if (!form.ok) return form;
  const { submissionId, tasks, operatorCode, performedDay, performedTime } = form.value;
  const time = performedTime.replace('.', ':').padStart(5, '0');
  const performed = civilTime().safeParse(`${performedDay}T${time}`);
  if (!performed.success) {
    const errors = [{ field: 'performedTime', code: 'date-time-not-valid' }];
    return { ok: false, errors, values: form.values };
  }
  return {
    ok: true,
    tasks: tasks.map((named) => {
      const [, taskId = '', version = ''] = NAMED.exec(named) ?? [];
      const answer = {
        ...{ action: 'complete' as const, version: Number(version), performedAt: performed.data },
        ...(operatorCode ? { operatorCode } : {}),
      };
      return { taskId, key: `${submissionId}:${taskId}`, answer };
    }),
  };
}
