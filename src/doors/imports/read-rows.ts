/**
 * Reads a CSV table row by row, never the whole file: every row after the heading comes out once, as a request or with the reason why
 * not. Lines are counted as an editor shows them; a row that spans lines bears the number of its first. After a quotation mark that opens a
 * cell and never ends nothing more can be told apart: what is left is one row, listed as such.
 */
import type { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import type { ImportedRequest } from '../../requests/importing/imported-request.js';
import { ImportFault, type Mapping } from './mapping.js';
import { type Cells, readRequest, RowRefused } from './read-request.js';

export interface ReadRow {
  readonly line: number;
  readonly read: ImportedRequest | RowRefused;
}

/** Refuses (throws {@link ImportFault}) a table without a heading, or whose heading lacks a column that the mapping names. */
export async function* readRows(
  bytes: Readable,
  mapping: Mapping,
  now: Date,
): AsyncGenerator<ReadRow> {
  const seen = new Set<string>();
  let heading: readonly string[] | undefined;
  for await (const { line, cells } of records(bytes, mapping)) {
    if (!heading) {
      heading = headingOf(cells, mapping);
      continue;
    }
    const read = readCells(heading, cells, { mapping, now });
    const id = read instanceof RowRefused ? undefined : read.sourceId;
    if (id !== undefined && seen.has(id)) yield { line, read: new RowRefused('id-twice', id) };
    else yield { line, read };
    if (id !== undefined) seen.add(id);
  }
  if (!heading) throw new ImportFault('the table cannot be used', ['it is empty']);
}

interface RawRow {
  readonly line: number;
  /** Null where the rest of the file could not be told apart. */
  readonly cells: readonly string[] | null;
}

async function* records(bytes: Readable, { file }: Mapping): AsyncGenerator<RawRow> {
  let endsInQuotes = false;
  const parser = parse({
    delimiter: file.separator,
    encoding: file.encoding,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true, // a mark within a cell is a letter like others
    skip_empty_lines: true,
    skip_records_with_error: true, // an error would throw away rows that were read and not yet asked for
    on_skip: () => {
      endsInQuotes = true;
      return undefined;
    },
  });
  bytes.once('error', (fault) => parser.destroy(fault)).pipe(parser);
  let line = 1;
  let emptyLines = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: Info;
    }>) {
      line += info.empty_lines - emptyLines;
      emptyLines = info.empty_lines;
      yield { line, cells: record };
      line += 1 + record.reduce((breaks, cell) => breaks + lineBreaks(cell), 0);
    }
    if (endsInQuotes) yield { line, cells: null };
  } finally {
    bytes.destroy();
  }
}

function lineBreaks(cell: string): number {
  return cell.match(/\r\n?|\n/g)?.length ?? 0;
}

function headingOf(
  cells: readonly string[] | null,
  { columns, title }: Mapping,
): readonly string[] {
  const heading = (cells ?? []).map((name) => name.trim());
  const named = [
    ...Object.values(columns),
    ...[...title.matchAll(/\{([^{}]+)\}/g)].map((m) => m[1]),
  ];
  const missing = [...new Set(named)].filter((name) => name && !heading.includes(name));
  if (missing.length > 0)
    throw new ImportFault(
      'the table does not fit the mapping',
      missing.map((name) => `there is no column "${name}"`),
    );
  return heading;
}

function readCells(
  heading: readonly string[],
  cells: readonly string[] | null,
  { mapping, now }: { mapping: Mapping; now: Date },
): ImportedRequest | RowRefused {
  if (!cells) return new RowRefused('unreadable');
  if (cells.length !== heading.length) return new RowRefused('column-count', String(cells.length));
  const byName: Cells = Object.fromEntries(heading.map((name, i) => [name, cells[i] ?? '']));
  return readRequest(byName, mapping, now);
}
