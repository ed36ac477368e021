import { describe, expect, test } from '@jest/globals';
import type { Performer } from '../../src/workflow/domain/decision.js';
import { ask, fault, mayDo, openTask, people, request } from './bench.js';
import { smallWorkflow } from './small-document.js';

const by = (entry: string) => smallWorkflow((draft) => (draft.actions[0]!.by = [entry]));
const allowed = (entry: string, who: Performer, tasks = [openTask]) => {
  const document = by(entry);
  const result = ask(request('new', { tasks }, document), who, 'start', { document });
  return !('code' in result && result.code === 'not-allowed');
};

describe('who may act', () => {
  test('a role, as long as the council lets it work requests at all', () => {
    expect(allowed('operator', people.operator)).toBe(true);
    expect(allowed('operator', people.supervisor)).toBe(false);
    expect(allowed('operator', { ...people.operator, permissions: ['requests.see'] })).toBe(false);
  });

  test('a role name alone opens nothing to a partner, a citizen or the system', () => {
    for (const kind of ['partner', 'citizen', 'system'] as const)
      expect(allowed('operator', { ...people.operator, kind })).toBe(false);
  });

  test('a permission, whatever the role', () => {
    expect(allowed('permission:requests.close', people.director)).toBe(true);
    expect(allowed('permission:requests.close', people.operator)).toBe(false);
    const citizen: Performer = { kind: 'citizen', permissions: ['requests.close'] };
    expect(allowed('permission:requests.close', citizen)).toBe(false);
  });

  test('a partner only while a task of its own is open', () => {
    expect(allowed('@partner', people.partner)).toBe(true);
    expect(allowed('@partner', people.partner, [])).toBe(false);
    expect(allowed('@partner', people.partner, [{ ...openTask, isOpen: false }])).toBe(false);
    expect(allowed('@partner', { ...people.partner, partnerId: 'p2' })).toBe(false);
    expect(allowed('@partner', people.operator)).toBe(false);
  });

  test('citizen and system are only themselves', () => {
    expect(allowed('@citizen', people.citizen)).toBe(true);
    expect(allowed('@system', people.system)).toBe(true);
    expect(allowed('@citizen', people.system)).toBe(false);
    expect(allowed('@system', people.director)).toBe(false);
  });
});

describe('taking a request for oneself', () => {
  const held = (by: string | null) => request('inspected', { assigneeId: by });
  const { operator } = people;

  test('whose it is already is not offered to take it, and is refused; anybody else may take it over', () => {
    for (const by of [null, 'account-supervisor']) {
      expect(mayDo(held(by), operator)).toContain('take');
      expect(ask(held(by), operator, 'take')).toMatchObject({ to: 'inspected' });
    }
    expect(mayDo(held('account-operator'), operator)).not.toContain('take');
    expect(ask(held('account-operator'), operator, 'take')).toMatchObject({
      code: 'not-possible-now',
      reason: 'already-yours',
    });
  });

  test('an action that does more than that stays open to them', () => {
    const more = smallWorkflow((draft) => {
      draft.actions[0]!.effects = [{ kind: 'assign-person', field: '@self' }];
    });
    const mine = request('new', { assigneeId: 'account-operator' }, more);
    expect(ask(mine, operator, 'start', { document: more })).toMatchObject({ to: 'end' });
  });
});

describe('giving a request to somebody', () => {
  const { supervisor } = people;
  const given = (by: string | null, document = fault) =>
    ask(request('inspected', { assigneeId: by }, document), supervisor, 'assign-person', { document }); // prettier-ignore

  test('whoever has it already is not given it again, and the form says so at the person', () => {
    expect(given('account-operator')).toMatchObject({
      code: 'invalid',
      errors: [{ field: 'person', code: 'person-has-it' }],
    });
    for (const by of [null, 'account-supervisor'])
      expect(given(by)).toMatchObject({ to: 'inspected' });
  });

  test('where the iter does more with it, it is done all the same', () => {
    const actions = fault.actions.map((action) =>
      action.code === 'assign-person'
        ? { ...action, effects: [...action.effects, { kind: 'notify-office' as const }] }
        : action,
    );
    expect(given('account-operator', { ...fault, actions })).toMatchObject({ to: 'inspected' });
  });
});
