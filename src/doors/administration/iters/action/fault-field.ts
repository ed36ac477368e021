/** Which field of an action's form has what the schema says of a place in the action: `guards.2.limit`, `fields.outcome.choices.3.label.it`. Pure. */
import type { listsOf } from './action-form.js';
import type { Made } from '../../forms/coded-entries.js';

type Lists = ReturnType<typeof listsOf>;

/** The place itself where it is no list's. */
export function fieldOfFault(place: string, lists: Lists): string {
  const [, list, rest = ''] = /^(guards|effects|fields)\.(.*)$/s.exec(place) ?? [];
  if (list === 'guards' || list === 'effects') return ofRule(list, rest, lists[list]);
  return list === 'fields' ? ofField(rest, lists.fields) : place;
}

function ofRule(list: string, rest: string, rules: readonly Made<object>[]): string {
  const [number = '', part] = rest.split('.');
  const group = `${list}.${rules[Number(number) - 1]?.at ?? 1}`;
  return part === undefined ? group : `${group}.${part}`;
}

function ofField(rest: string, fields: Lists['fields']): string {
  const found = entryAt(rest, fields);
  if (!found) return 'fields';
  const group = `fields.${found.entry.at}`;
  const entry = found.inside.startsWith('choices.')
    ? entryAt(found.inside.slice('choices.'.length), found.entry.entries)
    : null;
  return entry
    ? within(`${group}.choices.${entry.entry.at}`, entry.inside)
    : within(group, found.inside);
}

function within(group: string, inside: string): string {
  if (inside === '') return group;
  if (inside === 'code') return `${group}.newCode`;
  return `${group}.${inside === 'label' ? 'label.it' : inside}`;
}

/** A place names an entry by its code, and a code may be anything that somebody typed: the longest that fits. */
function entryAt<T extends Made<{ readonly code: string }>>(rest: string, all: readonly T[]) {
  const fitting = all
    .filter(({ made }) => rest === made.code || rest.startsWith(`${made.code}.`))
    .sort((a, b) => b.made.code.length - a.made.code.length);
  const [entry] = fitting;
  return entry ? { entry, inside: rest.slice(entry.made.code.length + 1) } : null;
}
