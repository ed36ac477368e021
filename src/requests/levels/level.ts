/** Whose turn it is: the lowest level that may take one of the actions that lead on. Pure. */
import { OFFICE_PREFIX, PERMISSION_PREFIX } from '../../workflow/domain/performer-may.js';
import type { ActionDefinition, Guard } from '../../workflow/domain/document.js';

export const LEVELS = ['operator', 'supervisor', 'director', 'alderman', 'mayor'] as const;
export type Level = (typeof LEVELS)[number];

/** The permissions that each level holds. */
export type Held = ReadonlyMap<Level, readonly string[]>;

/**
 * Null where no level of the council may: then it waits for somebody else. `amount`: what was recorded and a limit counts, which is then only
 * for those whom the limit excepts.
 */
export function levelFor(
  leads: readonly ActionDefinition[],
  held: Held,
  amount: number | null = null,
): Level | null {
  return (
    LEVELS.find((level) => {
      const means = (entry: string) => isMeant(entry, level, held.get(level) ?? []);
      return leads.some(
        ({ by, guards }) =>
          by.some(means) &&
          guards.every((guard) => isWithin(guard, amount) || exceptedBy(guard).some(means)),
      );
    }) ?? null
  );
}

function isWithin(guard: Guard, amount: number | null): boolean {
  return guard.kind !== 'at-most' || amount === null || amount <= guard.limit;
}

function exceptedBy(guard: Guard): readonly string[] {
  return guard.kind === 'at-most' ? guard.unless : [];
}

/** The people of an office are of every level that works. */
function isMeant(entry: string, level: Level, held: readonly string[]): boolean {
  if (entry.startsWith(PERMISSION_PREFIX))
    return held.includes(entry.slice(PERMISSION_PREFIX.length));
  return (entry === level || entry.startsWith(OFFICE_PREFIX)) && held.includes('requests.work');
}
