/**
 * Few requests in a small place could point at somebody: where fewer than `least` requests of a month share category and area, the area is
 * left out; where even the category has fewer, it is left out too. What was left out is gathered in one group without a name.
 */
export interface Group {
  readonly categoryId: string;
  readonly areaId: string | null;
  readonly cases: number;
}

/** What of a request may be shown. */
export interface Shown {
  readonly categoryId: string | null;
  readonly areaId: string | null;
}

/** A rule for the requests of one month, out of how many there are of each group. `least` of 1 shows everything. */
export function smallNumbers(groups: readonly Group[], least: number) {
  const categories = new Map<string, number>();
  const pairs = new Map<string, number>();
  for (const { categoryId, areaId, cases } of groups) {
    categories.set(categoryId, (categories.get(categoryId) ?? 0) + cases);
    pairs.set(pair(categoryId, areaId), cases);
  }
  return ({ categoryId, areaId }: Omit<Group, 'cases'>): Shown => {
    if ((categories.get(categoryId) ?? 0) < least) return { categoryId: null, areaId: null };
    const isFew = (pairs.get(pair(categoryId, areaId)) ?? 0) < least;
    return { categoryId, areaId: isFew ? null : areaId };
  };
}

function pair(categoryId: string, areaId: string | null): string {
  return `${categoryId}/${areaId ?? ''}`;
}
