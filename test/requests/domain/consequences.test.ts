import { expect, test } from '@jest/globals';
import { consequences } from '../../../src/requests/domain/consequences.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import type { Decision } from '../../../src/workflow/domain/decision.js';
import { findAction } from '../../../src/workflow/domain/transition.js';
import { fault, now } from '../../workflow/bench.js';

test('a task that one effect of an action ends is not ended again by the next one', () => {
  const action = findAction(fault, 'note')!;
  const effects: Decision['effects'] = [
    { kind: 'complete-tasks', tasks: ['work'] },
    { kind: 'cancel-tasks' },
    { kind: 'complete-tasks' },
  ];
  const [from, to] = ['received', 'received'];
  const still = { action, from, to, toKind: 'open', moves: false, returnState: null } as const;
  const request = Object.assign(new ServiceRequest(), { stateCode: from, stateKind: 'open' });
  const open = (id: string, kind: string) => Object.assign(new Task(), { id, kind, state: 'offered' }); // prettier-ignore
  const tasks = [open('t1', 'work'), open('t2', 'quote')];
  const calendar = { isWorkingDay: () => true } as never; // no term is counted
  const resolved = { calendar, named: new Map(), dueAfter: () => now };
  const context = { resolved, occurredAt: now, now };
  const changed = consequences(request, tasks, { ...still, values: [], effects }, context).tasks;
  expect(changed).toMatchObject([
    { kind: 'update', task: { id: 't1' }, patch: { state: 'done' } },
    { kind: 'update', task: { id: 't2' }, patch: { state: 'cancelled' } },
  ]);
});
