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
        ...{ isActive: true, officeId: 'works', cannotSend: null },
        questions: [{ code: 'defect', choices: ['pothole', 'sign'] }],
      },
    ],
    ['lamps', { isActive: true, officeId: 'lighting', cannotSend: 'Informazioni', questions: [] }],
    ['closed', { isActive: false, officeId: 'works', cannotSend: 'Chiuso', questions: [] }],
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

  test('an executor whom the system cannot send it to, by the iter of the category', () => {
    const luce = { partnerId: 'luce', involvement: 'executor' } as const;
    expect(
      faults(
        rule('a', { ...luce, categoryId: 'lamps' }),
        rule('b', { ...luce, categoryId: 'roads' }),
        rule('c', { ...luce, areaId: 'hills' }),
        rule('d', { partnerId: 'school', categoryId: 'lamps', involvement: 'informed' }),
      ),
    ).toEqual(['a iter-cannot-send Informazioni', 'c iter-cannot-send Informazioni']);
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

  test('a person is in the shadow only where the earlier one belongs to the same offices', () => {
    const people = new Map([['bruno', ['works']], ['lia', ['lighting']], ['zoe', ['works', 'lighting']]]); // prettier-ignore
    const found = (first: string, then: string) =>
      ruleFaults(
        [rule('all', { personId: first }), rule('lights', { categoryId: 'lamps', personId: then })],
        { ...town, officesOf: people },
      ).map(({ fault }) => fault);
    expect(found('bruno', 'lia')).toEqual([]);
    expect(found('zoe', 'lia')).toEqual(['person-shadowed']);
  });

  test('conditions that nothing can meet', () => {
    const never = (conditions: RuleForRouting['conditions']) =>
      ruleFaults([rule('a', { officeId: 'works', conditions })], {
        ...town,
        boundary: [[10.4, 43.3], [10.6, 43.3], [10.6, 43.5], [10.4, 43.5]], // prettier-ignore
      }).map(({ fault }) => fault);
    expect(never({ season: { from: '02-30', to: '02-31' } })).toEqual(['season-no-day']);
    expect(never({ season: { from: '11-31', to: '02-30' } })).toEqual([]);
    expect(never({ boundary: [[10.5, 43.4], [10.5, 43.4], [10.5, 43.4]] })).toEqual(['boundary-flat']); // prettier-ignore
    expect(never({ boundary: [[10.5, 43.4], [10.51, 43.41], [10.52, 43.42]] })).toEqual(['boundary-flat']); // prettier-ignore
    expect(never({ boundary: [[43.4, 10.5], [43.41, 10.5], [43.4, 10.51]] })).toEqual(['boundary-elsewhere']); // prettier-ignore
    expect(never({ boundary: [[10.5, 43.4], [10.51, 43.4], [10.5, 43.41]] })).toEqual([]); // prettier-ignore
    expect(never({ streets: ['---', 'Via Roma'] })).toEqual(['street-empty']);
    const sundays = { weekdays: [7], holidays: 'never' } as const;
    expect(never({ ...sundays, hours: { from: '22:00', to: '06:00' } })).toEqual([]);
  });

  test('a partner that gets the work is not informed beside it', () => {
    const luce = { partnerId: 'luce', categoryId: 'roads' };
    const works = rule('works', { ...luce, involvement: 'executor' });
    expect(faults(rule('told', { ...luce, involvement: 'informed' }), works)).toEqual(['told partner-stronger works']); // prettier-ignore
    expect(faults(works, rule('more', { partnerId: 'luce', involvement: 'informed' }))).toEqual([]);
  });

  test('partners are never in the shadow: those of all rules count', () => {
    const wide = rule('wide', { officeId: 'works' });
    const told = rule('told', { partnerId: 'school', involvement: 'informed' });
    expect(faults(wide, told)).toEqual([]);
  });
});
