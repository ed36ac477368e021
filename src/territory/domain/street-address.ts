/**
 * What an Italian address says, however it is typed: `C.so Garibaldi, n. 3/A - Gabbro` and `Corso Garibaldi 3a` name the same door. A locality
 * behind the road or the number is not looked at, `snc` (senza numero civico) is no number. Pure.
 */
import { searchable } from '../../shared/normalize.js';
import { isWholeRoadType, type RoadType, roadType } from './road-types.js';

export interface StreetAddress {
  /** Null where the text names no road or hamlet by its type. */
  readonly type: RoadType | null;
  /** The words of the name, without articles and prepositions; at least one. */
  readonly name: readonly string[];
  /** Figures of the house number. */
  readonly number: string | null;
  /** What stands behind them: `a`, `bis`. */
  readonly letter: string | null;
  /** Where on the road, if it is told behind a comma: `palo 7`, `km 3`. */
  readonly spot: string | null;
}

type Door = Pick<StreetAddress, 'number' | 'letter'>;

const MONTH = /^(gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)[a-z]*$/;
const DAYS: Readonly<Record<string, string>> = {
  ...{ i: '1', primo: '1', ii: '2', iv: '4', viii: '8', xi: '11', xx: '20' },
  ...{ xxiv: '24', xxv: '25', xxix: '29' },
};
const JOINERS = new Set(
  'd di del dell dello della dei degli delle de dal dalla al alla'.split(' '),
);
const NUMBER_WORDS = new Set(['n', 'nr', 'no', 'num', 'numero', 'civ', 'civico']);
const SPOT = /^(?:palo|lampione|lamp|pl|p\.l\.?|punto luce)\b\.?(.*)$|^(km\b.*)$/;
const UNNUMBERED = /\bs\.?\s?n\.?\s?c\b\.?|\bsenza (numero|n\.? ?civico|civico)\b/;

/** Null where the text has no word. */
export function streetAddress(text: string): StreetAddress | null {
  const plain = searchable(text)
    .replace(/[’'`´]/g, ' ')
    .replace(/\bf\.?lli\b/g, 'fratelli')
    .replace(UNNUMBERED, ', snc,');
  const segments = plain
    .split(/[,;()\n]|\s[-–—/]+\s/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '');
  const heads = segments.map(typed);
  const at = [heads.findIndex(({ type }) => type?.isRoad), heads.findIndex(({ type }) => type), 0];
  const chosen = at.find((index) => index >= 0) ?? 0;
  const head = heads[chosen];
  if (!head) return null;
  const { name, ...door } = doorOf(words(head.rest));
  if (name.length === 0) return null;
  const behind = door.number === null ? numberAlone(words(segments[chosen + 1] ?? '')) : null;
  const spot = segments.map(spotOf).find((one) => one !== null) ?? null;
  return { type: head.type, name, ...(behind ?? door), spot };
}

/** The same for every way of writing one address. */
export function addressKey(address: StreetAddress): string {
  const { type, name, number, letter, spot } = address;
  return [type?.name ?? '', name.join(' '), `${number ?? ''}${letter ?? ''}`, spot ?? ''].join('|');
}

/** Whether both may be one road: what only one of them says (a first name, a locality behind it, the type) is no contradiction. */
export function canBeSameRoad(one: StreetAddress, other: StreetAddress): boolean {
  if (one.type && other.type && one.type.name !== other.type.name) return false;
  const [few, many] =
    one.name.length <= other.name.length ? [one.name, other.name] : [other.name, one.name];
  let found = 0;
  for (const word of many) if (isSameWord(few[found], word)) found += 1;
  return found === few.length;
}

/** Whether the two contradict each other: another road, or another number in the same one. A text that names no road contradicts nothing. */
export function isElsewhere(one: StreetAddress, other: StreetAddress): boolean {
  if (!one.type || !other.type || one.type.isRoad !== other.type.isRoad) return false;
  const differ = (a: string | null, b: string | null): boolean =>
    a !== null && b !== null && a !== b;
  return (
    !canBeSameRoad(one, other) ||
    differ(one.number, other.number) ||
    differ(one.spot, other.spot) ||
    (one.number !== null && one.number === other.number && differ(one.letter, other.letter))
  );
}

/** The road type that a part of the text begins with, or has in its middle, and what follows it. */
function typed(segment: string): { readonly type: RoadType | null; readonly rest: string } {
  const joined = segment.replace(/^([a-z]{1,4})\.\s+(so|za|zza|le|go|lo|da|re|ne)\b/, (as, a, b) =>
    roadType(`${a}${b}`) ? `${a}${b}` : as,
  );
  const [, head = '', rest = ''] = /^([a-z]+(?:\.[a-z]+)*\.?)\s*(.*)$/.exec(joined) ?? [];
  const type = roadType(head);
  if (type) return particular(type, rest);
  const [first = '', ...after] = head.split('.');
  const short = after.length > 0 ? roadType(first) : undefined;
  if (short) return particular(short, `${after.join(' ')} ${rest}`);
  const within = segment.split(/\s+/).findIndex((word, i) => i > 0 && isWholeRoadType(word));
  if (within < 0) return { type: null, rest: segment };
  return typed(segment.split(/\s+/).slice(within).join(' '));
}

/** `Strada Prov.le 39` is `SP 39`. */
function particular(type: RoadType, rest: string): { type: RoadType; rest: string } {
  const [, whose = ''] = /^(prov|stat|com|reg|vic)[a-z]*\.?[a-z]*\b/.exec(rest) ?? [];
  if (type.name !== 'strada' || whose === '') return { type, rest };
  const [, ...others] = rest.split(/\s+/);
  const kinds: Readonly<Record<string, string>> = {
    ...{ prov: 'provinciale', stat: 'statale', com: 'comunale', reg: 'regionale' },
    vic: 'vicinale',
  };
  const name = `strada${kinds[whose] ?? ''}`;
  return { type: roadType(name) ?? type, rest: others.join(' ') };
}

function words(text: string): string[] {
  return text.split(/[^a-z0-9/]+/).filter((word) => word !== '' && word !== '/');
}

/** The name up to the house number; what stands behind the number is a locality. A figure that begins the name, or a date in it, is part of it. */
function doorOf(all: readonly string[]): Door & { readonly name: readonly string[] } {
  const name: string[] = [];
  for (const [i, word] of all.entries()) {
    const next = all[i + 1] ?? '';
    if (word === 'snc' || /^\d{5}$/.test(word)) break;
    if (MONTH.test(next) && (DAYS[word] !== undefined || /^\d{1,2}$/.test(word))) {
      name.push(DAYS[word] ?? word);
      continue;
    }
    if (name.length > 0 && NUMBER_WORDS.has(word) && /^\d/.test(next)) continue;
    const door = name.length > 0 ? numberAt(all, i) : null;
    if (door) return { name, ...door };
    if (!JOINERS.has(word)) name.push(word);
  }
  return { name: name.length > 0 ? name : [...all], number: null, letter: null };
}

/** Of a part that holds the number and nothing before it. */
function numberAlone(all: readonly string[]): Door | null {
  const [first = ''] = all;
  return numberAt(all, NUMBER_WORDS.has(first) ? 1 : 0);
}

function numberAt(all: readonly string[], i: number): Door | null {
  const [, number, own] = /^0*(\d{1,4})(?:\/?([a-z]{1,3}|\d{1,2}))?$/.exec(all[i] ?? '') ?? [];
  if (number === undefined) return null;
  const next = all[i + 1] ?? '';
  const isLetter = /^(bis|ter)$/.test(next) || (/^[a-z]$/.test(next) && i + 2 === all.length);
  return { number, letter: own ?? (isLetter ? next : null) };
}

function spotOf(segment: string): string | null {
  const [, lamp, kilometre] = SPOT.exec(segment) ?? [];
  const told = words(lamp ?? kilometre ?? '').filter((word) => !NUMBER_WORDS.has(word));
  return told.join('') || null;
}

/** Also where one of them is an initial or a shortened title: `G.` and `Giuseppe`, `Gen.` and `Generale`. */
function isSameWord(one: string | undefined, other: string): boolean {
  if (one === undefined) return false;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short === long || (short.length <= 3 && /^[a-z]+$/.test(short) && long.startsWith(short));
}
