/**
 * Who works on a request, who is told, and which rule says so.
 *
 * - A rule holds where every condition it sets is met; an unset condition is always met.
 * - Office: the first rule by position that holds and names a working office; else the category's own office.
 * - Person: the first rule by position that holds and names somebody who works, in that office; else nobody.
 * - Partners: those of ALL rules that hold, each once, in its strongest part (executor, then requester, then informed);
 *   a place owned by a partner (a school's building) involves that partner as requester, by the built-in rule `place-owner`.
 * - A rule that holds but names an office, person or partner that no longer works is a fault of the configuration: that part has no
 *   effect, and it is returned, so that somebody is told.
 */
import type { InvolvementRole } from '../routing-rule.entity.js';
import { type Hearing, widerHearing } from './hearing.js';
import { firstUnmet } from './holds.js';
import type { RoutedMatter } from './matter.js';
import {
  CATEGORY_OFFICE,
  inOrder,
  nameOf,
  PLACE_OWNER,
  type RuleForRouting,
  type RuleName,
} from './rule.js';

export interface RoutedPartner {
  readonly partnerId: string;
  readonly involvement: InvolvementRole;
  readonly rule: RuleName;
  /** Of an informed one; left out, every public step. */
  readonly hears?: Hearing;
}

export interface RoutedPerson {
  readonly id: string;
  readonly rule: RuleName;
}

export const ROUTING_FAULTS = [
  'office-inactive',
  'person-inactive',
  'person-elsewhere',
  'partner-inactive',
] as const;
export type RoutingFaultReason = (typeof ROUTING_FAULTS)[number];

export interface RoutingFault {
  readonly rule: RuleName;
  readonly reason: RoutingFaultReason;
  readonly id: string;
}

export interface Route {
  readonly officeId: string;
  readonly officeRule: RuleName;
  /** Who in that office gets it straight away. */
  readonly person: RoutedPerson | null;
  /** Executors first. */
  readonly partners: readonly RoutedPartner[];
  readonly faults: readonly RoutingFault[];
}

/** Who still works, and where. */
export interface Roster {
  /** Ids of offices, people and partners that no longer work. */
  readonly inactive: ReadonlySet<string>;
  /** Offices of each person that a rule names. */
  readonly officesOf: ReadonlyMap<string, readonly string[]>;
}

export const EVERYBODY_WORKS: Roster = { inactive: new Set(), officesOf: new Map() };

/** Always names an office, in the worst case the category's own. */
export function route(
  rules: readonly RuleForRouting[],
  matter: RoutedMatter,
  roster: Roster = EVERYBODY_WORKS,
): Route {
  const holding = inOrder(rules).filter((rule) => firstUnmet(rule, matter) === null);
  const office = officeOf(holding, matter, roster);
  const person = personOf(holding, office.officeId, roster);
  const partners = partnersOf(holding, matter.placePartnerId);
  const gone = partners.filter(({ partnerId }) => roster.inactive.has(partnerId));
  return {
    officeId: office.officeId,
    officeRule: office.officeRule,
    person: person.chosen,
    partners: strongest(partners.filter((partner) => !gone.includes(partner))),
    faults: [
      ...office.faults,
      ...person.faults,
      ...gone.map(({ partnerId: id, rule }) => ({ id, rule, reason: 'partner-inactive' as const })),
    ],
  };
}

/** The person alone, for an office that a hand has chosen. */
export function personFor(
  rules: readonly RuleForRouting[],
  { matter, officeId }: { readonly matter: RoutedMatter; readonly officeId: string },
  roster: Roster = EVERYBODY_WORKS,
): RoutedPerson | null {
  const holding = inOrder(rules).filter((rule) => firstUnmet(rule, matter) === null);
  return personOf(holding, officeId, roster).chosen;
}

function officeOf(
  holding: readonly RuleForRouting[],
  { categoryOfficeId }: RoutedMatter,
  { inactive }: Roster,
): Pick<Route, 'officeId' | 'officeRule' | 'faults'> {
  const offices = [
    ...holding.flatMap(({ officeId, ...rule }) =>
      officeId ? [{ id: officeId, rule: nameOf(rule) }] : [],
    ),
    { id: categoryOfficeId, rule: CATEGORY_OFFICE },
  ];
  const chosen = offices.find(({ id }) => !inactive.has(id));
  const passedOver = chosen ? offices.slice(0, offices.indexOf(chosen)) : offices;
  return {
    officeId: chosen?.id ?? categoryOfficeId,
    officeRule: chosen?.rule ?? CATEGORY_OFFICE,
    faults: passedOver.map(({ id, rule }) => ({ id, rule, reason: 'office-inactive' as const })),
  };
}

function personOf(
  holding: readonly RuleForRouting[],
  officeId: string,
  { inactive, officesOf }: Roster,
): { readonly chosen: RoutedPerson | null; readonly faults: readonly RoutingFault[] } {
  const people = holding.flatMap(({ personId, ...rule }) =>
    personId ? [{ id: personId, rule: nameOf(rule) }] : [],
  );
  const faults: RoutingFault[] = [];
  for (const { id, rule } of people) {
    if (inactive.has(id)) faults.push({ id, rule, reason: 'person-inactive' });
    else if (!officesOf.get(id)?.includes(officeId))
      faults.push({ id, rule, reason: 'person-elsewhere' });
    else return { chosen: { id, rule }, faults };
  }
  return { chosen: null, faults };
}

function partnersOf(
  holding: readonly RuleForRouting[],
  placePartnerId: string | null,
): RoutedPartner[] {
  const byRule = holding.flatMap((rule): RoutedPartner[] =>
    rule.partnerId
      ? [
          {
            partnerId: rule.partnerId,
            involvement: rule.involvement ?? 'informed',
            rule: nameOf(rule),
            ...(rule.hears && rule.involvement === 'informed' && { hears: rule.hears }),
          },
        ]
      : [],
  );
  if (placePartnerId === null) return byRule;
  return [...byRule, { partnerId: placePartnerId, involvement: 'requester', rule: PLACE_OWNER }];
}

const STRENGTH: Record<InvolvementRole, number> = { executor: 0, requester: 1, informed: 2 };

/** Each partner once; sorting is stable, so of two equal parts the earlier rule's stays. Who is informed twice hears what either says. */
function strongest(candidates: readonly RoutedPartner[]): RoutedPartner[] {
  const sorted = [...candidates].sort((a, b) => STRENGTH[a.involvement] - STRENGTH[b.involvement]);
  return sorted
    .filter((one, i) => sorted.findIndex(({ partnerId }) => partnerId === one.partnerId) === i)
    .map(({ hears, ...one }) => {
      const alike = sorted.filter(
        ({ partnerId, involvement }) =>
          partnerId === one.partnerId && involvement === one.involvement,
      );
      const heard = alike.reduce((wider, other) => widerHearing(wider, other.hears), hears);
      return heard === undefined ? one : { ...one, hears: heard };
    });
}
