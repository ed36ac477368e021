/** A code for what somebody has only named: `Riparato dalla ditta` → `riparato-dalla-ditta`, or `riparatoDallaDitta`. Pure. */
import { searchable } from '../../../shared/normalize.js';

const LONGEST = 40;

/** At most 40 letters, digits and, in `kebab`, hyphens; numbered where it is taken. Empty where the words have no letter. */
export function codeOf(
  words: string,
  { style, taken }: { readonly style: 'camel' | 'kebab'; readonly taken: readonly string[] },
): string {
  const parts = searchable(words)
    .replace(/^[^a-z]+/, '')
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  const joined = style === 'kebab' ? parts.join('-') : parts.map(capitalised).join('');
  const code = joined.slice(0, LONGEST - 3).replace(/-$/, '');
  if (code === '' || !taken.includes(code)) return code;
  for (let number = 2; ; number += 1) {
    const next = style === 'kebab' ? `${code}-${number}` : `${code}${number}`;
    if (!taken.includes(next)) return next;
  }
}

function capitalised(part: string, index: number): string {
  return index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1);
}
