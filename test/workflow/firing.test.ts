import { describe, expect, test } from '@jest/globals';
import type { TaskSnapshot } from '../../src/workflow/domain/decision.js';
import type { Guard, Trigger, WorkflowDocument } from '../../src/workflow/domain/document.js';
import { lint } from '../../src/workflow/domain/lint.js';
import { triggeredAction } from '../../src/workflow/domain/triggered-action.js';
import { fault, now, openTask, request, settings } from './bench.js';
import { smallWorkflow } from './small-document.js';

const text = { it: 'Testo' };
const asks = (task: 'work' | 'quote') => ({
  ...{ code: `ask-${task}`, label: text, done: text, from: ['new'], to: '@same', by: ['operator'] },
  fields: [{ code: 'partner', label: text, type: 'partner' as const, required: true }],
  effects: [{ kind: 'open-task' as const, executor: 'partner', task }],
});
const ending = (code: string, trigger: Trigger, guards: Guard[], from = ['new']) => ({
  ...{ code, label: text, done: text, from, to: 'end', by: ['@system'], trigger, guards },
  effects: [{ kind: 'outcome' as const, code: 'end' }],
});
/** Two automatic actions of the same moment, in this order. */
const inOrder = (trigger: Trigger, first: Guard[], second: Guard[]) =>
  smallWorkflow((draft) => {
    draft.actions.push(asks('work'), asks('quote'));
    draft.actions.push(ending('first', trigger, first), ending('second', trigger, second));
  });
const isRefused = (document: WorkflowDocument): boolean =>
  lint(document).some(({ code }) => code === 'workflow-never-fires');

const GUARDS: Guard[] = (['tasks-settled', 'all-tasks-done', 'any-task-done', 'tasks-open'] as const).flatMap((kind) => [{ kind }, { kind, tasks: ['work' as const] }]); // prettier-ignore

/** The task that has just ended, beside every two others that there can be. */
function* situations(state: 'done' | 'declined'): Generator<TaskSnapshot[]> {
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const others = (['work', 'quote'] as const).flatMap((kind) =>
    (['offered', 'done', 'declined', 'cancelled'] as const).flatMap((was) =>
      [-5, 5].map((offered): TaskSnapshot => {
        const isOpen = was === 'offered';
        const settledAt = isOpen ? null : at(offered + 1);
        return { ...openTask, kind, state: was, isOpen, offeredAt: at(offered), settledAt };
      }),
    ),
  );
  for (const kind of ['work', 'quote']) {
    const ended = { ...openTask, kind, state, isOpen: false, offeredAt: at(0), settledAt: at(20) };
    yield [ended];
    for (const one of others) for (const two of others) yield [ended, one, two];
  }
}

/** Codes of those of its automatic actions that fire in some situation. */
function everFired(document: WorkflowDocument, trigger: 'task.done' | 'task.declined') {
  const fired = new Set<string>();
  for (const tasks of situations(trigger === 'task.done' ? 'done' : 'declined')) {
    const given = { settings, now, taskKind: tasks[0]?.kind ?? '' };
    const action = triggeredAction(document, request('new', { tasks }, document), trigger, given);
    if (action) fired.add(action.code);
  }
  return fired;
}

describe('an automatic action whose place an earlier one always takes', () => {
  test.each(['task.done', 'task.declined'] as const)(
    'after %s it is refused exactly where the engine never comes to it, whatever two joins they wait for',
    (trigger) => {
      const alone = (guard: Guard) =>
        everFired(inOrder(trigger, [{ kind: 'outcome-chosen' }], [guard]), trigger).has('second');
      for (const second of GUARDS.filter(alone))
        for (const first of GUARDS) {
          const document = inOrder(trigger, [first], [second]);
          const fires = everFired(document, trigger).has('second');
          expect({ first, second, isRefused: isRefused(document) }).toEqual({ first, second, isRefused: !fires }); // prettier-ignore
        }
    },
  );

  test('the default iter is refused with its mixed end before the whole one', () => {
    const rank = ({ code }: { code: string }) => (code === 'contractor-partly-done' ? 0 : 1);
    const actions = [...fault.actions].sort((a, b) => rank(a) - rank(b));
    expect(lint({ ...fault, actions })).toEqual([
      {
        code: 'workflow-never-fires',
        place: 'actions.contractor-done.trigger',
        data: { action: 'contractor-partly-done' },
      },
    ]);
  });

  test('where it also starts from a state that the earlier one does not, it fires there', () => {
    const document = (from: string[]) =>
      smallWorkflow((draft) => {
        draft.actions.push(
          ending('late', 'state.deadline', [], ['new']),
          ending('over', 'state.deadline', [], from),
        );
        for (const state of draft.states) if (state.code !== 'end') state.deadline = { days: 3 };
        draft.actions.find(({ code }) => code === 'over')!.effects!.push({ kind: 'start-clock' });
      });
    expect(lint(document(['new']))).toEqual([
      { code: 'workflow-never-fires', place: 'actions.over.trigger', data: { action: 'late' } },
    ]);
    expect(lint(document(['new', 'pause']))).toEqual([]);
  });

  test('what only people are asked holds no automatic action back', () => {
    const settled: Guard = { kind: 'tasks-settled' };
    const fourEyes: Guard = { kind: 'not-who-did', actions: ['start'] };
    expect(isRefused(inOrder('task.done', [settled, fourEyes], [settled]))).toBe(true);
    expect(isRefused(inOrder('task.done', [settled, { kind: 'children-closed' }], [settled]))).toBe(false); // prettier-ignore
  });
});
