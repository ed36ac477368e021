/**
 * Reads a CSV table row by row, never the whole file: every row after the heading comes out once, as a request or with the reason why
 * not. Lines are counted as an editor shows them; a row that spans lines bears the number of its last.
 */
import type { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
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
  const parser = bytes.pipe(
    parse({
      delimiter: file.separator,
      encoding: file.encoding,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }),
  );
  bytes.once('error', (fault) => parser.destroy(fault));
  let line = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: Info;
    }>) {
      line = info.lines;
      yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: line + 1, cells: null };
  } finally {
    bytes.destroy();
  }
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
