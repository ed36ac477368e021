/**
 * A month as one JSON document: what is frozen, sent and shown. Numbers mean what `figures.ts` and `patterns.ts` say; days and shares are
 * plain decimals, null without cases. Nothing in it tells who a citizen is.
 *
 * Format 3 brought *satisfaction*, format 4 the working days; a month that was published before reads without them.
 *
 * `format` rises when a document says more or says it otherwise; `readMonthDocument` reads every format that was ever published, so that
 * an upgrade leaves old months readable as they were.
 */
import { canonicalJson } from '../../shared/canonical-json.js';
import type { LocalizedText } from '../../shared/localized-text.js';
import { byDimension, type Dimension, type Figures } from './figures.js';
import { NO_PATTERNS, type Patterns } from './patterns.js';

export const MONTH_FORMAT = 4;

/** What came after the first format, and with which. */
type Told = Dimension | keyof Patterns | keyof Figures;
const SINCE: Readonly<Partial<Record<Told, number>>> = {
  level: 2,
  outcome: 2,
  state: 2,
  weekday: 2,
  hour: 2,
  moves: 2,
  satisfaction: 3,
  firstAnswerWorking: 4,
  closureWorking: 4,
  closureNetWorking: 4,
};

export interface MonthDocumentLine extends Figures {
  /** Null: requests without a value (no area, no partner). */
  readonly code: string | null;
  /** Null for channels and kinds: their code is the name. */
  readonly name: LocalizedText | null;
}

export interface MonthDocument {
  readonly format: number;
  /** `YYYY-MM`. */
  readonly month: string;
  /** Civil dates, both within the month. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: 'Europe/Rome';
  /** RFC 3339, UTC. */
  readonly computedAt: string;
  readonly totals: Figures;
  readonly by: Readonly<Record<Dimension, readonly MonthDocumentLine[]>>;
  readonly patterns: Patterns;
}

/** The document in a text of any format up to ours; throws for one of a later version of the program. */
export function readMonthDocument(text: string): MonthDocument {
  const read = JSON.parse(text) as MonthDocument; // written by us, and its checksum is kept beside it
  if (!(read.format <= MONTH_FORMAT))
    throw new RangeError(`the month ${read.month} is of format ${read.format}, ours is ${MONTH_FORMAT}`); // prettier-ignore
  return {
    ...read,
    by: byDimension((dimension) => read.by[dimension] ?? []),
    patterns: { ...NO_PATTERNS, ...read.patterns },
  };
}

/** Whether the document's format tells this dimension, pattern or figure; where it does not, it is empty or left out for want of counting. */
export function tells({ format }: Pick<MonthDocument, 'format'>, what: Told): boolean {
  return (SINCE[what] ?? 1) <= format;
}

/** False of a month before the council counted anything: its noughts are no figures to be compared with. */
export function isCounted({ totals }: Pick<MonthDocument, 'totals'>): boolean {
  return totals.received + totals.closed + totals.openAtEnd > 0;
}

/** What two documents say about the month, whenever they were computed, in so far as both formats tell it. */
export function saysTheSame(one: MonthDocument, other: MonthDocument): boolean {
  const older = one.format < other.format ? one : other;
  const numbers = ({ totals, by, patterns }: MonthDocument): string => {
    const named = [...Object.entries(by), ...Object.entries(patterns)] as [Told, unknown][]; // our own keys
    return canonicalJson(knownTo(older, [totals, named.filter(([name]) => tells(older, name))]));
  };
  return numbers(one) === numbers(other);
}

/** Without the figures that the older document could not know. */
function knownTo(older: MonthDocument, all: unknown): unknown {
  const isKnown = (name: string): boolean => tells(older, name as Told); // a name that is none of them was always told
  const text = JSON.stringify(all, (name, value: unknown) => (isKnown(name) ? value : undefined));
  return JSON.parse(text);
}
