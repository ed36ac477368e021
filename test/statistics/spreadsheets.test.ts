import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { type CsvRow, csvText } from '../../src/statistics/csv.js';
import { openSheetFile } from '../../src/statistics/exports/sheet-file.js';
import { workbook } from '../../src/statistics/files/workbook.js';

const TEXTS = [
  '=HYPERLINK("http://x.example")',
  '+39 0586 000',
  '-1',
  '@SUM(A1)',
  'Via "Roma"; 3',
  'a\nb',
  '<b>&',
];
const ROWS: readonly CsvRow[] = [
  ['Numero', 'Giorni', 'Quota', 'Vuota', ...TEXTS.map((_, i) => `Testo ${i}`)],
  [1234567, 0.1 + 0.2, 1 / 3, null, ...TEXTS],
  [0, -2.5, 1e-7, undefined, ...TEXTS],
];

const MADE_AT = new Date('2026-11-01T00:30:00Z');

/** As an office program reads them, without the libraries that wrote them: none of it may give it reason to warn. */
describe('a file that a spreadsheet opens', () => {
  const long = async (rows: readonly CsvRow[] = ROWS): Promise<Uint8Array> => {
    const folder = await mkdtemp(join(tmpdir(), 'iter-sheet-'));
    const sheet = openSheetFile(join(folder, 'x.xlsx'));
    for (const row of rows) sheet.add([row]);
    sheet.end();
    const bytes = await readFile(join(folder, 'x.xlsx'));
    await rm(folder, { recursive: true });
    return bytes;
  };
  const short = () =>
    workbook([{ name: 'Dati', rows: ROWS }, { name: 'Altri: [1]', rows: ROWS }], MADE_AT); // prettier-ignore

  test.each([
    ['written at once', short],
    ['written row by row', () => long()],
  ] as const)(
    'an XLSX %s: whole XML, every part declared and there, numbers as numbers, texts as texts, no formula',
    async (_, write) => {
      const parts = Object.fromEntries(Object.entries(unzipSync(await write())).map(([name, bytes]) => [name, strFromU8(bytes)])); // prettier-ignore
      const xml = Object.keys(parts).filter((name) => /\.(xml|rels)$/.test(name));
      for (const name of xml) expect([name, unclosed(parts[name] ?? '')]).toEqual([name, []]);
      const declared = [...(parts['[Content_Types].xml'] ?? '').matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name); // prettier-ignore
      expect(declared.filter((name) => !parts[name ?? ''])).toEqual([]);
      const sheets = xml.filter((name) => name.startsWith('xl/worksheets/sheet'));
      expect(sheets.length).toBeGreaterThan(0);
      const shared = [...(parts['xl/sharedStrings.xml'] ?? '').matchAll(/<si>.*?<\/si>/gs)].map(([text]) => textOf(text)); // prettier-ignore
      for (const sheet of sheets) {
        const text = parts[sheet] ?? '';
        expect(text).not.toMatch(/<f[ >/]/);
        const cells = cellsOf(text, shared);
        expect(cells.slice(ROWS[0]!.length)).toEqual(ROWS.slice(1).flat().filter((cell) => cell !== null && cell !== undefined)); // prettier-ignore
      }
    },
  );

  const MEASURED: CsvRow[] = [
    ['Giorni', 'Quota', 'Giudizio'],
    [{ value: 13.033113, unit: 'days' }, { value: 2 / 3, unit: 'share' }, { value: 4.25, unit: 'score' }], // prettier-ignore
  ];
  test.each([
    ['written at once', () => workbook([{ name: 'Dati', rows: MEASURED }], MADE_AT)],
    ['written row by row', () => long(MEASURED)],
  ] as const)(
    'an XLSX %s keeps the whole number, and shows the decimals that a person reads',
    async (_, write) => {
      const parts = unzipSync(await write());
      const part = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
      const formats = new Map([...part('xl/styles.xml').matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code])); // prettier-ignore
      const [, styles = ''] = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(part('xl/styles.xml')) ?? [];
      const formatOf = [...styles.matchAll(/<xf ([^>]*)>/g)].map(([, told]) => formats.get(/numFmtId="(\d+)"/.exec(told ?? '')?.[1])); // prettier-ignore
      const cells = [...part('xl/worksheets/sheet1.xml').matchAll(/<c r="\w+2"[^>]*?s="(\d+)"[^>]*><v>([^<]*)<\/v>/g)]; // prettier-ignore
      expect(cells.map(([, style, value]) => [Number(value), formatOf[Number(style)]])).toEqual([
        [13.033113, '0.0'],
        [2 / 3, '0.0%'],
        [4.25, '0.0'],
      ]);
    },
  );

  test('a CSV: one dialect throughout, numbers with a decimal comma, no cell that begins a formula', () => {
    const text = csvText(ROWS);
    expect(text.startsWith('\uFEFF')).toBe(true);
    const rows = parse(text, { bom: true, delimiter: ';', record_delimiter: '\r\n', relax_column_count: false }) as string[][]; // prettier-ignore
    expect(rows.slice(1).map((row) => row.slice(0, 4))).toEqual([['1234567', '0,3', '0,333333', ''], ['0', '-2,5', '0', '']]); // prettier-ignore
    for (const row of rows) for (const cell of row.slice(4)) expect(cell).not.toMatch(/^[=+\-@]/);
  });
});

function cellsOf(sheet: string, shared: readonly string[]): (string | number)[] {
  return [...sheet.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].flatMap(
    ([, attributes = '', inner = '']): (string | number)[] => {
      const type = /\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n';
      if (type === 'inlineStr') return [textOf(inner)];
      const value = /<v>(.*?)<\/v>/s.exec(inner)?.[1];
      if (value === undefined) return [];
      if (type === 's') return [shared[Number(value)] ?? ''];
      return type === 'str' ? [unescaped(value)] : [Number(value)];
    },
  );
}

function textOf(xml: string): string {
  return unescaped([...xml.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text).join(''));
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&#10;', '\n').replaceAll('&amp;', '&'); // prettier-ignore
}

/** Tags that do not match; none in XML that is well formed. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = '', self] of xml.matchAll(/<(\/?)([A-Za-z][\w:.-]*)[^<>]*?(\/?)>/g)) {
    if (slash && open.pop() !== name) return [name];
    if (!slash && !self) open.push(name);
  }
  return open;
}
