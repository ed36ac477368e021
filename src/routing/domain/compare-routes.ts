/** What an edit of the rules would change for requests: each difference between two routes, and the differences of many counted together. */
import type { Route } from './route.js';

export const ROUTE_CHANGES = [
  'office',
  'person',
  'partner-in',
  'partner-out',
  'partner-part',
] as const;

export interface RouteChange {
  readonly kind: (typeof ROUTE_CHANGES)[number];
  /** Ids: from whom to whom; of a partner only the one side, or its two parts. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whose part changes. */
  readonly partnerId?: string;
}

/** Rules that only say the same in other words make no difference. */
export function routeChanges(before: Route, after: Route): RouteChange[] {
  return [
    ...(before.officeId === after.officeId
      ? []
      : [{ kind: 'office' as const, from: before.officeId, to: after.officeId }]),
    ...(before.person?.id === after.person?.id
      ? []
      : [
          {
            kind: 'person' as const,
            from: before.person?.id ?? null,
            to: after.person?.id ?? null,
          },
        ]),
    ...partnerChanges(before, after),
  ];
}

function partnerChanges(before: Route, after: Route): RouteChange[] {
  const partOf = (route: Route, id: string) =>
    route.partners.find(({ partnerId }) => partnerId === id)?.involvement ?? null;
  const ids = new Set([...before.partners, ...after.partners].map(({ partnerId }) => partnerId));
  return [...ids].flatMap((id): RouteChange[] => {
    const from = partOf(before, id);
    const to = partOf(after, id);
    if (from === to) return [];
    if (from === null) return [{ kind: 'partner-in', from: null, to: id }];
    if (to === null) return [{ kind: 'partner-out', from: id, to: null }];
    return [{ kind: 'partner-part', from, to, partnerId: id }];
  });
}

export const NUMBERS_SHOWN = 50;

export interface CountedChange {
  readonly change: RouteChange;
  readonly count: number;
  /** The first ticket numbers, `NUMBERS_SHOWN` at most. */
  readonly numbers: readonly string[];
}

/** Gathers the differences of many requests: equal ones together, the most frequent first. */
export class ChangeCount {
  private readonly found = new Map<
    string,
    { change: RouteChange; count: number; numbers: string[] }
  >();

  add(ticketNumber: string, changes: readonly RouteChange[]): void {
    for (const change of changes) {
      const key = JSON.stringify(change);
      const known = this.found.get(key) ?? { change, count: 0, numbers: [] };
      known.count += 1;
      if (known.numbers.length < NUMBERS_SHOWN) known.numbers.push(ticketNumber);
      this.found.set(key, known);
    }
  }

  all(): CountedChange[] {
    return [...this.found.values()].sort((a, b) => b.count - a.count);
  }
}
