/**
 * The process in which a long XLSX file is written, row by row: rows come as messages, the file goes to disk, and no more than some hundred
 * rows are in memory. Plain JavaScript, so that the compiled program and the test runner start the very same file.
 *
 * Takes {rows} (the first row is the heading) and answers {}; takes {end: true} and answers {isWhole: true} when the file is on disk. Cells: a
 * number, a yes or no, a text, nothing; a text `YYYY-MM-DD HH:MM:SS` is a date. A text is never a formula: it stands in an inline string.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { strToU8, Zip, ZipDeflate } from 'fflate';

const ROWS_AT_MOST = 1_048_576; // of a sheet
const INSTANT = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;
const DAY_MS = 86_400_000;
const DAY_ZERO = Date.UTC(1899, 11, 30);
const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const PARTS = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELS}/styles" Target="styles.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELS}"><sheets><sheet name="Iter" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  // styles by number: 0 plain, 1 heading, 2 date and hour
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

const out = openSync(process.argv[2], 'wx', 0o600);
let isWhole = false;
const zip = new Zip((fault, bytes, isLast) => {
  if (fault) throw fault;
  for (let at = 0; at < bytes.length;) at += writeSync(out, bytes, at);
  isWhole = isLast;
});
for (const [name, xml] of Object.entries(PARTS)) {
  const part = new ZipDeflate(name);
  zip.add(part);
  part.push(strToU8(HEADER + xml), true);
}
const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 1 });
zip.add(sheet);
sheet.push(
  strToU8(
    `${HEADER}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`,
  ),
);
let count = 0;

process.on('message', ({ rows, end }) => {
  if (rows) {
    sheet.push(strToU8(rows.map(rowXml).join('')));
    process.send({});
  } else if (end) {
    sheet.push(strToU8('</sheetData></worksheet>'), true);
    zip.end();
    fsyncSync(out);
    closeSync(out);
    process.send({ isWhole });
  }
});
process.on('disconnect', () => process.exit(1)); // whoever asked is gone

function rowXml(row) {
  count += 1;
  if (count > ROWS_AT_MOST) throw new RangeError('more rows than a sheet holds');
  let xml = `<row r="${count}">`;
  for (let i = 0; i < row.length; i += 1) xml += cellXml(row[i], `${column(i)}${count}`);
  return `${xml}</row>`;
}

function cellXml(cell, at) {
  if (cell === null || cell === undefined || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  const date = INSTANT.exec(cell);
  if (date) return `<c r="${at}" s="2"><v>${dayNumber(date)}</v></c>`;
  return `<c r="${at}" t="inlineStr"${count === 1 ? ' s="1"' : ''}><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** A, B, …, Z, AA, … */
function column(i) {
  const letter = String.fromCharCode(65 + (i % 26));
  return i < 26 ? letter : column(Math.floor(i / 26) - 1) + letter;
}

function dayNumber([, year, month, day, hour, minute, second]) {
  return (Date.UTC(year, month - 1, day, hour, minute, second) - DAY_ZERO) / DAY_MS;
}

/** XML 1.0 holds no control characters but three; halves of characters neither. */
function escaped(text) {
  const plain = text
    .toWellFormed()
    .slice(0, 32_767) // of a cell
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
