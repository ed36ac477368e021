import type { Effect, Guard } from '../../../workflow/domain/document.js';

/** The words of a guard or an effect in the language files; what makes a guard stricter has words of its own. */
export function ruleKey(list: 'guards' | 'effects', rule: Guard | Effect): string {
  if (rule.kind === 'authorised' && rule.always) return 'iters:guards.authorised-always';
  if (rule.kind === 'at-most' && rule.recorded) return 'iters:guards.at-most-recorded';
  return `iters:${list}.${rule.kind}`;
}
