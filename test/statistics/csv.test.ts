import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { csvCell, type CsvRow, csvStream, csvText } from '../../src/statistics/csv.js';

const read = (text: string): string[][] =>
  parse(text, { delimiter: ';', bom: true, record_delimiter: '\r\n' });

describe('a CSV file of ours', () => {
  test('begins with a BOM, separates with semicolons and ends its lines with CRLF', () => {
    expect(csvText([['a', 'b'], ['c', null]])).toBe('\uFEFFa;b\r\nc;\r\n'); // prettier-ignore
  });

  test('numbers have a decimal comma, no thousands mark and no apostrophe; yes and no are 1 and 0', () => {
    expect(read(csvText([[3.5, -2, 1234567.25, 1 / 3, 1e-9, true, false]]))).toEqual([
      ['3,5', '-2', '1234567,25', '0,333333', '0', '1', '0'],
    ]);
    expect(() => csvText([[Number.NaN]])).toThrow(TypeError);
  });

  test('what is no count has the decimals that a person reads; a program gets all that was measured', () => {
    const row = [{ value: 13.033113, unit: 'days' }, { value: 2 / 3, unit: 'share' }, { value: 4, unit: 'score' }] as const; // prettier-ignore
    expect(read(csvText([row]))).toEqual([['13', '66,7', '4']]);
    expect(read(csvText([row], 'point'))).toEqual([['13', '66.7', '4']]);
    expect(read(csvText([row], 'exact'))).toEqual([['13,033113', '0,666667', '4']]);
  });

  test('a number has the six decimals that rounding gives it, a seventh of five among them', () => {
    const days = fc.integer({ min: -1e6, max: 4e11 }).map((ms) => ms / 86_400_000);
    const middles = fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((parts) => (parts + 0.5) / 1e6);
    const any = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e21, max: 1e21 });
    fc.assert(
      fc.property(fc.oneof(days, middles, any), (value) => {
        expect(csvCell(value)).toBe(String(Number.isInteger(value) ? value : Number(value.toFixed(6))).replace('.', ',')); // prettier-ignore
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    '=1+1',
    '+39 0586',
    '-2+3',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '\0x',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    '  =1',
    ' \t@x',
    '\u00a0=1',
    '\0=1',
    '\uFEFF=1',
  ])('%j could be taken for a formula: an apostrophe goes before it', (cell) => {
    // prettier-ignore
    expect(read(csvText([[cell, 'x']]))[0]?.[0]).toBe(`'${cell.replaceAll('\0', '')}`);
  });

  test.each([
    'Buca = pericolo',
    'a-b',
    'via Roma; 3',
    'detto "il grosso"',
    'due\r\nrighe',
    '1 + 1',
    'è',
  ])('%j stays as it is', (cell) => {
    expect(read(csvText([[cell, 'x']]))).toEqual([[cell, 'x']]);
  });

  test('whatever the texts, a reader gets back every cell, and none that begins like a formula', () => {
    const cells = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 3, maxLength: 3 }), { minLength: 1 }); // prettier-ignore
    fc.assert(
      fc.property(cells, (rows) => {
        const got = read(csvText(rows.map((row) => ['x', ...row])));
        expect(got).toHaveLength(rows.length);
        got.forEach((row, i) => {
          row.slice(1).forEach((cell, j) => {
            expect(cell).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]/u);
            expect(cell.replace(/^'/, '')).toBe(
              rows[i]![j]!.replaceAll('\0', '').replace(/^'/, ''),
            );
          });
        });
      }),
    );
  });

  test('a stream holds the same bytes as a text, and stops asking for rows when it is destroyed', async () => {
    const rows: CsvRow[] = Array.from({ length: 1234 }, (_, i) => [i, `riga ${i}`]);
    let asked = 0;
    const source = async function* (): AsyncGenerator<CsvRow> {
      for (const row of rows) {
        asked += 1;
        yield await Promise.resolve(row);
      }
    };
    const chunks: Buffer[] = [];
    for await (const chunk of csvStream(source())) chunks.push(Buffer.from(chunk as Buffer));
    expect(Buffer.concat(chunks).toString('utf8')).toBe(csvText(rows));
    asked = 0;
    for await (const chunk of csvStream(source())) if (String(chunk).length > 0) break;
    expect(asked).toBeLessThan(rows.length);
  });

  test('an error of what is read is the error of the stream', async () => {
    const failing = csvStream(
      (async function* (): AsyncGenerator<CsvRow> {
        yield await Promise.resolve(['one']);
        throw new Error('the database went away');
      })(),
    );
    await expect(failing.toArray()).rejects.toThrow('went away');
  });
});
