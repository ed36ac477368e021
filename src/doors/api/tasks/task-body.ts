/** The bodies of a partner's answers (CONTRACT.md, "Tasks"), from its programs and from its signed callbacks. */
import { z } from 'zod';
import type { PartnerViewer } from '../../../access/viewer.js';
import { TASK_ACTIONS, type TaskAnswer } from '../../../requests/tasks/domain/answer.js';
import { OPEN_TASK_STATES, TASK_STATES } from '../../../requests/tasks/domain/task-states.js';
import type { TaskFilter } from '../../../requests/tasks/task-list.service.js';
import { optional, text } from '../../../web/fields.js';
import { pageQuery } from '../list-query.js';

const long = text(4_000, { lines: true });
const instant = z.iso.datetime({ offset: true, error: 'date-time-not-valid' });
const version = z.number('required').int().positive();

const common = {
  operatorCode: optional(text(40)),
  operatorName: optional(text(120)),
  plannedFor: instant.optional(),
  performedAt: instant.optional(),
  externalReference: optional(text(60)),
  amount: z.number('number-invalid').min(0, 'number-negative').optional(),
  note: optional(long),
  reason: optional(text(1_000, { lines: true })),
};

/** Body of `POST /api/v1/tasks/{taskId}/steps`. */
export const taskStepBody = z.strictObject({
  action: z.enum(TASK_ACTIONS),
  version,
  person: optional(text(120, { min: 3 })),
  ...common,
});

/** Body of `POST /api/v1/tasks/{taskId}/contacts`: who opens them, where that is not the person of the token. */
export const contactsBody = z.strictObject({ person: optional(text(120, { min: 3 })) });

/**
 * Body of `POST /callbacks/{partner code}`. The action is any word: one that we do not know becomes a note. Without a version the answer
 * is taken for the task as it is. An operator's number is enough to say who worked: the step is then by the partner's own contact person.
 */
export const callbackBody = z
  .strictObject({
    taskId: z.uuid('invalid'),
    action: z.string('required').min(1, 'required').max(60),
    version: version.optional(),
    person: optional(text(120, { min: 3 })),
    ...common,
  })
  .refine(({ person, operatorCode }) => person !== undefined || operatorCode !== undefined, {
    path: ['person'],
    error: 'required',
  });

export const taskQuery = z.strictObject({
  state: z.enum(TASK_STATES).optional(),
  ...pageQuery,
});

type Given = Omit<z.output<typeof taskStepBody>, 'action' | 'version' | 'person'>;

export function taskFilter({ state, ...page }: z.output<typeof taskQuery>): TaskFilter {
  const isOpen = state !== undefined && OPEN_TASK_STATES.includes(state);
  return { ...page, ...(state && { state }), stage: isOpen ? 'open' : 'all' };
}

/** The fields of an answer that were given, instants as such. */
export function answerFields(given: Given): Omit<TaskAnswer, 'action' | 'version'> {
  const { plannedFor, performedAt, ...rest } = given;
  const told = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(told) as Omit<Given, 'plannedFor' | 'performedAt'>), // without the undefined ones
    ...(plannedFor && { plannedFor: new Date(plannedFor) }),
    ...(performedAt && { performedAt: new Date(performedAt) }),
  } as Omit<TaskAnswer, 'action' | 'version'>;
}

/** The person whom the partner's program names; without one, the person of its token. */
export function inPersonOf(viewer: PartnerViewer, person: string | undefined): PartnerViewer {
  if (person === undefined || person === viewer.name) return viewer;
  return { ...viewer, name: person, accountId: null, known: 'declared' };
}
