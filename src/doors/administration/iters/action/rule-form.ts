/** Guards and effects as groups of a form, and back. Pure. What somebody left empty is left out: the document's schema says where it is needed. */
import type { TypedValues } from '../../../../web/forms.js';
import type { Effect, Guard } from '../../../../workflow/domain/document.js';
import { numberIn } from '../../../../workflow/domain/field-value.js';
import { many, one } from '../../forms/typed.js';
import type { Made } from '../../forms/coded-entries.js';
import { type Group, grouped, groupsOf, numbered } from '../../forms/groups.js';
import { partsOf, type RuleList, type RulePart } from './rule-parts.js';
import { saysTheSame } from '../../forms/written-before.js';

export function typedRules(list: RuleList, rules: readonly (Guard | Effect)[]): TypedValues {
  return grouped(list, numbered(rules.map((rule) => typedRule(list, rule))));
}

/** Those of a known kind that are not to go, not yet checked; one that came back as it was shown is as it was. */
export function rulesOf(
  list: RuleList,
  values: TypedValues,
  before: readonly (Guard | Effect)[],
): Made<object>[] {
  const left = before.map((rule) => ({ rule, shown: typedRule(list, rule) }));
  return shownRules(list, values)
    .filter((group) => one(group.values, 'remove') !== 'on')
    .map(({ at, values: typed }) => {
      const same = left.findIndex((one) => saysTheSame(one.shown, typed));
      const kept = same < 0 ? undefined : left.splice(same, 1)[0];
      return { at, made: kept?.rule ?? ruleOf(list, typed) };
    });
}

/** Also those that are to go. */
export function shownRules(list: RuleList, values: TypedValues): Group[] {
  return groupsOf(values, list).filter((group) => partsOf(list, one(group.values, 'kind')));
}

function typedRule(list: RuleList, rule: Guard | Effect): TypedValues {
  const said = Object.entries(rule);
  const parts = partsOf(list, rule.kind) ?? [];
  const typed = parts.flatMap((part) => {
    const [, value] = said.find(([name]) => name === part.name) ?? [];
    return value === undefined ? [] : [[part.name, shown(part, value)] as const];
  });
  return { kind: rule.kind, ...Object.fromEntries(typed) };
}

function shown({ asks }: RulePart, value: unknown): string | readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (asks === 'yes') return 'on';
  return asks === 'number' ? inItalian(String(value)) : String(value);
}

function ruleOf(list: RuleList, typed: TypedValues): object {
  const kind = one(typed, 'kind');
  const said = (partsOf(list, kind) ?? []).flatMap((part) => {
    const value = read(part, typed);
    return value === undefined ? [] : [[part.name, value] as const];
  });
  return { kind, ...Object.fromEntries(said) };
}

function read({ name, asks }: RulePart, typed: TypedValues): unknown {
  const word = one(typed, name);
  if (word === '') return undefined;
  switch (asks) {
    case 'taskKinds':
    case 'actions':
    case 'recorders':
    case 'performers':
      return many(typed, name);
    case 'yes':
      return true;
    case 'number':
      return numberIn(word) ?? word; // what is no number stays what it is, and the schema says so
    case 'whole':
      return /^\d{1,5}$/.test(word) ? Number(word) : word;
    default:
      return word;
  }
}

/** With a comma, and so that it is read as what it is: three decimals alone could be thousands. */
function inItalian(number: string): string {
  const written = number.replace('.', ',');
  return /^\d{1,3},\d{3}$/.test(written) ? `${written}0` : written;
}
