import { describe, expect, test } from '@jest/globals';
import { readMapping } from '../../src/doors/imports/mapping.js';
import { HEADING, PLAIN_MAPPING, readTable, told } from './readings.js';

const table = (...rows: string[]): string => [HEADING, ...rows].join('\n');

describe('reading a table', () => {
  test('a row becomes a request at its original instants, in the zone of the mapping', async () => {
    const [row] = await readTable(
      table('7;chiusa;01/07/2026 09:30;02/07/2026 10:00;Sportello;Buca'),
    );
    expect(row).toEqual({
      line: 2,
      read: {
        sourceSystem: 'vecchio-registro',
        sourceId: '7',
        filedAt: new Date('2026-07-01T07:30:00Z'),
        closedAt: new Date('2026-07-02T08:00:00Z'),
        categoryCode: 'roads-signs',
        channel: 'counter',
        title: 'Buca (7)',
        stateCode: 'closed',
        outcome: 'repaired',
        isWithdrawn: false,
      },
    });
  });

  test('each state becomes what the mapping says; a withdrawn one without a date ends on the day it was filed', async () => {
    const rows = await readTable(
      table('1;aperta;01/07/2026 09:30;;;Buca', '2;lavorata;01/07/2026 09:30;;;Buca', '3;ritirata;01/07/2026 09:30;;;Buca'), // prettier-ignore
    );
    const filedAt = new Date('2026-07-01T07:30:00Z');
    expect(rows.map(({ read }) => read)).toMatchObject([
      { stateCode: 'received', closedAt: null, outcome: null, isWithdrawn: false, channel: 'web' },
      { stateCode: 'taken-in-charge', closedAt: null, isWithdrawn: false },
      { stateCode: 'withdrawn', closedAt: filedAt, outcome: 'withdrawn', isWithdrawn: true },
    ]);
  });

  test.each([
    [';aperta;01/07/2026 09:30;;;Buca', 'id-missing'],
    [`${'9'.repeat(121)};aperta;01/07/2026 09:30;;;Buca`, `id-too-long ${'9'.repeat(121)}`],
    ['1;boh;01/07/2026 09:30;;;Buca', 'state-unknown boh'],
    ['1;aperta;31/02/2026 09:30;;;Buca', 'filed-not-a-date 31/02/2026 09:30'],
    ['1;aperta;2026-07-01;;;Buca', 'filed-not-a-date 2026-07-01'],
    ['1;aperta;;;;Buca', 'filed-not-a-date'],
    ['1;aperta;29/03/2026 02:30;;;Buca', 'filed-not-a-date 29/03/2026 02:30'], // the hour that the spring change skips
    ['1;aperta;06/10/2026 09:30;;;Buca', 'filed-in-future 06/10/2026 09:30'],
    ['1;chiusa;01/07/2026 09:30;forse;;Buca', 'closed-not-a-date forse'],
    ['1;chiusa;01/07/2026 09:30;01/07/2026 09:29;;Buca', 'closed-before-filed 01/07/2026 09:29'],
    ['1;chiusa;01/07/2026 09:30;06/10/2026 09:30;;Buca', 'closed-in-future 06/10/2026 09:30'],
    ['1;chiusa;01/07/2026 09:30;;;Buca', 'closed-missing'],
    ['1;aperta;01/07/2026 09:30;02/07/2026 09:30;;Buca', 'closed-though-open 02/07/2026 09:30'],
    ['1;aperta;01/07/2026 09:30;;;', 'category-missing'],
    ['1;aperta;01/07/2026 09:30;;;Drago', 'category-unknown Drago'],
    ['1;aperta;01/07/2026 09:30;;Buca', 'column-count 5'],
    ['1;aperta;01/07/2026 09:30;;;Buca;x', 'column-count 7'],
  ])('%s is listed with its line: %s', async (row, reason) => {
    const good = '2;aperta;01/07/2026 09:30;;;Buca';
    expect(await told(table(row, good))).toEqual([`2 ${reason}`, '3 2']);
  });

  test('a word that an object happens to have by nature is no category and no state', async () => {
    expect(
      await told(
        table('1;constructor;01/07/2026 09:30;;;Buca', '2;aperta;01/07/2026 09:30;;;__proto__'),
      ),
    ).toEqual(['2 state-unknown constructor', '3 category-unknown __proto__']);
  });

  test('an id that comes twice is taken once and listed once', async () => {
    const row = '1;aperta;01/07/2026 09:30;;;Buca';
    expect(await told(table(row, row))).toEqual(['2 1', '3 id-twice 1']);
  });

  test('a quotation mark that never ends costs its rows a line in the list, not a crash, and keeps the rows before', async () => {
    const rows = await told(
      table('1;aperta;01/07/2026 09:30;;;Buca', '2;aperta;01/07/2026 09:30;;;"Buca'),
    );
    expect(rows).toEqual(['2 1', '3 unreadable']);
  });

  test('a quotation mark within a cell is a letter like others', async () => {
    const mapping = readMapping(PLAIN_MAPPING.replace('Buca: roads-signs', `'Buca "grossa"': roads-signs`)); // prettier-ignore
    expect(await told(table('1;aperta;01/07/2026 09:30;;;Buca "grossa"'), mapping)).toEqual([
      '2 1',
    ]);
  });

  test('quoted cells, line breaks in cells, BOM, CRLF and empty lines are read as they are meant', async () => {
    const text = `\uFEFF${HEADING}\r\n1;aperta;01/07/2026 09:30;;"Sportello\r\n";"Buca"\r\n\r\n2;aperta;01/07/2026 09:30;;;Buca\r\n`;
    expect(await told(text)).toEqual(['2 1', '5 2']);
  });

  test('a channel that the mapping does not name is listed where it names no other', async () => {
    const mapping = readMapping(PLAIN_MAPPING.replace(', otherwise: web', ''));
    expect(await told(table('1;aperta;01/07/2026 09:30;;Piccione;Buca'), mapping)).toEqual([
      '2 channel-unknown Piccione',
    ]);
  });

  test('a mapping may give rows without a category one', async () => {
    const mapping = readMapping(`${PLAIN_MAPPING}blankCategory: council-services\n`);
    const [row] = await readTable(table('1;aperta;01/07/2026 09:30;;;'), mapping);
    expect(row?.read).toMatchObject({ categoryCode: 'council-services' });
  });

  test('a table without a column that the mapping names is refused whole, with every missing name', async () => {
    await expect(told('Numero;Arrivo\n1;2')).rejects.toThrow(
      /"Fine"[\s\S]*"Stato"[\s\S]*"Tipo"[\s\S]*"Canale"/,
    );
    await expect(told('')).rejects.toThrow(/empty/);
  });

  test('a mapping with faults is refused with all of them', () => {
    const wrong = PLAIN_MAPPING.replace('name: prova', 'name: Prova Uno').replace('Europe/Rome', 'Europe/Roma'); // prettier-ignore
    expect(() => readMapping(wrong)).toThrow(/name: [\s\S]*dates.zone: is no time zone/);
    expect(() => readMapping('a: [')).toThrow(/no YAML/);
    expect(() => readMapping('')).toThrow(/cannot be used/);
  });
});
