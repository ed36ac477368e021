/** How the summary of what is wrong names the fields of rules, fields and entries: there may be several of each. Pure. */
import type { RuleShown } from './rule-controls.service.js';

interface Named {
  readonly name: string;
  readonly label: string;
}

interface AskedShown {
  readonly name: string;
  readonly title: string;
  readonly entries: readonly { readonly name: string; readonly number: number }[];
}

type Words = (key: 'labelIt' | 'fieldCode' | 'entry' | 'entryCode', number?: number) => string;

export function ruleLabels(rules: readonly RuleShown[]): Named[] {
  return rules.flatMap(({ name, words, controls }) => [
    { name, label: words },
    ...controls.map((one) => ({ name: one.name, label: `${words}, ${one.label}` })),
  ]);
}

export function fieldLabels(fields: readonly AskedShown[], words: Words): Named[] {
  return fields.flatMap(({ name, title, entries }) => [
    { name, label: title },
    { name: `${name}.label.it`, label: `${title}, ${words('labelIt')}` },
    { name: `${name}.newCode`, label: `${title}, ${words('fieldCode')}` },
    ...entries.flatMap((entry) => {
      const label = `${title}, ${words('entry', entry.number)}`;
      return [
        { name: `${entry.name}.label.it`, label: `${label}, ${words('labelIt')}` },
        { name: `${entry.name}.newCode`, label: `${label}, ${words('entryCode')}` },
      ];
    }),
  ]);
}
