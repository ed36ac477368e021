/**
 * Which worker of a partner a text means, however it is typed: `017`, `17 Lanterni`, `Op. 17` and the name of the registered operator 17 are
 * all 17. A number and a name that the register knows as two workers are nobody's. Pure.
 */
import { searchable } from '../../shared/normalize.js';

export interface KnownOperator {
  readonly code: string;
  readonly name: string | null;
}

export interface Operators {
  /** The number as it is registered; null where the text means no registered worker, or may mean several. */
  registered(text: string): string | null;
  /** The same for every way of typing one worker, also of one who is not registered; null for a text without letters and figures. */
  key(text: string | null): string | null;
}

const TITLES = new Set(
  'op oper operatore operaio squadra sq tecnico tec addetto matricola matr numero num nr n sig'.split(
    ' ',
  ),
);

export function operatorsOf(register: readonly KnownOperator[]): Operators {
  const byCode = new Map(register.map((one) => [bare(one.code), one]));
  const named = register
    .filter(({ name }) => name !== null)
    .map(({ code, name }) => ({ code, words: new Set(wordsOf(name ?? '')) }));
  const read = new Map<string, string | null>(); // a sheet says the same few things on each line

  const find = (text: string): string | null => {
    const whole = byCode.get(bare(text));
    if (whole) return whole.code;
    const words = wordsOf(text);
    const numbers = words.filter((word) => byCode.has(bare(word)));
    const rest = words.filter((word) => !numbers.includes(word));
    const [number = ''] = numbers;
    const known = numbers.length === 1 ? byCode.get(bare(number)) : undefined;
    const meant = named.filter((one) => isNamed(rest, one.words));
    if (numbers.length === 0) return meant.length === 1 ? (meant[0]?.code ?? null) : null;
    if (!known || rest.some((word) => /\d/.test(word))) return null;
    const isSure = rest.length === 0 || meant.some(({ code }) => code === known.code);
    return isSure || (known.name === null && meant.length === 0) ? known.code : null;
  };
  const registered = (text: string): string | null => {
    const before = read.get(text);
    if (before !== undefined) return before;
    const code = find(text);
    read.set(text, code);
    return code;
  };
  const key = (text: string | null): string | null => {
    if (text === null) return null;
    const code = registered(text);
    return code === null ? keyOf(text, byCode) : bare(code);
  };
  return { registered, key };
}

/** Every word is one of the name, or an initial of it; an initial alone is nobody. */
function isNamed(rest: readonly string[], name: ReadonlySet<string>): boolean {
  const isInitial = (word: string): boolean =>
    word.length === 1 && [...name].some((one) => one.startsWith(word));
  return (
    rest.some((word) => name.has(word)) && rest.every((word) => name.has(word) || isInitial(word))
  );
}

/** Of who is not registered the number alone tells, where there is exactly one and it is nobody else's. */
function keyOf(text: string, taken: ReadonlyMap<string, unknown>): string | null {
  const words = wordsOf(text);
  const [number, ...others] = words.filter((word) => /^\d+$/.test(word));
  const isOwn = number !== undefined && others.length === 0 && !taken.has(bare(number));
  if (isOwn) return bare(number);
  return words.join('') || null;
}

/** Lower case, no titles; `op17` is `17`. */
function wordsOf(text: string): string[] {
  return searchable(text)
    .replace(/\b(op|oper|n|nr|sq)(?=\d)/g, '$1 ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !TITLES.has(word));
}

function bare(code: string): string {
  return searchable(code)
    .replace(/[^a-z0-9]/g, '')
    .replace(/^0+(?=.)/, '');
}
