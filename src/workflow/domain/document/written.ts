/**
 * A document as YAML text, as a person writes it, and back. A fault's place in the document leads to its line in the text; a text that is no
 * YAML has faults of its own, with lines. Never throws, whatever was typed.
 */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  stringify,
  visit,
} from 'yaml';
import type { WorkflowDocument } from '../document.js';
import { fault, type LintFault } from '../lint/fault.js';

/** A fault with its line in the text, counted from 1; null where the text has none for it. */
export interface LineFault extends LintFault {
  readonly line: number | null;
}

export interface WrittenText {
  /** What the text says, not yet checked; undefined where it cannot be read. */
  readonly given: unknown;
  readonly unreadable: readonly LineFault[];
  withLine(fault: LintFault): LineFault;
  /** The line of a place, as `actions.close.guards.2`, counted from 1; null where the text has none for it. */
  lineOf(place: string): number | null;
}

const LINE_WIDTH = 110;
const ALIASES_AT_MOST = 100; // "billion laughs"

export function readText(text: string): WrittenText {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: false });
  const wrong = [...yaml.errors.map(({ pos }) => pos[0]), ...keysTwice(yaml)];
  const unreadable = wrong.map((at) => unreadableAt(lines.linePos(at).line));
  const withLine = (found: LintFault) => ({ ...found, line: lineOf(yaml, lines, found) });
  const read = { unreadable, withLine, lineOf: (place: string) => lineOf(yaml, lines, { place }) };
  if (unreadable.length > 0) return { ...read, given: undefined };
  try {
    const given: unknown = yaml.toJS({ maxAliasCount: ALIASES_AT_MOST });
    return { ...read, given };
  } catch {
    return { ...read, given: undefined, unreadable: [unreadableAt(1)] }; // only aliases can fail here
  }
}

/** The document as YAML, without what is so anyway. */
export function writeText(document: WorkflowDocument): string {
  const plain = {
    ...document,
    actions: document.actions.map((action) => ({
      ...withoutUsual(action),
      fields: action.fields.map(withoutUsual),
    })),
  };
  const actions = plain.actions.map(withoutUsual);
  return stringify({ ...plain, actions }, { lineWidth: LINE_WIDTH, aliasDuplicateObjects: false });
}

/** Where a map says the same key again. The parser's own check compares each key with all before it: a long text would take minutes. */
function keysTwice(yaml: Document.Parsed): number[] {
  const found: number[] = [];
  visit(yaml, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : null;
        if (name !== null && seen.has(name)) found.push(startOf(key));
        if (name !== null) seen.add(name);
      }
    },
  });
  return found;
}

function unreadableAt(line: number): LineFault {
  return { ...fault('workflow-yaml', ''), line };
}

const USUAL: Readonly<Record<string, unknown>> = {
  visibility: 'public',
  note: 'optional',
  required: false,
};

function withoutUsual<T extends object>(thing: T): Partial<T> {
  const kept = Object.entries(thing).filter(
    ([key, value]) =>
      value !== undefined && USUAL[key] !== value && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as Partial<T>; // some of its own entries
}

function lineOf(
  yaml: Document.Parsed,
  lines: LineCounter,
  { place, data = {} }: Pick<LintFault, 'place'> & Partial<LintFault>,
): number | null {
  const words = place === '' ? [] : place.split('.');
  const unknown = data['name'];
  let node: unknown = yaml.contents;
  let at: number | null = null;
  for (const word of unknown === undefined ? words : [...words, unknown]) {
    const next = child(yaml, node, word);
    if (!next) break;
    at = lines.linePos(next.start).line;
    node = next.node;
  }
  return at;
}

interface Found {
  readonly node: unknown;
  readonly start: number;
}

/** The entry of a map by its key, of a list by the `code` of the entry or by its number from 1. */
function child(yaml: Document.Parsed, held: unknown, word: string): Found | null {
  const node = isAlias(held) ? held.resolve(yaml) : held;
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === word);
    return pair ? { node: pair.value, start: startOf(pair.key) } : null;
  }
  if (!isSeq(node)) return null;
  const item =
    node.items.find((one) => isMap(one) && one.get('code') === word) ??
    (/^\d{1,4}$/.test(word) ? node.items[Number(word) - 1] : undefined);
  return item === undefined ? null : { node: item, start: startOf(item) };
}

function startOf(node: unknown): number {
  return (node as Node).range?.[0] ?? 0; // a parsed node has its range
}
