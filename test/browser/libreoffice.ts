import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const PATIENCE_MS = 120_000;
/** Debian's LibreOffice; SOFFICE names another one. */
const SOFFICE = process.env['SOFFICE'] ?? '/usr/bin/soffice';
/** Semicolons, quotes, UTF-8, from the first line on, read as an Italian office does: numbers and dates recognised. */
const ITALIAN_CSV = 'CSV:59,34,76,1,,1040,false,true';
/** Said where no Java is installed, whatever the file. */
const OF_JAVA = /^Warning: failed to launch javaldx.*$/gm;

export interface Cell {
  /** `float`, `date`, `string`, … as LibreOffice took it; empty for an empty cell. */
  readonly type: string;
  readonly text: string;
  readonly isFormula: boolean;
}

export interface OpenedFile {
  /** Whatever LibreOffice had to say against the file. */
  readonly warnings: string;
  /** Rows of cells, by the sheet's name. */
  readonly sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>;
}

/** Opens a CSV or XLSX file in LibreOffice, without a window, and tells what it made of it. */
export async function openInLibreOffice(name: string, bytes: Buffer): Promise<OpenedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'iter-office-'));
  try {
    const file = join(folder, name);
    await writeFile(file, bytes);
    const profile = pathToFileURL(join(folder, 'profile')).toString();
    const reading = name.endsWith('.csv') ? [`--infilter=${ITALIAN_CSV}`] : [];
    const { stderr } = await promisify(execFile)(
      SOFFICE,
      ['--headless', `-env:UserInstallation=${profile}`, ...reading, '--convert-to', 'fods', '--outdir', folder, file], // prettier-ignore
      { timeout: PATIENCE_MS },
    );
    const opened = await readFile(join(folder, `${parse(name).name}.fods`), 'utf8');
    return { warnings: stderr.replaceAll(OF_JAVA, '').trim(), sheets: sheetsOf(opened) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of OpenDocument's flat XML (ODF 1.3, part 3, section 9.1), as LibreOffice writes it. */
function sheetsOf(document: string): OpenedFile['sheets'] {
  const tables = document.matchAll(/<table:table table:name="([^"]*)".*?<\/table:table>/gs);
  return Object.fromEntries(
    [...tables].map(([table, name]) => [
      name,
      [...table.matchAll(ROW)].map(([row]) => cellsOf(row)),
    ]),
  );
}

const ROW = /<table:table-row[ >].*?<\/table:table-row>/gs;
const CELL = /<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs;

function cellsOf(row: string): Cell[] {
  return [...row.matchAll(CELL)].flatMap(([, attributes = '', content = '']) => {
    const cell = {
      type: /office:value-type="(\w+)"/.exec(attributes)?.[1] ?? '',
      text: content.replaceAll(/<[^>]*>/g, '').trim(),
      isFormula: attributes.includes('table:formula='),
    };
    const times = Number(/table:number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1);
    return Array.from({ length: Math.min(times, 100) }, () => cell); // the rest of a row is one empty cell
  });
}
