import { describe, expect, test } from '@jest/globals';
import type { RequestSnapshot } from '../../src/workflow/domain/decision.js';
import { lint } from '../../src/workflow/domain/lint.js';
import type { WorkflowDocument } from '../../src/workflow/domain/document.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';
import { triggeredAction } from '../../src/workflow/domain/triggered-action.js';
import { ask, doneTask, fault, now, openTask, people, request, settings } from './bench.js';
import { type Draft, smallWorkflow } from './small-document.js';

const opinion = { ...openTask, id: 't9', kind: 'opinion', partnerId: null };
const text = { it: 'Testo' };

/** The small iter, in which several are asked at once and the work goes on after `join`. */
function asking(join: object[], task = 'work') {
  return smallWorkflow((document: Draft) => {
    const common = { label: text, done: text, from: ['new'], note: 'none' as const };
    document.actions.push(
      {
        ...common,
        code: 'ask',
        to: '@same',
        by: ['operator'],
        fields: [{ code: 'partner', label: text, type: 'partner', required: true }],
        effects: [{ kind: 'open-task', executor: 'partner', task: task as 'work' }],
      },
      {
        ...common,
        code: 'go-on',
        to: 'end',
        by: ['@system'],
        trigger: 'task.done',
        guards: join as never,
        effects: [{ kind: 'outcome', code: 'end' }],
      },
    );
  });
}

const fired = (
  document: ReturnType<typeof asking>,
  tasks: RequestSnapshot['tasks'],
  taskKind = 'work',
) =>
  triggeredAction(document, request('new', { tasks }, document), 'task.done', {
    settings,
    now,
    taskKind,
  })?.code ?? null;

describe('several are asked at once', () => {
  const all = asking([{ kind: 'tasks-settled' }]);
  const any = asking([{ kind: 'any-task-done' }]);

  test('joined by “all”, the work goes on after the last of them', () => {
    expect(fired(all, [doneTask, { ...openTask, id: 't2' }])).toBeNull();
    expect(fired(all, [doneTask, { ...doneTask, id: 't2' }])).toBe('go-on');
  });

  test('joined by “any”, it goes on after the first that is done, and not after one that was declined', () => {
    expect(fired(any, [doneTask, { ...openTask, id: 't2' }])).toBe('go-on');
    expect(fired(any, [{ ...openTask, state: 'declined', isOpen: false }])).toBeNull();
  });

  describe('joined by “all done”', () => {
    const allDone = asking([{ kind: 'all-tasks-done' }]);
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    const other = { ...openTask, id: 't2' };
    const declined = { ...doneTask, state: 'declined', settledAt: at(10) };
    const heldBack = (tasks: RequestSnapshot['tasks']) =>
      ask(request('new', { tasks }, allDone), people.system, 'go-on', { document: allDone });

    test('the work goes on when each of them is done', () => {
      expect(fired(allDone, [doneTask, other])).toBeNull();
      expect(heldBack([doneTask, other])).toMatchObject({ reason: 'tasks-open' });
      expect(fired(allDone, [doneTask, { ...doneTask, id: 't2' }])).toBe('go-on');
    });

    test.each(['declined', 'expired'])('one that is %s holds it, in either order', (state) => {
      const undone = { ...declined, id: 't2', state };
      for (const tasks of [
        [doneTask, undone],
        [undone, doneTask],
      ]) {
        expect(fired(allDone, tasks)).toBeNull();
        expect(heldBack(tasks)).toMatchObject({ reason: 'task-not-done' });
      }
    });

    test('one that the office withdrew holds nothing', () => {
      expect(fired(allDone, [doneTask, { ...other, state: 'cancelled', isOpen: false }])).toBe(
        'go-on',
      );
    });

    test('one that was declined holds it until somebody else is asked for the same', () => {
      const anew = { ...doneTask, id: 't3', offeredAt: at(11) };
      expect(fired(allDone, [declined, anew])).toBe('go-on');
      expect(fired(allDone, [declined, { ...anew, offeredAt: at(9) }])).toBeNull();
      expect(fired(allDone, [declined, { ...anew, kind: 'quote' }])).toBeNull();
    });
  });

  test('in the default iter a mixed end goes back to the office', () => {
    const declined = { ...doneTask, id: 't2', state: 'declined' };
    const mixed = request('with-contractor', { tasks: [doneTask, declined] });
    const circumstances = { settings, now, taskKind: 'work' };
    const last = (trigger: 'task.done' | 'task.declined') =>
      triggeredAction(fault, mixed, trigger, circumstances)?.code;
    expect(last('task.done')).toBe('contractor-partly-done');
    expect(last('task.declined')).toBe('contractor-declined');
    for (const code of ['contractor-partly-done', 'contractor-declined'])
      expect(ask(mixed, people.system, code)).toMatchObject({ to: 'taken-in-charge' });
  });

  describe('what somebody said stays what they said, whoever answers last', () => {
    const shipped = (code: string) => readShippedWorkflows().find((one) => one.code === code)!;
    const [school, maintenance] = [shipped('school-building'), shipped('maintenance')];
    const ended = (kind: string, state: 'done' | 'declined') => ({ ...doneTask, kind, state });
    const after = (iter: WorkflowDocument, state: string, tasks: RequestSnapshot['tasks']) => {
      const last = tasks.at(-1);
      const trigger = last?.state === 'done' ? ('task.done' as const) : ('task.declined' as const);
      const circumstances = { settings, now, taskKind: last?.kind ?? '' };
      const fires = triggeredAction(iter, request(state, { tasks }, iter), trigger, circumstances);
      return fires && [fires.code, fires.to];
    };
    const inspection = { ...openTask, id: 't9', kind: 'inspection', partnerId: null };

    test('a school’s yes or no counts at once, and no other office’s inspection makes one of the other', () => {
      const at = (...tasks: RequestSnapshot['tasks']) => after(school, 'school-check', tasks);
      const [yes, no] = [ended('confirmation', 'done'), ended('confirmation', 'declined')];
      expect(at(inspection, yes)).toEqual(['school-confirmed', 'verified']);
      expect(at(inspection, no)).toEqual(['school-objected', 'taken-in-charge']);
      expect(at(no, ended('inspection', 'done'))).toBeNull();
      expect(at(yes, ended('inspection', 'declined'))).toBeNull();
      expect(at(no, { ...yes, offeredAt: new Date(now.getTime() - 1) })).toBeNull(); // one of two said no
    });

    test('a quote that another firm declines does not hide the one that was received, and a declined one alone is none', () => {
      const at = (...tasks: RequestSnapshot['tasks']) => after(maintenance, 'quote-asked', tasks);
      const [received, declined] = [ended('quote', 'done'), ended('quote', 'declined')];
      expect(at(received)).toEqual(['quote-arrived', 'quote-received']);
      expect(at(declined)).toEqual(['quote-declined', 'inspected']);
      expect(at(received, declined)).toEqual(['further-quote-declined', 'quote-received']);
      expect(at(declined, received)).toEqual(['quote-arrived', 'quote-received']);
    });
  });

  test('a join of one kind neither waits for another kind nor is pulled by it', () => {
    const work = asking([{ kind: 'tasks-settled', tasks: ['work'] }]);
    expect(fired(work, [doneTask, opinion])).toBe('go-on');
    expect(fired(work, [{ ...opinion, state: 'done', isOpen: false }], 'opinion')).toBeNull();
  });

  test('in the default iter the firm’s work moves the request while an opinion is still awaited, and closing waits for it', () => {
    const atFirm = request('with-contractor', { tasks: [doneTask, opinion] });
    const circumstances = { settings, now, taskKind: 'work' };
    expect(triggeredAction(fault, atFirm, 'task.done', circumstances)?.code).toBe(
      'contractor-done',
    );
    expect(
      ask(request('verified', { tasks: [doneTask, opinion] }), people.supervisor, 'close'),
    ).toMatchObject({
      reason: 'tasks-open',
    });
  });

  test('a request is not closed before the parts that it waits for', () => {
    expect(ask(request('verified', { openChildren: 1 }), people.supervisor, 'close')).toMatchObject(
      {
        reason: 'children-open',
      },
    );
  });
});

describe('the linter looks at joins', () => {
  const faults = (document: ReturnType<typeof asking>) => lint(document).map(({ code }) => code);

  test('all and any are both right', () => {
    expect(faults(asking([{ kind: 'tasks-settled' }]))).toEqual([]);
    expect(faults(asking([{ kind: 'any-task-done', tasks: ['work'] }]))).toEqual([]);
    expect(faults(asking([{ kind: 'all-tasks-done', tasks: ['work'] }]))).toEqual([]);
  });

  test('an action that fires after a task must say whether after all or any', () => {
    expect(faults(asking([]))).toEqual(['workflow-join-missing']);
  });

  test('a join over a kind that nobody is ever asked for is named', () => {
    expect(faults(asking([{ kind: 'tasks-settled', tasks: ['quote'] }]))).toEqual([
      'workflow-task-never-asked',
    ]);
  });

  test('the day by which a task is due is asked for, and is a day', () => {
    const wrong = smallWorkflow((document) => {
      const start = document.actions[0];
      if (!start) return;
      start.fields = [
        { code: 'partner', label: text, type: 'partner' },
        { code: 'when', label: text, type: 'text' },
      ];
      start.effects = [
        ...(start.effects ?? []),
        { kind: 'open-task', executor: 'partner', task: 'work', due: 'when' },
        { kind: 'open-task', executor: 'partner', task: 'work', due: 'never' },
      ];
    });
    expect(faults(wrong)).toEqual(['workflow-field-type', 'workflow-field-not-asked']);
  });
});
