import { describe, expect, test } from '@jest/globals';
import { ruleFaults, type RuleTown } from '../../src/routing/domain/rule-faults.js';
import type { RuleForRouting } from '../../src/routing/domain/rule.js';
import { rule } from './rules.js';

const town: RuleTown = {
  inactive: new Set(['gone']),
  officesOf: new Map([['bruno', ['works']]]),
  categories: new Map([
    [
      'roads',
      {
        ...{ isActive: true, officeId: 'works' },
        questions: [{ code: 'defect', choices: ['pothole', 'sign'] }],
      },
    ],
    ['lamps', { isActive: true, officeId: 'lighting', questions: [] }],
    ['closed', { isActive: false, officeId: 'works', questions: [] }],
  ]),
  places: new Map([['le-vele', { kind: 'school', areaId: 'centre' }]]),
};
const faults = (...rules: RuleForRouting[]) =>
  ruleFaults(rules, town).map(({ ruleCode, fault, about }) =>
    [ruleCode, fault, ...(about ? [about] : [])].join(' '),
  );

describe('rules that need a look', () => {
  test('a rule that names an office, person, partner or category that is gone', () => {
    expect(
      faults(
        rule('a', { officeId: 'gone' }),
        rule('b', { personId: 'gone' }),
        rule('c', { partnerId: 'gone', involvement: 'informed' }),
        rule('d', { categoryId: 'closed', officeId: 'works' }),
      ),
    ).toEqual(['a office-gone', 'b person-gone', 'c partner-gone', 'd category-gone']);
  });

  test('a person of another office than the rule names never gets anything', () => {
    expect(faults(rule('a', { officeId: 'green', personId: 'bruno' }))).toEqual([
      'a person-elsewhere',
    ]);
    expect(faults(rule('a', { officeId: 'works', personId: 'bruno' }))).toEqual([]);
  });

  test('nor does one of an office to which neither the category nor another rule leads', () => {
    const lamps = { categoryId: 'lamps', personId: 'bruno' };
    expect(faults(rule('a', lamps))).toEqual(['a person-elsewhere']);
    const other = rule('b', { areaId: 'hills', officeId: 'works' });
    expect(faults(rule('a', lamps), other)).toEqual([]);
    expect(faults(rule('a', { categoryId: 'roads', personId: 'bruno' }))).toEqual([]);
  });

  test('a question that the category does not ask, and an answer that nobody can give', () => {
    const asks = (question: string, ...values: string[]) =>
      rule('a', {
        categoryId: 'roads',
        officeId: 'works',
        conditions: { answers: [{ question, in: values }] },
      });
    expect(faults(asks('lamp', 'off'))).toEqual(['a question-unknown lamp']);
    expect(faults(asks('defect', 'lamp'))).toEqual(['a answer-unknown lamp']);
    expect(faults(asks('defect', 'sign'))).toEqual([]);
  });

  test('conditions that contradict each other', () => {
    const at = (parts: Partial<RuleForRouting>) => rule('a', { officeId: 'works', ...parts });
    expect(faults(at({ conditions: { places: ['atlantis'] } }))).toEqual(['a place-gone atlantis']);
    expect(faults(at({ areaId: 'hills', conditions: { places: ['le-vele'] } }))).toEqual([
      'a places-elsewhere',
    ]);
    expect(faults(at({ conditions: { places: ['le-vele'], placeKinds: ['park'] } }))).toEqual([
      'a places-of-other-kind',
    ]);
    expect(faults(at({ conditions: { weekdays: [7], holidays: 'never' } }))).toEqual([
      'a sunday-no-holiday',
    ]);
  });

  test('an office rule behind one that holds wherever it does is never asked; behind one whose office is gone it is', () => {
    const wide = rule('wide', { categoryId: 'roads', officeId: 'works' });
    const narrow = rule('narrow', { categoryId: 'roads', areaId: 'hills', officeId: 'green' });
    expect(faults(wide, narrow)).toEqual(['narrow office-shadowed wide']);
    expect(faults({ ...narrow, position: 0 }, wide)).toEqual([]);
    expect(faults({ ...wide, officeId: 'gone' }, narrow)).toEqual(['wide office-gone']);
  });

  test('partners are never in the shadow: those of all rules count', () => {
    const wide = rule('wide', { officeId: 'works' });
    const told = rule('told', { partnerId: 'school', involvement: 'informed' });
    expect(faults(wide, told)).toEqual([]);
  });
});
