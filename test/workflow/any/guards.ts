/** One guard more for an action. */
import { TASK_KINDS } from '../../../src/workflow/domain/document.js';
import type { Draft } from '../small-document.js';
import type { Dice } from './dice.js';

type Action = Draft['actions'][number];
type Guard = NonNullable<Action['guards']>[number];
const TEXT = { it: 'Testo', en: 'Text' };

export function guardOn(
  action: Action,
  { actions }: Pick<Draft, 'states' | 'actions'>,
  dice: Dice,
): void {
  const codes = actions.map(({ code }) => code);
  const tasks = dice.once(2) ? {} : { tasks: dice.some(TASK_KINDS) };
  const one: Record<Guard['kind'], () => Guard> = {
    'tasks-settled': () => ({ kind: 'tasks-settled', ...tasks }),
    'all-tasks-done': () => ({ kind: 'all-tasks-done', ...tasks }),
    'any-task-done': () => ({ kind: 'any-task-done', ...tasks }),
    'tasks-open': () => ({ kind: 'tasks-open', ...tasks }),
    'children-closed': () => ({ kind: 'children-closed' }),
    authorised: () => ({
      ...{ kind: 'authorised', by: dice.some(codes) },
      ...(dice.once(2) && { always: true as const }),
    }),
    'authorisation-asked': () => ({ kind: 'authorisation-asked' }),
    'not-who-did': () => ({ kind: 'not-who-did', actions: dice.some(codes) }),
    'outcome-chosen': () => ({ kind: 'outcome-chosen' }),
    'at-most': () => {
      const code = `number${action.fields?.length ?? 0}`;
      const field = { code, label: TEXT, type: 'number' as const, required: true };
      action.fields = [...(action.fields ?? []), field];
      const unless = dice.once(2) ? [] : ['supervisor'];
      return { kind: 'at-most', field: code, limit: dice.pick([1, 10]), unless };
    },
    'within-days-of-closing': () => ({ kind: 'within-days-of-closing', setting: 'reopenDays' }),
  };
  const kinds = Object.keys(one) as Guard['kind'][]; // keys of our own list
  action.guards = [...(action.guards ?? []), one[dice.pick(kinds)]()];
}
