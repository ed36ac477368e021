/**
 * One thing that a rule may ask.
 *
 * - What a rule does not ask is always met.
 * - `covers` is what "shadowed" is made of: it may say no where the answer is yes, never the other way round.
 */
import type { RoutedMatter } from '../matter.js';
import type { RuleForRouting } from '../rule.js';

/** In the order in which pages name them: what most rules ask first. */
export const CONDITION_NAMES = [
  'category',
  'kind',
  'answers',
  'area',
  'boundary',
  'streets',
  'places',
  'place-kinds',
  'weekdays',
  'holidays',
  'hours',
  'season',
] as const;
export type ConditionName = (typeof CONDITION_NAMES)[number];

export interface Condition {
  readonly name: ConditionName;
  isAsked(rule: RuleForRouting): boolean;
  isMet(rule: RuleForRouting, matter: RoutedMatter): boolean;
  /** Whether whatever meets it in `narrow` meets it in `wide`. */
  covers(wide: RuleForRouting, narrow: RuleForRouting): boolean;
}

/** A condition on the value that `asked` reads out of a rule; null or undefined where the rule does not ask it. */
export function condition<V>(
  name: ConditionName,
  asked: (rule: RuleForRouting) => V | null | undefined,
  on: {
    readonly isMet: (value: V, matter: RoutedMatter) => boolean;
    readonly covers: (wide: V, narrow: V) => boolean;
  },
): Condition {
  const valueOf = (rule: RuleForRouting): V | null => asked(rule) ?? null;
  return {
    name,
    isAsked: (rule) => valueOf(rule) !== null,
    isMet: (rule, matter) => {
      const value = valueOf(rule);
      return value === null || on.isMet(value, matter);
    },
    covers: (wide, narrow) => {
      const outer = valueOf(wide);
      const inner = valueOf(narrow);
      return outer === null || (inner !== null && on.covers(outer, inner));
    },
  };
}

/** Each of the narrow list is in the wide one. */
export function holdsAll<T>(wide: readonly T[], narrow: readonly T[]): boolean {
  return narrow.every((one) => wide.includes(one));
}
