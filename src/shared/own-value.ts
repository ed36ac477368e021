/** What the record itself holds under a name that came from outside: `constructor` or `__proto__` are in every object and stand for nothing. */
export function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
