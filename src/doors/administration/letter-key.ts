/** Where the language files have the name of a kind of letter. */
export function letterKey(kind: string): string {
  return `administration:deliveries.letters.${kind.replace('.', '-')}`;
}
