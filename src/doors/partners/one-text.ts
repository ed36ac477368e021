/** A parameter of the address as text; given twice, or not at all, it counts as none. */
export function oneText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
