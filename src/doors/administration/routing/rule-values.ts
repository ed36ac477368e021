/** A rule as the form shows it: the way back from `rule-reader.ts`. Pure. */
import type { RoutingRule } from '../../../routing/routing-rule.entity.js';
import type { TypedValues } from '../../../web/forms.js';
import type { RuleChoices } from './rule-choices.service.js';

export function valuesOf(rule: RoutingRule, choices: RuleChoices): TypedValues {
  const { conditions: asked, hears } = rule;
  const codeOf = (list: readonly { id: string; code: string }[], id: string | null): string =>
    list.find((one) => one.id === id)?.code ?? '';
  return {
    name: rule.name.it,
    nameEn: rule.name.en ?? '',
    position: String(rule.position),
    category: codeOf(choices.categories, rule.categoryId),
    kinds: asked.kinds ?? [],
    answers: (asked.answers ?? []).flatMap((one) =>
      one.in.map((value) => `${one.question}:${value}`),
    ),
    area: codeOf(choices.areas, rule.areaId),
    streets: (asked.streets ?? []).join('\n'),
    boundary: (asked.boundary ?? []).map((point) => point.join(' ')).join('\n'),
    places: (asked.places ?? []).map((code) => choices.placeNames.get(code) ?? code).join('\n'),
    placeKinds: asked.placeKinds ?? [],
    weekdays: (asked.weekdays ?? []).map(String),
    holidays: asked.holidays ?? '',
    hoursFrom: asked.hours?.from ?? '',
    hoursTo: asked.hours?.to ?? '',
    seasonFrom: yearDay(asked.season?.from),
    seasonTo: yearDay(asked.season?.to),
    office: codeOf(choices.offices, rule.officeId),
    person: rule.personId ?? '',
    partner: codeOf(choices.partners, rule.partnerId),
    involvement: rule.involvement ?? '',
    hears: hears === null ? 'all' : hears === 'ends' ? 'ends' : 'named',
    hearsActions: hears === null || hears === 'ends' ? [] : [...hears],
    version: String(rule.version),
  };
}

/** `06-15` as people write it: 15/06. */
export function yearDay(day: string | undefined): string {
  return day === undefined ? '' : day.split('-').reverse().join('/');
}
