/** A rule as routing reads it. */
import type { LocalizedText } from '../../shared/localized-text.js';
import type { RoutingRule } from '../routing-rule.entity.js';

export type RuleForRouting = Omit<RoutingRule, 'id' | 'isActive' | 'version'>;

export interface RuleName {
  readonly code: string;
  readonly name: LocalizedText | null;
}

/** Built in, so without a name of the council's own: pages take it from the language files (`town:rules.<code>`). */
export const CATEGORY_OFFICE = { code: 'category-office', name: null } as const;
export const PLACE_OWNER = { code: 'place-owner', name: null } as const;

/** The name under which a decision keeps its rule. */
export function nameOf({ code, name }: Pick<RuleForRouting, 'code' | 'name'>): RuleName {
  return { code, name };
}

/** The order in which rules are asked: by position, then by code. */
export function inOrder<R extends Pick<RuleForRouting, 'position' | 'code'>>(
  rules: readonly R[],
): R[] {
  return [...rules].sort((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1));
}
