/**
 * Who works on a request, who is told, and which rule says so.
 *
 * - A rule holds where every condition it sets is met; an unset condition is always met.
 * - Office: the first rule by position that holds and names a working office; else the category's own office.
 * - Partners: those of ALL rules that hold, each once, in its strongest part (executor, then requester, then informed);
 *   a place owned by a partner (a school's building) involves that partner as requester, by the built-in rule `place-owner`.
 * - A rule that holds but names an office or partner that no longer works is a fault of the configuration: it has no effect, and
 *   it is returned, so that somebody is told.
 */
import type { LocalizedText } from '../../shared/localized-text.js';
import type { InvolvementRole, RoutingRule } from '../routing-rule.entity.js';

/** Built in, so without a name of the council's own: pages take it from the language files (`town:rules.<code>`). */
export const CATEGORY_OFFICE = { code: 'category-office', name: null } as const;
export const PLACE_OWNER = { code: 'place-owner', name: null } as const;

export type RuleForRouting = Omit<RoutingRule, 'id' | 'isActive'>;

export interface RoutedMatter {
  readonly categoryId: string;
  readonly areaId: string | null;
  readonly categoryOfficeId: string;
  /** Who owns the known place, where there is one. */
  readonly placePartnerId: string | null;
}

export interface RuleName {
  readonly code: string;
  readonly name: LocalizedText | null;
}

export interface RoutedPartner {
  readonly partnerId: string;
  readonly involvement: InvolvementRole;
  readonly rule: RuleName;
}

export interface RoutingFault {
  readonly rule: RuleName;
  readonly reason: 'office-inactive' | 'partner-inactive';
  readonly id: string;
}

export interface Route {
  readonly officeId: string;
  readonly officeRule: RuleName;
  /** Executors first. */
  readonly partners: readonly RoutedPartner[];
  readonly faults: readonly RoutingFault[];
}

/** `inactive`: ids of offices and partners that no longer work. Always names an office, in the worst case the category's own. */
export function route(
  rules: readonly RuleForRouting[],
  matter: RoutedMatter,
  inactive: ReadonlySet<string> = new Set(),
): Route {
  const holding = rules
    .filter((rule) => holds(rule, matter))
    .sort((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1));
  const offices = [
    ...holding.flatMap(({ officeId, ...rule }) =>
      officeId ? [{ id: officeId, rule: nameOf(rule) }] : [],
    ),
    { id: matter.categoryOfficeId, rule: CATEGORY_OFFICE },
  ];
  const partners = partnersOf(holding, matter.placePartnerId);
  const chosen = offices.find(({ id }) => !inactive.has(id));
  const passedOver = chosen ? offices.slice(0, offices.indexOf(chosen)) : offices;
  const gone = partners.filter(({ partnerId }) => inactive.has(partnerId));
  return {
    officeId: chosen?.id ?? matter.categoryOfficeId,
    officeRule: chosen?.rule ?? CATEGORY_OFFICE,
    partners: strongest(partners.filter((partner) => !gone.includes(partner))),
    faults: [
      ...passedOver.map(({ id, rule }) => ({ id, rule, reason: 'office-inactive' as const })),
      ...gone.map(({ partnerId: id, rule }) => ({ id, rule, reason: 'partner-inactive' as const })),
    ],
  };
}

function holds(rule: RuleForRouting, matter: RoutedMatter): boolean {
  return (
    (rule.categoryId === null || rule.categoryId === matter.categoryId) &&
    (rule.areaId === null || rule.areaId === matter.areaId)
  );
}

function partnersOf(
  holding: readonly RuleForRouting[],
  placePartnerId: string | null,
): RoutedPartner[] {
  const byRule = holding.flatMap((rule) =>
    rule.partnerId
      ? [
          {
            partnerId: rule.partnerId,
            involvement: rule.involvement ?? 'informed',
            rule: nameOf(rule),
          },
        ]
      : [],
  );
  if (placePartnerId === null) return byRule;
  return [...byRule, { partnerId: placePartnerId, involvement: 'requester', rule: PLACE_OWNER }];
}

const STRENGTH: Record<InvolvementRole, number> = { executor: 0, requester: 1, informed: 2 };

/** Each partner once; sorting is stable, so of two equal parts the earlier rule's stays. */
function strongest(candidates: readonly RoutedPartner[]): RoutedPartner[] {
  const sorted = [...candidates].sort((a, b) => STRENGTH[a.involvement] - STRENGTH[b.involvement]);
  return sorted.filter(
    (one, i) => sorted.findIndex(({ partnerId }) => partnerId === one.partnerId) === i,
  );
}

function nameOf({ code, name }: Pick<RuleForRouting, 'code' | 'name'>): RuleName {
  return { code, name };
}
