/** How the summary of what is wrong names the parts of groups and of their entries: there may be several of each. Pure. */

interface Named {
  readonly name: string;
  readonly label: string;
}

interface AskedShown {
  readonly name: string;
  readonly title: string;
  readonly entries: readonly { readonly name: string; readonly number: number }[];
}

type Words = (key: string, number?: number) => string;

export function fieldLabels(fields: readonly AskedShown[], words: Words): Named[] {
  return fields.flatMap(({ name, title, entries }) => [
    { name, label: title },
    { name: `${name}.label.it`, label: `${title}, ${words('entries:labelIt')}` },
    { name: `${name}.newCode`, label: `${title}, ${words('entries:code')}` },
    ...entries.flatMap((entry) => {
      const label = `${title}, ${words('entries:entry', entry.number)}`;
      return [
        { name: `${entry.name}.label.it`, label: `${label}, ${words('entries:labelIt')}` },
        { name: `${entry.name}.newCode`, label: `${label}, ${words('entries:code')}` },
      ];
    }),
  ]);
}
