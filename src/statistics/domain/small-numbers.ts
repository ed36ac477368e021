/**
 * Few requests in a small place could point at somebody. Of a month's requests, told one by one, these groups are not told:
 *
 * - a category that fewer than `least` have, and an area that fewer than `least` of a category have;
 * - so that neither can be had by taking what is told from what is known, the next smallest is left out with it, until what is left out is
 *   of two groups and of `least` requests: which of them has which, no total of either tells. What has no area reads the same, and counts among them;
 * - where category or area is left out, the days are too, and office, state, channel, kind and outcome by the same rule among such requests.
 */
export interface Traits {
  readonly categoryId: string;
  readonly areaId: string | null;
  readonly officeId: string;
  readonly channel: string;
  readonly kind: string;
  readonly status: 'open' | 'closed';
  /** Of what is closed. */
  readonly outcome: string | null;
}

/** How many requests have these traits. */
export interface Group extends Traits {
  readonly cases: number;
}

/** What of a request may be shown; null: not, or it has none. */
export type Shown = { readonly [trait in keyof Traits]: Traits[trait] | null } & {
  /** Category and area are: so may be its days. */
  readonly isWhole: boolean;
};

type Value = string | null;

const OF_A_REST = ['officeId', 'status', 'channel', 'kind'] as const;

/** A rule for the requests of one month, out of all their groups; `least` of 1 shows everything. What is in no group is not shown at all. */
export function smallNumbers(groups: readonly Group[], least: number): (traits: Traits) => Shown {
  const leftOut = (among: readonly Group[], trait: keyof Traits) => smallest(counted(among, trait), least); // prettier-ignore
  const categories = leftOut(groups, 'categoryId');
  const areas = eachOf(groups, ({ categoryId }) => categoryId, (ofOne) => leftOut(ofOne, 'areaId')); // prettier-ignore
  const isHidden = (one: Traits): boolean =>
    categories.has(one.categoryId) || (areas.get(one.categoryId)?.has(one.areaId) ?? true);
  const restOf = (one: Traits): string => (categories.has(one.categoryId) ? '' : one.categoryId);
  const traits = eachOf(groups.filter(isHidden), restOf, (rest) => ({
    of: new Map(OF_A_REST.map((trait) => [trait, leftOut(rest, trait)])),
    outcome: leftOut(rest.filter(({ status }) => status === 'closed'), 'outcome'),
  })); // prettier-ignore
  return (one) => {
    if (!isHidden(one)) return { ...one, outcome: outcomeOf(one), isWhole: true };
    const [category, rest] = [restOf(one) || null, traits.get(restOf(one))];
    const shown = <T extends (typeof OF_A_REST)[number]>(trait: T): Traits[T] | null =>
      (rest?.of.get(trait)?.has(one[trait]) ?? true) ? null : one[trait];
    const status = shown('status');
    const isTold = status !== null && rest?.outcome.has(one.outcome) === false;
    return {
      ...{ categoryId: category, areaId: null, officeId: category && shown('officeId'), status },
      ...{ channel: shown('channel'), kind: shown('kind'), isWhole: false },
      outcome: isTold ? outcomeOf(one) : null,
    };
  };
}

/** The values to leave out, in the order of their cases: those of too few, and as many more as they need to hide among. */
function smallest(cases: ReadonlyMap<Value, number>, least: number): ReadonlySet<Value> {
  if ([...cases.values()].every((count) => count >= least)) return new Set();
  const isFirst = (value: Value): boolean => value === null || (cases.get(value) ?? 0) < least;
  const rising = [...cases].sort(([a, m], [b, n]) => m - n || (String(a) < String(b) ? -1 : 1));
  const out = new Set(rising.filter(([value]) => isFirst(value)).map(([value]) => value));
  let sum = [...out].reduce((all, value) => all + (cases.get(value) ?? 0), 0);
  for (const [value, count] of rising.filter(([value]) => !isFirst(value))) {
    if (out.size >= 2 && sum >= least) break;
    out.add(value);
    sum += count;
  }
  return out;
}

function outcomeOf({ status, outcome }: Traits): Value {
  return status === 'closed' ? outcome : null;
}

function counted(groups: readonly Group[], trait: keyof Traits): Map<Value, number> {
  return eachOf(groups, (group) => group[trait], (ofOne) => ofOne.reduce((all, { cases }) => all + cases, 0)); // prettier-ignore
}

function eachOf<K, T>(
  groups: readonly Group[],
  keyOf: (group: Group) => K,
  work: (ofOne: readonly Group[]) => T,
): Map<K, T> {
  const by = new Map<K, Group[]>();
  for (const group of groups) {
    const known = by.get(keyOf(group));
    if (known) known.push(group);
    else by.set(keyOf(group), [group]);
  }
  return new Map([...by].map(([key, ofOne]) => [key, work(ofOne)]));
}
