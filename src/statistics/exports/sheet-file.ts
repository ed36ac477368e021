/**
 * An XLSX file of one sheet and of any length, written row by row: it goes to disk as it grows, with no more than the rows at hand in memory. The
 * first row is the heading. Cells: a number, whole and shown as its unit is read; a yes or no, a text, nothing; a text `YYYY-MM-DD HH:MM:SS` is a date.
 * A text is never a formula: it stands in an inline string.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { type Unit, UNITS } from '../../shared/quantity.js';
import type { CsvCell, CsvRow } from '../csv.js';
import { NUMBER_FORMATS } from '../number-formats.js';

const ROWS_AT_MOST = 1_048_576; // of a sheet
const INSTANT = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;
const DAY_MS = 86_400_000;
const DAY_ZERO = Date.UTC(1899, 11, 30);
const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const SHEET_START = `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;

const FIRST_UNIT_STYLE = 3;

const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELS}/styles" Target="styles.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELS}"><sheets><sheet name="Iter" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  // styles by number: 0 plain, 1 heading, 2 date and hour, from 3 on the units
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="${1 + UNITS.length}"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>${ofUnits((unit, i) => `<numFmt numFmtId="${165 + i}" formatCode="${NUMBER_FORMATS[unit]}"/>`)}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${FIRST_UNIT_STYLE + UNITS.length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>${ofUnits((_, i) => `<xf numFmtId="${165 + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`)}</cellXfs></styleSheet>`,
};

export interface SheetFile {
  /** Throws RangeError for more rows than a sheet holds. */
  readonly add: (rows: readonly CsvRow[]) => void;
  /** On disk and whole when it returns. */
  readonly end: () => void;
}

/** Begins a new file, for its owner alone; throws where there is one. It blocks: not for a process that has others to answer. */
export function openSheetFile(path: string): SheetFile {
  const out = openSync(path, 'wx', 0o600);
  const zip = new Zip((fault, bytes) => {
    if (fault) throw fault;
    for (let at = 0; at < bytes.length;) at += writeSync(out, bytes, at);
  });
  for (const [name, xml] of Object.entries(PARTS)) {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(strToU8(HEADER + xml), true);
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 1 });
  zip.add(sheet);
  sheet.push(strToU8(HEADER + SHEET_START));
  let count = 0;
  const add = (rows: readonly CsvRow[]): void => {
    if (count + rows.length > ROWS_AT_MOST) throw new RangeError('more rows than a sheet holds');
    sheet.push(strToU8(rows.map((row) => rowXml(row, (count += 1))).join('')));
  };
  const end = (): void => {
    sheet.push(strToU8('</sheetData></worksheet>'), true);
    zip.end();
    fsyncSync(out);
    closeSync(out);
  };
  return { add, end };
}

function rowXml(row: CsvRow, number: number): string {
  let xml = `<row r="${number}">`;
  for (let i = 0; i < row.length; i += 1)
    xml += cellXml(row[i], `${columnName(i)}${number}`, number);
  return `${xml}</row>`;
}

function cellXml(cell: CsvCell, at: string, number: number): string {
  if (cell === null || cell === undefined || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'object')
    return `<c r="${at}" s="${FIRST_UNIT_STYLE + UNITS.indexOf(cell.unit)}"><v>${cell.value}</v></c>`;
  const date = INSTANT.exec(cell);
  if (date) return `<c r="${at}" s="2"><v>${dayNumber(date)}</v></c>`;
  return `<c r="${at}" t="inlineStr"${number === 1 ? ' s="1"' : ''}><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

function ofUnits(xml: (unit: Unit, i: number) => string): string {
  return UNITS.map(xml).join('');
}

/** A, B, …, Z, AA, … */
function columnName(i: number): string {
  const letter = String.fromCharCode(65 + (i % 26));
  return i < 26 ? letter : columnName(Math.floor(i / 26) - 1) + letter;
}

function dayNumber(date: RegExpExecArray): number {
  const [year = 0, month = 0, day, hour, minute, second] = date.slice(1).map(Number);
  return (Date.UTC(year, month - 1, day, hour, minute, second) - DAY_ZERO) / DAY_MS;
}

/** XML 1.0 holds no control characters but three; halves of characters neither. */
function escaped(text: string): string {
  const plain = text
    .toWellFormed()
    .slice(0, 32_767) // of a cell
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
