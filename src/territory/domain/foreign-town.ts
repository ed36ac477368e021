/**
 * Whether an address ends in the name of another town, as in "Via Dante 3, Milano": its last part, after a comma, is the name of a provincial
 * capital and nothing else. Rather silent than wrong: roads named after towns, crossings, and names that are words of every day pass.
 */
import { searchable } from '../../shared/normalize.js';
import { PROVINCIAL_CAPITALS } from './provincial-capitals.js';

/** "Via Piave, prato": a lawn. These count only with the letters of their province. */
const EVERYDAY_WORDS = new Set(['fermo', 'lodi', 'massa', 'potenza', 'prato', 'trapani']);
/** Roads may be named after a comma as well. */
const CROSSING = /\b(?:vie|viali|corsi|piazze|angolo|incrocio|tra|fra)\b/u;
const COUNTRY = /^(?:italia|italy)$/u;
const LAST_PART = /^(?:\d{5}\s+)?(.+?)(?:\s*\(([a-z]{2})\)|\s+([a-z]{2}))?$/u;

const CAPITALS = new Map(
  PROVINCIAL_CAPITALS.map(([name, province]) => [
    plain(name),
    { name, province: province.toLowerCase() },
  ]),
);

/** The other town's name, or null. `ownNames`: what the council and its areas are called. */
export function foreignTown(address: string, ownNames: readonly string[]): string | null {
  const text = plain(address);
  const parts = text.split(',').map((part) => part.trim());
  if (COUNTRY.test(parts.at(-1) ?? '')) parts.pop();
  if (parts.length < 2 || CROSSING.test(text)) return null;
  const [, name = '', bracketed, bare] = LAST_PART.exec(parts.at(-1) ?? '') ?? [];
  const capital = CAPITALS.get(name);
  const province = bracketed ?? bare;
  if (!capital || (province !== undefined && province !== capital.province)) return null;
  if (EVERYDAY_WORDS.has(name) && province === undefined) return null;
  return ownNames.some((own) => isCalled(own, name)) ? null : capital.name;
}

/** "Comune di Livorno" is called Livorno, "Comune di Massa Marittima" is not called Massa. */
function isCalled(own: string, name: string): boolean {
  return plain(own) === name || plain(own).endsWith(` ${name}`);
}

function plain(text: string): string {
  return searchable(text).replace(/[\u2018\u2019`]/gu, "'");
}
