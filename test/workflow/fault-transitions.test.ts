import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../src/shared/refusal.js';
import { reopeningActions } from '../../src/workflow/domain/transition.js';
import { ask, fault, mayDo, people, type Person, request } from './bench.js';
import { CLOSED, RULES, STATES } from './fault-table.js';

const everybody = Object.keys(people) as Person[];

describe('the default iter', () => {
  test('has exactly the actions and states of the table', () => {
    expect(fault.actions.map((action) => action.code)).toEqual(Object.keys(RULES));
    expect(fault.states.map((state) => state.code).sort()).toEqual([...STATES].sort());
  });

  describe.each(Object.entries(RULES))('%s', (action, rule) => {
    test('leads from each of its states to where it should', () => {
      for (const from of rule.from) {
        for (const who of rule.by) {
          const decision = ask(request(from, rule.needs), people[who], action);
          expect(decision).toMatchObject({ from, to: rule.to ?? from });
        }
      }
    });

    test('is not possible from any other state', () => {
      const [who] = rule.by;
      for (const from of STATES.filter((state) => !rule.from.includes(state))) {
        const refusal = ask(request(from, rule.needs), people[who!], action);
        expect(refusal).toMatchObject({ code: 'not-possible-now', reason: 'state' });
      }
    });

    test('is refused to everybody else, in every state', () => {
      for (const who of everybody.filter((person) => !rule.by.includes(person))) {
        for (const from of STATES)
          expect(ask(request(from, rule.needs), people[who], action)).toMatchObject({
            code: 'not-allowed',
          });
      }
    });
  });

  test('offers each person in each state exactly what would not be refused', () => {
    for (const who of everybody) {
      for (const state of STATES) {
        for (const needsAuthorisation of [false, true]) {
          const snapshot = request(state, { needsAuthorisation });
          const possible = Object.keys(RULES).filter(
            (action) => !isRefusal(ask(snapshot, people[who], action)),
          );
          expect(mayDo(snapshot, people[who])).toEqual(possible);
        }
      }
    }
  });

  test('a closed request is opened again by the three reopening actions and by nothing else', () => {
    expect(reopeningActions(fault)).toEqual(['reopen-by-citizen', 'record-reopening', 'reopen']);
    const leading = Object.entries(RULES)
      .filter(([, rule]) => rule.to !== null && rule.from.some((from) => CLOSED.includes(from)))
      .map(([action]) => action);
    expect(leading).toEqual(reopeningActions(fault));
  });
});
