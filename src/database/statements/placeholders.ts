/**
 * SQL with `:name` and `:...list`, turned into the placeholders of the database at hand. A text is taken apart once; every value is bound,
 * never written into the text, so that the same statement stays prepared.
 */
import { databaseKind } from '../../config/database-kind.js';

const postgres = databaseKind === 'postgres';
const NAME = /:(\.\.\.)?([A-Za-z]\w*)/g;

interface Mark {
  readonly name: string;
  readonly isList: boolean;
  /** As it stood in the text: a cast (`::text`) looks like a name too. */
  readonly text: string;
}

interface Parsed {
  /** One more than `marks`. */
  readonly literals: readonly string[];
  readonly marks: readonly Mark[];
}

const KEPT_TEXTS = 2_000;
const parsedTexts = new Map<string, Parsed>();

/** The statement for the driver with its values in order. PostgreSQL: a name that stands twice is one parameter, so of one type. */
export function bind(sql: string, parameters: Record<string, unknown>): [string, unknown[]] {
  const { literals, marks } = parsed(sql);
  if (marks.length === 0) return [sql, []];
  const values: unknown[] = [];
  const places = new Map<string, string>();
  let text = literals[0] ?? '';
  marks.forEach((mark, i) => {
    text += placed(mark, parameters, values, places) + (literals[i + 1] ?? '');
  });
  return [text, values];
}

/** The placeholder of the value that has just been pushed. */
export function placeholder(values: readonly unknown[]): string {
  return postgres ? `$${values.length}` : '?';
}

function placed(
  { name, isList, text }: Mark,
  parameters: Record<string, unknown>,
  values: unknown[],
  places: Map<string, string>,
): string {
  if (!Object.hasOwn(parameters, name)) return text;
  const known = postgres ? places.get(name) : undefined;
  if (known) return known;
  const all = isList ? (parameters[name] as unknown[]) : [parameters[name]]; // `:...` says that it is a list
  const place = all
    .map((value) => {
      values.push(bound(value));
      return placeholder(values);
    })
    .join(', ');
  places.set(name, place);
  return place;
}

/** SQLite's driver takes neither booleans nor dates. */
function bound(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'boolean' && !postgres ? Number(value) : value;
}

function parsed(sql: string): Parsed {
  const known = parsedTexts.get(sql);
  if (known) return known;
  const literals: string[] = [];
  const marks: Mark[] = [];
  let from = 0;
  for (const found of sql.matchAll(NAME)) {
    literals.push(sql.slice(from, found.index));
    marks.push({ name: found[2] ?? '', isList: found[1] !== undefined, text: found[0] });
    from = found.index + found[0].length;
  }
  literals.push(sql.slice(from));
  if (parsedTexts.size >= KEPT_TEXTS) parsedTexts.clear();
  parsedTexts.set(sql, { literals, marks });
  return { literals, marks };
}
