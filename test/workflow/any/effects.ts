/** One effect more for an action, with the fields that it reads: mostly of the right kind. */
import { TASK_KINDS } from '../../../src/workflow/domain/document.js';
import type { FieldType } from '../../../src/workflow/domain/document.js';
import type { Draft } from '../small-document.js';
import type { Dice } from './dice.js';

type Action = Draft['actions'][number];
type Effect = NonNullable<Action['effects']>[number];
const TEXT = { it: 'Testo', en: 'Text' };

export function effectOn(
  action: Action,
  { states }: Pick<Draft, 'states' | 'actions'>,
  dice: Dice,
): void {
  const asked = (type: FieldType): string => {
    const { fields = [] } = action;
    const code = `${type}${fields.length}`;
    const choices = states.map((state) => ({ code: state.code, label: TEXT }));
    const required = !dice.once(3);
    const field = { code, label: TEXT, type: dice.once(12) ? 'text' : type, required } as const;
    action.fields = [...fields, { ...field, ...(type === 'choice' && { choices }) }];
    return code;
  };
  const tasks = dice.once(2) ? {} : { tasks: dice.some(TASK_KINDS) };
  const one: Record<Effect['kind'], () => Effect> = {
    'open-task': () => ({
      ...{ kind: 'open-task', executor: asked(dice.pick(['partner', 'partner', 'office'])) },
      task: dice.pick(['work', 'work', ...TASK_KINDS]),
      ...(dice.once(3) && { due: asked('date') }),
      ...(dice.once(3) && { days: dice.pick([1, 20]) }),
    }),
    'cancel-tasks': () => ({ kind: 'cancel-tasks', ...tasks }),
    'complete-tasks': () => ({ kind: 'complete-tasks', ...tasks }),
    'stop-clock': () => ({ kind: 'stop-clock' }),
    'start-clock': () => ({ kind: 'start-clock' }),
    'assign-person': () => ({
      kind: 'assign-person',
      field: dice.once(2) ? '@self' : asked('person'),
    }),
    'set-outcome': () => ({ kind: 'set-outcome', field: asked('choice') }),
    outcome: () => ({ kind: 'outcome', code: dice.pick(states).code }),
    'link-duplicate': () => ({ kind: 'link-duplicate', field: asked('ticket') }),
    'restart-term': () => ({ kind: 'restart-term' }),
    'move-term': () => ({ kind: 'move-term', field: asked('date') }),
    'change-category': () => ({ kind: 'change-category', field: asked('category') }),
    'change-office': () => ({ kind: 'change-office', field: asked('office') }),
    'set-protocol': () => ({
      ...{ kind: 'set-protocol', field: asked('text') },
      dateField: asked(dice.pick(['date', 'date', 'text'])),
    }),
    'write-citizen': () => ({
      kind: 'write-citizen',
      letter: dice.pick(['question', 'outcome', 'message', 'step']),
    }),
    'notify-office': () => ({ kind: 'notify-office' }),
  };
  const kinds = Object.keys(one) as Effect['kind'][]; // keys of our own list
  const effect = one[dice.once(3) ? 'open-task' : dice.pick(kinds)]();
  action.effects = [...(action.effects ?? []), effect];
}
