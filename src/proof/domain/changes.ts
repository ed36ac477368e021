/** What a change altered, for the audit list. Pure. */

/** Only the keys of `after` whose value (as JSON) is another one than in `before`: how they were, and how they are. Both empty where nothing changed. */
export function changes<T extends object>(
  before: T,
  after: T,
): { readonly from: Partial<T>; readonly to: Partial<T> } {
  const keys = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  ); // the keys of a plain object
  const only = (all: T): Partial<T> =>
    Object.fromEntries(keys.map((key) => [key, all[key]])) as Partial<T>;
  return { from: only(before), to: only(after) };
}
