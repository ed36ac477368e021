/** What says the same as before stays as it was written: in the order of its words, with its blanks. Pure. */
import { tidyText } from '../../../shared/normalize.js';

export function asWritten<T>(typed: T, before: T | undefined): T {
  return before !== undefined && saysTheSame(typed, before) ? before : typed;
}

/** Whatever the order of lists of words and of keys, the line ends that a field of one line takes away, and what is empty or left out. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return tidyText(value).replaceAll('\n', '');
  if (Array.isArray(value)) return value.map(plain).sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(
      ([, one]) => one !== undefined && one !== '' && !(Array.isArray(one) && one.length === 0),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, plain(one)]);
}
