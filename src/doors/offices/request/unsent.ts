/** Whom a rule gives the request to and who was not asked yet, with the action that asks them. Pure. */
import { readNotSent } from '../../../requests/assignment/not-sent.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';

export interface Unsent {
  readonly partner: string;
  readonly rule: string;
  /** The form of the action, the partner chosen; null where this viewer may not ask them now. */
  readonly href: string | null;
}

type Told = Pick<RequestView, 'steps' | 'tasks' | 'actions' | 'state'>;

/** Since the request came to its present type; nobody where it is closed. */
export function unsent({ steps, tasks, actions, state }: Told, base: string): Unsent[] {
  if (state.kind === 'closed') return [];
  const changed = steps.findLastIndex(({ data, correctedBy }) => 'category' in data && correctedBy === null); // prettier-ignore
  const asking = actions.find(asksForWork);
  return steps.slice(changed + 1).flatMap(({ data, at }) => {
    const found = readNotSent(data['notSent']);
    if (!found) return [];
    const { partner, rule, code } = found;
    const wasAsked = tasks.some(
      ({ executor, isOpen, offeredAt }) => executor === partner && (isOpen || offeredAt >= at),
    );
    const href = asking && code ? `${base}/azioni/${asking.code}?ente=${encodeURIComponent(code)}` : null; // prettier-ignore
    return wasAsked ? [] : [{ partner, rule, href }];
  });
}

function asksForWork({ effects, fields }: ActionDefinition): boolean {
  return effects.some(
    (effect) =>
      effect.kind === 'open-task' &&
      effect.task === 'work' &&
      fields.some(({ code, type }) => code === effect.executor && type === 'partner'),
  );
}
