/** Numbered groups of a form's fields: `guards.2.limit` is the `limit` of the second group of `guards`. Pure. */
import type { TypedValues } from '../../../web/forms.js';

export interface Group {
  /** Its number in the form, from 1; one that was taken away leaves a gap. */
  readonly at: number;
  readonly values: TypedValues;
}

/** In the order of their numbers. */
export function groupsOf(values: TypedValues, list: string): Group[] {
  const found = new Map<number, TypedValues>();
  for (const [name, value] of Object.entries(values)) {
    const inside = name.startsWith(`${list}.`) ? name.slice(list.length + 1) : '';
    const [, number, rest] = /^([1-9]\d{0,3})\.(.+)$/.exec(inside) ?? [];
    if (number === undefined || rest === undefined) continue;
    const group = found.get(Number(number)) ?? {};
    found.set(Number(number), { ...group, [rest]: value });
  }
  return [...found].map(([at, own]) => ({ at, values: own })).sort((a, b) => a.at - b.at);
}

/** The form's fields of these groups. */
export function grouped(list: string, groups: readonly Group[]): TypedValues {
  const fields = groups.flatMap(({ at, values }) =>
    Object.entries(values).map(([name, value]) => [`${list}.${at}.${name}`, value] as const),
  );
  return Object.fromEntries(fields);
}

/** Numbered from 1. */
export function numbered(all: readonly TypedValues[]): Group[] {
  return all.map((values, index) => ({ at: index + 1, values }));
}

/** The number of a group that comes behind all others. */
export function nextNumber(groups: readonly Group[]): number {
  return (groups.at(-1)?.at ?? 0) + 1;
}
