import { describe, expect, test } from '@jest/globals';
import { matchSheet } from '../../src/worksheets/domain/match.js';
import { readSheet } from '../../src/worksheets/reading/read-sheet.js';
import { SheetFault } from '../../src/worksheets/reading/sheet-fault.js';
import { ticketNumber } from '../../src/requests/filing/domain/ticket-number.js';
import { accounting, byHand, excel, exported, unicodeText } from './ugly-files.js';
import { row, work } from './works.js';

const OURS = ticketNumber(2026, 12);
const OCTOBER = { month: '2026-10', operators: [] };

describe('sheets as they really come', () => {
  test('title rows, Windows-1252, a total below: two works, amounts in cents', async () => {
    const { rows, words } = await readSheet(accounting(OURS), {});
    expect(rows).toEqual([
      row({
        line: 5,
        ticketNumber: OURS,
        reference: 'RL/101',
        day: '2026-10-06',
        operator: '17',
        address: 'Via delle Reti, n. 3',
        amountCents: 4500,
      }),
      row({
        line: 6,
        reference: 'RL/102',
        day: '2026-10-07',
        operator: '23',
        address: 'Località Perché 9',
        amountCents: 125050,
      }),
    ]);
    expect(words).toMatchObject({
      ticketNumber: 'Vs. Rif.',
      reference: 'N. Rapportino',
      amount: 'Importo €',
    });
  });

  test('UTF-8 with commas and a line break in a cell; our number stands in a sentence; the hour is behind the date', async () => {
    const { rows } = await readSheet(exported(OURS.replaceAll('-', ' ').toLowerCase()), {});
    expect(rows).toMatchObject([
      { ticketNumber: OURS, day: '2026-10-06', time: '09:30', operator: '17' },
    ]);
  });

  test('UTF-16 with tabs, a date in words, lamp codes', async () => {
    const { rows } = await readSheet(unicodeText('PL-0042'), {});
    expect(rows).toMatchObject([
      { place: 'PL-0042', day: '2026-10-06', time: '09:30', operator: '31' },
    ]);
  });

  test('XLSX with a title, dates as dates, amounts as numbers', async () => {
    const { rows } = await readSheet(await excel(OURS), {});
    expect(rows).toMatchObject([
      {
        line: 4,
        ticketNumber: OURS,
        day: '2026-10-06',
        amountCents: 4500,
        operator: '17',
        note: 'fatto',
      },
    ]);
  });

  test('typed by hand: only address and date', async () => {
    const { rows } = await readSheet(byHand(), {});
    expect(rows).toMatchObject([{ address: 'V. delle Reti n°3', day: '2026-10-06' }]);
  });

  test('words that the partner’s mapping names win over guesses', async () => {
    const bytes = Buffer.from('Alfa;Beta\nPL-1;06/10/2026\n');
    await expect(readSheet(bytes, {})).rejects.toMatchObject({ code: 'sheet-no-heading' });
    const { rows } = await readSheet(bytes, { place: 'alfa', day: 'BETA' });
    expect(rows).toMatchObject([{ place: 'PL-1', day: '2026-10-06' }]);
  });

  test.each([
    [
      'a day that is none',
      'Palo;Data\nP1;31/02/2026\n',
      { code: 'sheet-day', data: { line: 2, cell: '31/02/2026' } },
    ],
    [
      'an amount that is none',
      'Palo;Data;Importo\nP1;01/10/2026;x\n',
      { code: 'sheet-amount', data: { line: 2, cell: 'x' } },
    ],
    ['no date column', 'Palo;Operatore\nP1;3\n', { code: 'sheet-no-day' }],
    ['nothing to know the work by', 'Data;Operatore\n01/10/2026;3\n', { code: 'sheet-no-key' }],
    ['nothing but a heading', 'Palo;Data\n', { code: 'sheet-empty' }],
    ['nothing at all', '', { code: 'sheet-empty' }],
    ['bytes of something else', 'PK\x03\x04xxxx', { code: 'sheet-unreadable' }],
  ])('refuses %s', async (_what, text, fault) => {
    const refused = readSheet(Buffer.from(text, 'latin1'), {});
    await expect(refused).rejects.toBeInstanceOf(SheetFault);
    await expect(refused).rejects.toMatchObject(fault);
  });
});

describe('matching', () => {
  test('the surest key goes first, and no work is taken twice', () => {
    const first = work({ taskId: 'a', ticketNumber: OURS, place: 'PL1', day: '2026-10-06' });
    const second = work({ taskId: 'b', place: 'PL1', day: '2026-10-06' });
    const lines = matchSheet(
      [
        row({ line: 2, place: 'pl-1', day: '2026-10-06' }),
        row({ line: 3, ticketNumber: OURS, day: '2026-10-06' }),
      ],
      [first, second],
      OCTOBER,
    );
    expect(lines.map(({ kind, ours }) => [kind, ours?.taskId])).toEqual([
      ['matched', 'b'],
      ['matched', 'a'],
    ]);
  });

  test('tells each kind of difference, and what only one side knows is none', () => {
    const works = [
      work({
        taskId: 'a',
        reference: 'R1',
        day: '2026-10-06',
        operator: '17',
        place: 'P1',
        amountCents: 100,
      }),
      work({ taskId: 'b', reference: 'R2', isDone: false, day: null }),
      work({ taskId: 'c', reference: 'R3', day: '2026-10-09' }),
      work({ taskId: 'd', reference: 'R4', day: '2026-09-30' }),
    ];
    const rows = [
      row({
        line: 2,
        reference: 'r-1',
        day: '2026-10-07',
        operator: '18',
        place: 'P2',
        amountCents: 200,
      }),
      row({ line: 3, reference: 'R2', day: '2026-10-07', operator: '3' }),
      row({ line: 4, reference: 'R9', day: '2026-10-07' }),
    ];
    expect(
      matchSheet(rows, works, OCTOBER).map(({ kind, differences }) => [kind, differences]),
    ).toEqual([
      ['different', ['day', 'operator', 'place', 'amount']],
      ['different', ['notDone']],
      ['unknown', []],
      ['missing', []], // R3; R4 was done in another month
    ]);
  });

  test('an address matches however it is abbreviated', () => {
    const held = work({ taskId: 'a', address: 'Via delle Reti 3', day: '2026-10-06' });
    const rows = [row({ line: 2, address: 'V. delle Reti, n. 3', day: '2026-10-06' })];
    expect(matchSheet(rows, [held], OCTOBER)).toMatchObject([{ kind: 'matched' }]);
  });
});
