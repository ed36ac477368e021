/**
 * What is wrong with rules as they stand, without waiting for a request to find out: a rule that can never have an effect, and one that
 * names somebody or something that is gone. A paused rule has no faults: it does nothing on purpose.
 */
import { covers } from './holds.js';
import { NEVER_FAULTS, neverHolds } from './never-holds.js';
import type { Roster } from './route.js';
import type { Ring } from '../../territory/area.entity.js';
import { inOrder, type RuleForRouting } from './rule.js';

export const RULE_FAULTS = [
  'office-gone',
  'person-gone',
  'person-elsewhere',
  'partner-gone',
  'category-gone',
  'iter-cannot-send',
  'question-unknown',
  'answer-unknown',
  'place-gone',
  'places-elsewhere',
  'places-of-other-kind',
  ...NEVER_FAULTS,
  'office-shadowed',
  'person-shadowed',
  'partner-stronger',
] as const;
export type RuleFaultCode = (typeof RULE_FAULTS)[number];

export interface RuleFault {
  readonly ruleCode: string;
  readonly fault: RuleFaultCode;
  /** What it is about: the code of a question, an answer or a place, labels of iters, or the rule that comes before. */
  readonly about: string | null;
}

/** What of the town rules refer to. */
export interface RuleTown extends Roster {
  readonly categories: ReadonlyMap<string, KnownCategory>;
  /** By code. */
  readonly places: ReadonlyMap<string, { readonly kind: string; readonly areaId: string }>;
  /** The line around it, where the council has drawn one. */
  readonly boundary?: Ring | null;
}

export interface KnownCategory {
  readonly isActive: boolean;
  /** Its own office, where no rule names another. */
  readonly officeId: string;
  /** Label of its iter where an executor is meant to get it straight away, and the iter does not let the system send it. */
  readonly cannotSend: string | null;
  readonly questions: readonly {
    readonly code: string;
    /** Codes that may be chosen; null where anything may be answered. */
    readonly choices: readonly string[] | null;
  }[];
}

/** Every fault of the rules that are in use, in their order. */
export function ruleFaults(rules: readonly RuleForRouting[], town: RuleTown): RuleFault[] {
  const ordered = inOrder(rules);
  return ordered.flatMap((rule, i) =>
    [
      ...gone(rule, town),
      ...sending(rule, town),
      ...elsewhere(rule, ordered, town),
      ...questionFaults(rule, town),
      ...placeFaults(rule, town),
      ...neverHolds(rule.conditions, town.boundary ?? null),
      ...shadows(rule, ordered.slice(0, i), town),
      ...stronger(rule, ordered),
    ].map(([fault, about]) => ({ ruleCode: rule.code, fault, about: about ?? null })),
  );
}

type Found = readonly [RuleFaultCode, string?];

function gone(rule: RuleForRouting, town: RuleTown): Found[] {
  const { officeId, personId, partnerId, categoryId } = rule;
  const found: Found[] = [];
  if (officeId && town.inactive.has(officeId)) found.push(['office-gone']);
  if (partnerId && town.inactive.has(partnerId)) found.push(['partner-gone']);
  if (personId && town.inactive.has(personId)) found.push(['person-gone']);
  if (categoryId && !town.categories.get(categoryId)?.isActive) found.push(['category-gone']);
  return found;
}

/** What it gives to an executor stays with the office: one fault that names the iters. */
function sending({ partnerId, involvement, categoryId }: RuleForRouting, town: RuleTown): Found[] {
  if (!partnerId || involvement !== 'executor') return [];
  const meant = [...town.categories].filter(([id]) => !categoryId || id === categoryId);
  const iters = meant.flatMap(([, { isActive, cannotSend }]) => (isActive ? (cannotSend ?? []) : [])); // prettier-ignore
  return iters.length === 0 ? [] : [['iter-cannot-send', [...new Set(iters)].join(', ')]];
}

/** A person gets only what goes to an office of theirs: the rule's own, else one that a category or another rule may choose. */
function elsewhere(
  { personId, officeId, categoryId }: RuleForRouting,
  rules: readonly RuleForRouting[],
  { inactive, officesOf, categories }: RuleTown,
): Found[] {
  if (!personId || inactive.has(personId)) return [];
  const theirs = officesOf.get(personId) ?? [];
  const meets = (other: string | null) => !categoryId || !other || other === categoryId;
  const possible = officeId
    ? [officeId]
    : [
        ...[...categories].flatMap(([id, known]) => (meets(id) ? [known.officeId] : [])),
        ...rules.flatMap((one) => (one.officeId && meets(one.categoryId) ? [one.officeId] : [])),
      ];
  return possible.some((office) => theirs.includes(office)) ? [] : [['person-elsewhere']];
}

function questionFaults({ categoryId, conditions }: RuleForRouting, town: RuleTown): Found[] {
  const asking = categoryId ? [town.categories.get(categoryId)] : [...town.categories.values()];
  return (conditions.answers ?? []).flatMap(({ question, in: values }): Found[] => {
    const asked = asking.flatMap(
      (category) => category?.questions.filter((one) => one.code === question) ?? [],
    );
    if (asked.length === 0) return [['question-unknown', question]];
    const isPossible = (value: string) =>
      asked.some(({ choices }) => choices === null || choices.includes(value));
    return values.some(isPossible) ? [] : [['answer-unknown', values.join(', ')]];
  });
}

function placeFaults({ areaId, conditions }: RuleForRouting, town: RuleTown): Found[] {
  const { places = [], placeKinds } = conditions;
  const known = places.flatMap((code) => town.places.get(code) ?? []);
  const found = places
    .filter((code) => !town.places.has(code))
    .map((code): Found => ['place-gone', code]);
  if (areaId && known.length > 0 && known.every((place) => place.areaId !== areaId))
    found.push(['places-elsewhere']);
  if (placeKinds && known.length > 0 && known.every(({ kind }) => !placeKinds.includes(kind)))
    found.push(['places-of-other-kind']);
  return found;
}

/**
 * Of rules that hold together the first decides the office, and the first whose person belongs to that office the person: one that holds only where an
 * earlier one does decides nothing.
 */
function shadows(
  rule: RuleForRouting,
  earlier: readonly RuleForRouting[],
  { inactive, officesOf }: RuleTown,
): Found[] {
  const before = (part: 'officeId' | 'personId', comes: (named: string) => boolean) =>
    earlier.find((one) => {
      const named = one[part];
      return named !== null && !inactive.has(named) && covers(one, rule) && comes(named);
    })?.code;
  const theirs = officesOf.get(rule.personId ?? '') ?? [];
  const isWhereverTheyAre = (person: string) =>
    theirs.every((office) => officesOf.get(person)?.includes(office));
  const office = rule.officeId ? before('officeId', () => true) : undefined;
  const person = rule.personId ? before('personId', isWhereverTheyAre) : undefined;
  return [
    ...(office ? [['office-shadowed', office] as const] : []),
    ...(person ? [['person-shadowed', person] as const] : []),
  ];
}

/** A partner comes in once, in its strongest part: who gets the work is not informed beside it. */
function stronger(rule: RuleForRouting, rules: readonly RuleForRouting[]): Found[] {
  if (!rule.partnerId || rule.involvement === 'executor') return [];
  const other = rules.find(
    (one) =>
      one.partnerId === rule.partnerId && one.involvement === 'executor' && covers(one, rule),
  );
  return other ? [['partner-stronger', other.code]] : [];
}
