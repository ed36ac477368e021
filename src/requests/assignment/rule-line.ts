/** How decisions keep the rule that made them, and how it is read again. Pure. */
import { cutShort } from '../../shared/normalize.js';
import type { RuleName } from '../../routing/domain/rule.js';
import type { Route } from '../../routing/domain/route.js';
import type { Executor, NewInvolvement } from './rerouted.js';

/** "water-utility: Acquedotto" as steps and tasks keep it. */
export function ruleLine({ code, name }: RuleName): string {
  return cutShort(name ? `${code}: ${name.it}` : code, 120);
}

const NAMED = /^[a-z0-9-]+: (.+)$/s;
const BUILT_IN = ['category-office', 'place-owner', 'filed-by', 'split'] as const;

/** A kept line for people: the name that the council gave the rule, or which of the rules without one it was. */
export type KeptRule =
  | { readonly name: string }
  | { readonly builtIn: (typeof BUILT_IN)[number] }
  /** No rule: who decided it, or what of the iter. */
  | { readonly by: string };

export function readRuleLine(line: string): KeptRule {
  const name = NAMED.exec(line)?.[1];
  if (name) return { name };
  const builtIn = BUILT_IN.find((code) => code === line);
  return builtIn ? { builtIn } : { by: line };
}

/** Partners that get it straight away. None where the category asks for an authorisation: then an office decides first. */
export function executorsOf(route: Route, category: { needsAuthorisation: boolean }): Executor[] {
  return category.needsAuthorisation
    ? []
    : route.partners.filter((partner) => partner.involvement === 'executor');
}

/** Who is informed, and the school whose building it is. An executor comes in by its task. */
export function involvedBy(route: Route): NewInvolvement[] {
  return route.partners
    .filter((partner) => partner.involvement !== 'executor')
    .map(({ partnerId, involvement, rule, hears }) => ({
      partnerId,
      role: involvement,
      rule: ruleLine(rule),
      ...(hears && { hears }),
    }));
}
