/**
 * What somebody types of things that have a code and a name. Pure. What is there keeps its code, and whatever the form does not show; a new one may
 * leave it empty, and has one made of its name.
 */
import type { LocalizedText } from '../../../shared/localized-text.js';
import type { TypedValues } from '../../../web/forms.js';
import { codeOf } from './code-of-words.js';
import { type Group, groupsOf, numbered, grouped } from './groups.js';
import { one, texts, typedTexts } from './typed.js';
import { asWritten } from './written-before.js';

interface Coded {
  readonly code: string;
  readonly label: LocalizedText;
}

/** Not yet checked. */
export interface MadeEntry {
  readonly code: string;
  readonly label: Partial<LocalizedText>;
}

/** What a group of the form has become. */
export interface Made<T> {
  readonly at: number;
  readonly made: T;
}

export function typedEntries(list: string, entries: readonly Coded[]): TypedValues {
  const typed = entries.map(({ code, label }) => ({ code, ...typedTexts('label', label) }));
  return grouped(list, numbered(typed));
}

/** Without what is to go, and without those new ones in which nothing was typed. */
export function entriesOf(
  values: TypedValues,
  list: string,
  before: readonly Coded[],
): Made<MadeEntry>[] {
  const coding = codingOf(before, 'kebab');
  return groupsOf(values, list).flatMap((group) => {
    const { was, code } = coding(group);
    return code === null
      ? []
      : [{ at: group.at, made: { ...was, code, label: labelOf(group, was) } }];
  });
}

export function labelOf({ values }: Group, was: Coded | undefined): Partial<LocalizedText> {
  return asWritten<Partial<LocalizedText>>(texts(values, 'label', was?.label), was?.label);
}

/** Of one group after the other: what it was, and its code; null where it is to go, or new and blank. */
export function codingOf<T extends { readonly code: string }>(
  before: readonly T[],
  style: 'camel' | 'kebab',
): (group: Group) => { readonly was: T | undefined; readonly code: string | null } {
  const left = [...before];
  const taken = before.map(({ code }) => code);
  return (group) => {
    const was = taking(left, one(group.values, 'code'));
    const isGone = one(group.values, 'remove') === 'on' || (!was && isBlank(group));
    return { was, code: isGone ? null : (was?.code ?? newCode(group, style, taken)) };
  };
}

/** The first of this code that nobody has taken: a draft with a fault in it may have two. */
function taking<T extends { readonly code: string }>(left: T[], code: string): T | undefined {
  const at = code === '' ? -1 : left.findIndex((one) => one.code === code);
  return at < 0 ? undefined : left.splice(at, 1)[0];
}

function newCode({ values }: Group, style: 'camel' | 'kebab', taken: string[]): string {
  const typed = one(values, 'newCode') || one(values, 'code');
  const code = typed || codeOf(one(values, 'label.it'), { style, taken });
  taken.push(code);
  return code;
}

function isBlank({ values }: Group): boolean {
  return Object.keys(values).every((name) => one(values, name) === '');
}
