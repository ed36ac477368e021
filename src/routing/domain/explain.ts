/** Why each rule had its effect on a matter, or had none: one verdict a rule, in the order in which they are asked. */
import type { ConditionName } from './conditions/condition.js';
import { firstUnmet } from './holds.js';
import type { RoutedMatter } from './matter.js';
import {
  EVERYBODY_WORKS,
  type Roster,
  route,
  type Route,
  type RoutingFaultReason,
} from './route.js';
import { inOrder, type RuleForRouting } from './rule.js';

export const RULE_PARTS = ['office', 'person', 'partner'] as const;
export type RulePart = (typeof RULE_PARTS)[number];

export interface RuleVerdict {
  readonly rule: RuleForRouting;
  /** The first condition that is not met; null where the rule holds. */
  readonly unmet: ConditionName | null;
  /** What of it counted. */
  readonly counts: readonly RulePart[];
  /** It holds, and an earlier rule had decided this already. */
  readonly overruled: readonly RulePart[];
  readonly faults: readonly RoutingFaultReason[];
}

/** The route and, rule by rule, how it came about. */
export function explain(
  rules: readonly RuleForRouting[],
  matter: RoutedMatter,
  roster: Roster = EVERYBODY_WORKS,
): { readonly route: Route; readonly verdicts: readonly RuleVerdict[] } {
  const found = route(rules, matter, roster);
  const verdicts = inOrder(rules).map((rule) => verdictOf(rule, matter, found));
  return { route: found, verdicts };
}

function verdictOf(rule: RuleForRouting, matter: RoutedMatter, found: Route): RuleVerdict {
  const unmet = firstUnmet(rule, matter);
  if (unmet) return { rule, unmet, counts: [], overruled: [], faults: [] };
  const faults = found.faults.filter((one) => one.rule.code === rule.code);
  const named = RULE_PARTS.filter((part) => rule[`${part}Id`] !== null);
  const counts = named.filter((part) => decides(rule, part, found));
  const isFaulty = (part: RulePart) => faults.some(({ reason }) => reason.startsWith(part));
  return {
    rule,
    unmet,
    counts,
    overruled: named.filter((part) => !counts.includes(part) && !isFaulty(part)),
    faults: faults.map(({ reason }) => reason),
  };
}

function decides(rule: RuleForRouting, part: RulePart, found: Route): boolean {
  switch (part) {
    case 'office':
      return found.officeRule.code === rule.code;
    case 'person':
      return found.person?.rule.code === rule.code;
    case 'partner':
      return found.partners.some((one) => one.rule.code === rule.code);
  }
}
