/** The fixed list of CONTRACT.md: partners' programs rely on it. */
export const TASK_STATES = [
  'offered',
  'accepted',
  'scheduled',
  'done',
  'declined',
  'cancelled',
  'expired',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const OPEN_TASK_STATES: readonly TaskState[] = ['offered', 'accepted', 'scheduled'];

export function isOpenTask(state: TaskState): boolean {
  return OPEN_TASK_STATES.includes(state);
}

/** The task's version after this patch: what leaves its state alone is words, and takes none (DESIGN.md, data decision 5). */
export function versionAfter(version: number, patch: { readonly state?: TaskState }): number {
  return patch.state === undefined ? version : version + 1;
}
