/**
 * One row of the table becomes a request, or a reason why not. Pure. Nothing is guessed: a word that the mapping does not name, a date
 * that does not exist, an end before the beginning or in the future is a reason. Reasons are keys `imports:rows.<code>`.
 */
import { DateTime } from 'luxon';
import type { ImportedRequest } from '../../requests/importing/imported-request.js';
import { textLength, tidyText } from '../../shared/normalize.js';
import type { Mapping, StateWord } from './mapping.js';
import { ownValue } from '../../shared/own-value.js';

export const ROW_FAULTS = [
  'column-count', // more or fewer cells than the heading
  'id-missing',
  'id-too-long',
  'id-twice', // the same id further up in this file
  'filed-not-a-date',
  'filed-in-future',
  'closed-not-a-date',
  'closed-in-future',
  'closed-before-filed',
  'closed-missing', // over, without a date, and the mapping does not say what then
  'closed-though-open',
  'state-unknown',
  'category-missing',
  'category-unknown',
  'channel-unknown',
  'title-empty',
  'unreadable', // a quotation mark that never ends
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

/** Why a row is not taken; `value` is the cell at fault. */
export class RowRefused {
  constructor(
    readonly code: RowFault,
    readonly value = '',
  ) {}
}

/** A row by its column names. */
export type Cells = Readonly<Record<string, string>>;

const USUAL_STATE: Readonly<Record<StateWord['becomes'], string>> = {
  open: 'received',
  'taken-in-charge': 'taken-in-charge',
  closed: 'closed',
  withdrawn: 'withdrawn',
};
const TITLE_LENGTH = 120;
const ID_LENGTH = 120;

/** The request that a row tells of, `now` being the latest that anything can have happened; or the first reason against it. */
export function readRequest(
  cells: Cells,
  mapping: Mapping,
  now: Date,
): ImportedRequest | RowRefused {
  const cell = (name: string): string => tidyText(cells[name] ?? '');
  const { columns } = mapping;
  const id = cell(columns.id);
  if (id === '') return new RowRefused('id-missing');
  if (id.length > ID_LENGTH) return new RowRefused('id-too-long', id);
  const word = ownValue(mapping.states, cell(columns.state));
  if (!word) return new RowRefused('state-unknown', cell(columns.state));
  const dates = readDates(cell(columns.filedAt), cell(columns.closedAt), { word, mapping, now });
  if (dates instanceof RowRefused) return dates;
  const words = readWords(cell, mapping);
  if (words instanceof RowRefused) return words;
  return {
    sourceSystem: mapping.sourceSystem,
    sourceId: id,
    ...dates,
    ...words,
    stateCode: stateOf(word),
    outcome: word.becomes === 'withdrawn' ? 'withdrawn' : (word.outcome ?? null),
    isWithdrawn: word.becomes === 'withdrawn',
  };
}

/** The state of the iter that a word stands for. */
export function stateOf({ state, becomes }: StateWord): string {
  return state ?? USUAL_STATE[becomes];
}

interface Reading {
  readonly word: StateWord;
  readonly mapping: Mapping;
  readonly now: Date;
}

function readDates(
  filed: string,
  closed: string,
  { word, mapping, now }: Reading,
): Pick<ImportedRequest, 'filedAt' | 'closedAt'> | RowRefused {
  const filedAt = instantOf(filed, mapping);
  if (!filedAt) return new RowRefused('filed-not-a-date', filed);
  if (filedAt > now) return new RowRefused('filed-in-future', filed);
  const isOver = word.becomes === 'closed' || word.becomes === 'withdrawn';
  if (closed === '') {
    if (!isOver) return { filedAt, closedAt: null };
    if (word.undatedEnd === 'filed') return { filedAt, closedAt: filedAt };
    return new RowRefused('closed-missing');
  }
  if (!isOver) return new RowRefused('closed-though-open', closed);
  const closedAt = instantOf(closed, mapping);
  if (!closedAt) return new RowRefused('closed-not-a-date', closed);
  if (closedAt > now) return new RowRefused('closed-in-future', closed);
  return closedAt < filedAt ? new RowRefused('closed-before-filed', closed) : { filedAt, closedAt };
}

function readWords(
  cell: (name: string) => string,
  mapping: Mapping,
): Pick<ImportedRequest, 'categoryCode' | 'channel' | 'title'> | RowRefused {
  const { columns } = mapping;
  const categoryCode = categoryOf(cell(columns.category), mapping);
  if (categoryCode instanceof RowRefused) return categoryCode;
  const channel = channelOf(columns.channel ? cell(columns.channel) : '', mapping);
  if (channel instanceof RowRefused) return channel;
  const title = titleOf(mapping.title, cell);
  return title === '' ? new RowRefused('title-empty') : { categoryCode, channel, title };
}

/** Null also for a time that the spring change skips: written back it must be the same text. */
function instantOf(text: string, { dates }: Mapping): Date | null {
  const moment = DateTime.fromFormat(text, dates.format, { zone: dates.zone, locale: 'it' });
  return moment.isValid && moment.toFormat(dates.format, { locale: 'it' }) === text
    ? moment.toJSDate()
    : null;
}

function categoryOf(word: string, mapping: Mapping): string | RowRefused {
  if (word === '') return mapping.blankCategory ?? new RowRefused('category-missing');
  return ownValue(mapping.categories, word) ?? new RowRefused('category-unknown', word);
}

function channelOf(word: string, { channels }: Mapping): ImportedRequest['channel'] | RowRefused {
  return (
    ownValue(channels.words, word) ?? channels.otherwise ?? new RowRefused('channel-unknown', word)
  );
}

function titleOf(pattern: string, cell: (name: string) => string): string {
  const filled = pattern.replace(/\{([^{}]+)\}/g, (_, name: string) => cell(name));
  const title = filled.replace(/\s+/g, ' ').trim();
  return textLength(title) <= TITLE_LENGTH ? title : `${Array.from(title).slice(0, TITLE_LENGTH - 1).join('')}…`; // prettier-ignore
}
