/** Finding known places by what a person types: every word typed begins a word of the name, in any order. */
import { searchable } from '../../shared/normalize.js';

const MAX_WORDS = 6;

/** The words to look for, lower case without accents; none where too little was typed (fewer than two letters or digits). */
export function searchWords(typed: string): string[] {
  const words = searchable(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.join('').length < 2 ? [] : words.slice(0, MAX_WORDS);
}

/** Whether the address names the road: its whole name, at word boundaries ("Via Roma" is not in "Via Romagna 3"). */
export function namesRoad(address: string, road: { readonly searchName: string }): boolean {
  const text = ` ${searchable(address).replace(/[^\p{L}\p{N}']+/gu, ' ')} `;
  return text.includes(` ${road.searchName.replace(/[^\p{L}\p{N}']+/gu, ' ')} `);
}
