/**
 * The tasks that a step of the office ended, as the step itself keeps it: so that striking the step through can open them again as they stood.
 * What was asked of somebody and answered by them is their own word, and no such thing. Pure.
 */
import { z } from 'zod';
import type { TaskChange } from '../../domain/consequences.js';
import { type NamedValue, VALUE } from '../../steps/domain/step-draft.js';
import { isOpenTask, TASK_STATES, versionAfter } from './task-states.js';

const endedTask = z.object({
  id: z.string(),
  /** Before the step. */
  state: z.enum(TASK_STATES),
  /** After it: what has another one was moved since. */
  version: z.int(),
});
export type EndedTask = z.output<typeof endedTask>;

/** The value of the step; null where it ended none, or is the answer to one (which names it). */
export function endedTasksValue(
  changes: readonly TaskChange[],
  values: readonly NamedValue[],
): EndedTask[] | null {
  if (values.some(({ name }) => name === VALUE.task)) return null;
  const ended = changes.flatMap((change) => {
    if (change.kind !== 'update') return [];
    const { task, patch } = change;
    const ends = isOpenTask(task.state) && patch.state !== undefined && !isOpenTask(patch.state);
    const { id, state, version } = task;
    return ends ? [{ id, state, version: versionAfter(version, patch) }] : [];
  });
  return ended.length > 0 ? ended : null;
}

/** Reads it back; nothing for what is none. */
export function readEndedTasks(value: unknown): readonly EndedTask[] {
  const parsed = z.array(endedTask).safeParse(value);
  return parsed.success ? parsed.data : [];
}
