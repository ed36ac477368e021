/** The rules as they would be after an edit that is not saved yet, in their order with positions numbered anew. Pure. */
import type { RuleForRouting } from '../../../routing/domain/rule.js';
import type { RuleFields } from '../../../routing/rule-book.service.js';

/** `code` null: a new one. The rule stands at `position` (1 is the first). */
export function withRule(
  rules: readonly RuleForRouting[],
  code: string | null,
  to: { readonly fields: RuleFields; readonly position: number },
): RuleForRouting[] {
  const others = without(rules, code);
  const edited = { ...to.fields, code: code ?? '', position: to.position };
  others.splice(to.position - 1, 0, edited);
  return numbered(others);
}

export function without(rules: readonly RuleForRouting[], code: string | null): RuleForRouting[] {
  return rules.filter((rule) => rule.code !== code);
}

/** A rule that was paused counts again at its own place. */
export function withResumed(
  rules: readonly RuleForRouting[],
  rule: RuleForRouting,
): RuleForRouting[] {
  return [...without(rules, rule.code), rule];
}

function numbered(rules: readonly RuleForRouting[]): RuleForRouting[] {
  return rules.map((rule, i) => ({ ...rule, position: i + 1 }));
}
