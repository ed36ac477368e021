/** A field, an entry or a rule that somebody asks to add: the form comes back with an empty group for it, and nothing is saved yet. Pure. */
import type { FieldError } from '../../../../shared/refusal.js';
import type { TypedValues } from '../../../../web/forms.js';
import { FIELD_TYPES } from '../../../../workflow/domain/document.js';
import { one } from '../typed.js';
import { LISTING } from './asked-form.js';
import { type Group, grouped, groupsOf, nextNumber, numbered } from './groups.js';
import { RULE_LISTS, ruleKinds } from './rule-parts.js';

/** What a button of the form may ask for, besides `entries.<number of the field>`. */
const LISTS = [...RULE_LISTS, 'fields'] as const;
type List = (typeof LISTS)[number];

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

/** Also what was chosen to be added is there without its button: whoever saves loses nothing. */
export function completed(typed: TypedValues): Completed {
  const asked = one(typed, 'vai');
  const { vai: _vai, ...rest } = typed;
  const start: Completed = { values: rest, isAsking: false, added: null, errors: [] };
  const listed = LISTS.reduce((sofar, list) => withChosen(sofar, list, asked === list), start);
  const [, field] = /^entries\.([1-9]\d{0,3})$/.exec(asked) ?? [];
  return field === undefined ? listed : withEntry(listed, `fields.${field}.choices`);
}

function withChosen(sofar: Completed, list: List, isAsked: boolean): Completed {
  const name = `add.${list}`;
  const { [name]: _chosen, ...values } = sofar.values;
  const kind = one(sofar.values, name);
  const isAsking = sofar.isAsking || isAsked;
  if (!kindsIn(list).includes(kind)) {
    const errors: FieldError[] = isAsked ? [{ field: name, code: 'required' }] : [];
    return { ...sofar, values, isAsking, errors: [...sofar.errors, ...errors] };
  }
  const fresh = list === 'fields' ? freshField(kind) : { kind };
  return { ...sofar, ...withGroup(values, list, fresh), isAsking };
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

function kindsIn(list: List): readonly string[] {
  return list === 'fields' ? FIELD_TYPES : ruleKinds(list);
}

function freshField(type: string): TypedValues {
  const blanks = LISTING.includes(type) ? new Array<TypedValues>(FIRST_ENTRIES).fill({ newCode: '' }) : []; // prettier-ignore
  return { newCode: '', type, ...grouped('choices', numbered(blanks)) };
}
