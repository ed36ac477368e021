/** A code for a new rule, out of its name: what steps and tasks keep of it beside the name. Pure. */
import { searchable } from '../../shared/normalize.js';

const LONGEST = 50;

/** Small letters, digits and hyphens, at most 60, unlike those taken. */
export function codeFrom(name: string, taken: readonly string[]): string {
  const plain = searchable(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  const base = /^[a-z]/.test(plain) ? plain : `regola-${plain}`.replace(/-$/, '');
  for (let i = 1; ; i += 1) {
    const code = i === 1 ? base : `${base}-${i}`;
    if (!taken.includes(code)) return code;
  }
}
