/** A group that somebody asks to add to a form: the form comes back with an empty one, and nothing is saved yet. Pure. */
import type { FieldError } from '../../../shared/refusal.js';
import type { TypedValues } from '../../../web/forms.js';
import { type Group, grouped, groupsOf, nextNumber, numbered } from './groups.js';
import { one } from './typed.js';

/** A list of groups to which a form can add; what is chosen is in `add.<list>`, and its button's value is the list's name. */
export interface Addable {
  readonly list: string;
  readonly kinds: readonly string[];
  /** What a new group of a kind begins with. */
  fresh(kind: string): TypedValues;
}

const FIRST_ENTRIES = 3;

export interface Completed {
  /** With what was asked for, and without the asking. */
  readonly values: TypedValues;
  /** Whether a button asked for more, and not to save. */
  readonly isAsking: boolean;
  /** The name of the group that came last. */
  readonly added: string | null;
  readonly errors: readonly FieldError[];
}

/** Also what was chosen to be added is there without its button: whoever saves loses nothing. `<list>.3` asks for one more of its choices. */
export function completed(typed: TypedValues, lists: readonly Addable[]): Completed {
  const asked = one(typed, 'vai');
  const { vai: _vai, ...rest } = typed;
  const start: Completed = { values: rest, isAsking: false, added: null, errors: [] };
  const listed = lists.reduce((sofar, addable) => withChosen(sofar, addable, asked), start);
  const [, list, at] = /^(\w+)\.([1-9]\d{0,3})$/.exec(asked) ?? [];
  return lists.some((one) => one.list === list)
    ? withEntry(listed, `${list}.${at}.choices`)
    : listed;
}

/** What is there to be filled in of a new list of choices. */
export function firstEntries(): TypedValues {
  const blanks = new Array<TypedValues>(FIRST_ENTRIES).fill({ newCode: '' });
  return grouped('choices', numbered(blanks));
}

function withChosen(sofar: Completed, { list, kinds, fresh }: Addable, asked: string): Completed {
  const name = `add.${list}`;
  const { [name]: _chosen, ...values } = sofar.values;
  const kind = one(sofar.values, name);
  const isAsked = asked === list;
  const isAsking = sofar.isAsking || isAsked;
  if (!kinds.includes(kind)) {
    const errors: FieldError[] = isAsked ? [{ field: name, code: 'required' }] : [];
    return { ...sofar, values, isAsking, errors: [...sofar.errors, ...errors] };
  }
  return { ...sofar, ...withGroup(values, list, fresh(kind)), isAsking };
}

function withEntry(sofar: Completed, list: string): Completed {
  return { ...sofar, ...withGroup(sofar.values, list, { newCode: '' }), isAsking: true };
}

function withGroup(values: TypedValues, list: string, fresh: TypedValues) {
  const group: Group = { at: nextNumber(groupsOf(values, list)), values: fresh };
  return {
    values: { ...values, ...grouped(list, [group]) },
    added: `${list}.${group.at}`,
  };
}
