/**
 * A document written as what it takes from another one. An entry of `states` or `actions` is a code (taken as it is), an object with `use`
 * (taken, with these parts put in its place), or a definition of its own. Pure, on plain data: what comes out is read like any other.
 *
 * An action that is taken starts from those of its states that were taken too, unless it says from where.
 */
interface Entry {
  readonly code: string;
  readonly [part: string]: unknown;
}
type Written = string | ({ readonly use: string } & Readonly<Record<string, unknown>>) | Entry;

export interface BaseParts {
  readonly states: readonly Entry[];
  readonly actions: readonly Entry[];
}

/** The whole document. Throws where it takes what the other has not: the shipped files are ours. */
export function composed(
  base: BaseParts,
  written: { readonly states: readonly Written[]; readonly actions: readonly Written[] },
): Record<string, unknown> {
  const states = written.states.map((entry) => taken(base.states, entry));
  const codes = states.map(({ code }) => code);
  const isThere = (from: unknown): boolean =>
    typeof from === 'string' && (from.startsWith('@') || codes.includes(from));
  const actions = written.actions.map((entry) => {
    const action = taken(base.actions, entry);
    const isOwn = typeof entry !== 'string' && 'from' in entry;
    const from = Array.isArray(action['from']) ? action['from'].filter(isThere) : action['from'];
    return isOwn ? action : { ...action, from };
  });
  return { ...written, states, actions };
}

function taken(base: readonly Entry[], entry: Written): Entry {
  if (typeof entry !== 'string' && !('use' in entry)) return entry;
  const wanted = typeof entry === 'string' ? entry : String(entry['use']);
  const found = base.find(({ code }) => code === wanted);
  if (!found) throw new Error(`there is no ${wanted} to take`);
  if (typeof entry === 'string') return found;
  const { use: _, ...parts } = entry;
  return { ...found, ...parts };
}
