import type { RoutedMatter } from '../../src/routing/domain/matter.js';
import type { RuleForRouting } from '../../src/routing/domain/rule.js';

let position = 0;

/** A rule that asks nothing and says nothing but what the test gives it; each behind the ones before. */
export function rule(code: string, parts: Partial<RuleForRouting>): RuleForRouting {
  position += 1;
  return {
    code,
    name: { it: `Regola ${code}` },
    position,
    categoryId: null,
    areaId: null,
    conditions: {},
    officeId: null,
    personId: null,
    partnerId: null,
    involvement: null,
    hears: null,
    ...parts,
  };
}

/** A report about potholes, on a Tuesday morning in October, without a place. */
export function matterWith(parts: Partial<RoutedMatter> = {}): RoutedMatter {
  return {
    categoryId: 'roads',
    categoryOfficeId: 'works',
    areaId: null,
    placePartnerId: null,
    place: null,
    point: null,
    address: null,
    kind: 'report',
    answers: {},
    at: { date: '2026-10-06', time: '09:30', weekday: 2, isHoliday: false },
    ...parts,
  };
}
