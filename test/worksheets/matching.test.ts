import { describe, expect, test } from '@jest/globals';
import { matchSheet } from '../../src/worksheets/domain/match.js';
import { row, work } from './works.js';

const MONTH = { month: '2026-10', operators: [{ code: '17', name: 'Marco Lanterni' }] };
const DAY = '2026-10-06';
const NUMBER = '2026-000001-X';

describe('addresses of a sheet', () => {
  test('with our number but another address, the place is another', () => {
    const held = work({ ticketNumber: NUMBER, address: 'Piazza della Pigna 1', day: DAY });
    const rows = [row({ ticketNumber: NUMBER, address: 'C.so Garibaldi 99', day: DAY })];
    expect(matchSheet(rows, [held], MONTH)).toMatchObject([
      { kind: 'different', differences: ['place'] },
    ]);
  });

  test.each([
    ['P.zza della Pigna', 'Piazza della Pigna 1'],
    ['Piazza della Pigna 1, Castiglioncello', 'Piazza della Pigna 1'],
    ['P.zza Pigna snc', 'Piazza della Pigna 1'],
    ['Strada Nuova', 'Strada Nuova, palo 7'],
  ])('with our number, %s is no other place than %s', (theirs, ours) => {
    const held = work({ ticketNumber: NUMBER, address: ours, day: DAY });
    const rows = [row({ ticketNumber: NUMBER, address: theirs, day: DAY })];
    expect(matchSheet(rows, [held], MONTH)).toMatchObject([{ kind: 'matched' }]);
  });

  test('the same lamp is the same place, whatever the street is called', () => {
    const held = work({ place: 'PL-7', address: 'Via Roma 3', day: DAY });
    const rows = [row({ place: 'pl 7', address: 'Via Mazzini 1', day: DAY })];
    expect(matchSheet(rows, [held], MONTH)).toMatchObject([{ kind: 'matched' }]);
  });

  test.each([
    ['C.so Garibaldi 3', 'Corso Garibaldi 3'],
    ['L.go Bellavista 3', 'Largo Bellavista 3'],
    ['P.le Europa 3', 'Piazzale Europa 3'],
    ['Lung.re Colombo 3', 'Lungomare Colombo 3'],
    ['Lungomare Colombo snc', 'Lungomare Colombo'],
    ['Viale Marconi 3, Rosignano Solvay', 'V.le Marconi 3'],
    ['Via Roma Gabbro', 'Via Roma'],
    ['Corso G. Garibaldi 3', 'Corso Giuseppe Garibaldi 3'],
  ])('%s on the same day is the work at %s', (theirs, ours) => {
    const held = work({ address: ours, day: DAY });
    const rows = [row({ address: theirs, day: DAY })];
    expect(matchSheet(rows, [held], MONTH)).toMatchObject([{ kind: 'matched' }]);
  });

  test('without a key of ours, another number in the road is another work', () => {
    const held = work({ address: 'Via Roma 3', day: DAY });
    for (const address of ['Via Roma 5', 'Via Roma', 'Viale Roma 3'])
      expect(matchSheet([row({ address, day: DAY })], [held], MONTH)[0]?.kind).toBe('unknown');
  });

  test('what is written alike goes before what may be alike', () => {
    const gabbro = work({ taskId: 'a', address: 'Via Roma Gabbro', day: DAY });
    const plain = work({ taskId: 'b', address: 'Via Roma', day: DAY });
    const rows = [
      row({ line: 2, address: 'V. Roma Nord', day: DAY }),
      row({ line: 3, address: 'V. Roma', day: DAY }),
    ];
    expect(matchSheet(rows, [gabbro, plain], MONTH).map(({ ours }) => ours?.taskId)).toEqual([
      undefined,
      'b',
      'a', // not on the sheet
    ]);
  });
});

describe('a job that is listed twice', () => {
  const held = work({ ticketNumber: NUMBER, place: 'PL-7', address: 'Via Roma', day: DAY });
  const first = row({ line: 5, ticketNumber: NUMBER, address: 'Via Roma', day: DAY });
  const kindOf = (second: Parameters<typeof row>[0]) => {
    const [, line] = matchSheet([first, row({ line: 6, ...second })], [held], MONTH);
    return line;
  };

  test.each([
    ['our number', { ticketNumber: NUMBER, day: DAY }],
    ['our number on another day', { ticketNumber: NUMBER, day: '2026-10-09' }],
    ['the lamp and the day', { place: 'pl7', day: DAY }],
    ['address and day', { address: 'V. Roma snc', day: DAY }],
  ])('by %s is told with the first line, beside our work', (_by, second) => {
    expect(kindOf(second)).toMatchObject({ kind: 'twice', firstLine: 5, ours: held });
  });

  test('is shown in what it differs from our work', () => {
    const other = { ticketNumber: NUMBER, day: '2026-10-09' };
    expect(kindOf(other)?.differences).toEqual(['day']);
  });

  test('also where the line that has the work stands below', () => {
    const lines = matchSheet(
      [row({ line: 2, place: 'PL-7', day: DAY }), row({ line: 3, ticketNumber: NUMBER, day: DAY })],
      [held],
      MONTH,
    );
    expect(lines.map(({ kind, firstLine }) => [kind, firstLine])).toEqual([
      ['twice', 3],
      ['matched', undefined],
    ]);
  });

  test('and unknown here both times, is told too', () => {
    const unknown = { place: 'PL-9', address: 'Via Ignota 1', day: DAY };
    const rows = [row({ line: 2, ...unknown }), row({ line: 3, ...unknown })];
    expect(matchSheet(rows, [], MONTH)).toMatchObject([
      { kind: 'unknown' },
      { kind: 'twice', firstLine: 2, ours: null },
    ]);
  });

  test('takes no other work in the same road: our number says which one is meant', () => {
    const other = work({
      taskId: 'b',
      ticketNumber: '2026-000002-X',
      address: 'Via Roma',
      day: DAY,
    });
    const rows = [first, row({ ...first, line: 6 })];
    expect(matchSheet(rows, [held, other], MONTH)).toMatchObject([
      { kind: 'matched', ours: held },
      { kind: 'twice', firstLine: 5, ours: held },
      { kind: 'missing', ours: other },
    ]);
  });

  test('two works of one request are two jobs, and only a third line is one too many', () => {
    const works = [work({ taskId: 'a', day: DAY }), work({ taskId: 'b', day: '2026-10-09' })];
    const rows = [2, 3, 4].map((line) => row({ line, ticketNumber: NUMBER }));
    expect(matchSheet(rows, works, MONTH).map(({ kind }) => kind)).toEqual([
      'matched',
      'matched',
      'twice',
    ]);
  });

  test.each([
    ['another number of ours', { ticketNumber: '2026-000009-X', place: 'PL-7', day: DAY }],
    ['another lamp in the same road', { place: 'PL-8', address: 'Via Roma', day: DAY }],
    ['another day', { address: 'Via Roma', day: '2026-10-09' }],
  ])('is not meant by %s', (_what, second) => {
    const [, line] = matchSheet(
      [{ ...first, place: 'PL-7' }, row({ line: 6, ...second })],
      [held],
      MONTH,
    );
    expect(line).toMatchObject({ kind: 'unknown', ours: null });
  });
});

describe('the operator', () => {
  const differences = (theirs: string, ours: string) => {
    const held = work({ ticketNumber: NUMBER, day: DAY, operator: ours });
    const rows = [row({ ticketNumber: NUMBER, day: DAY, operator: theirs })];
    return matchSheet(rows, [held], MONTH)[0]?.differences;
  };

  test.each(['017', '17 Lanterni', 'Op. 17', 'Lanterni Marco'])(
    '%s is 17 of the partner’s register',
    (theirs) => {
      expect(differences(theirs, '17')).toEqual([]);
    },
  );

  test('another one is a difference', () => {
    expect(differences('18', '17')).toEqual(['operator']);
    expect(differences('17 Bianchi', '17')).toEqual(['operator']);
  });
});

describe('the amount', () => {
  const differences = (billed: number, held: Parameters<typeof work>[0]) => {
    const rows = [row({ ticketNumber: NUMBER, day: DAY, amountCents: billed })];
    return matchSheet(rows, [work({ ...held, day: DAY })], MONTH)[0]?.differences;
  };

  test('that was authorised is a ceiling: only a higher bill is a difference', () => {
    expect(differences(45_00, { ceilingCents: 50_00 })).toEqual([]);
    expect(differences(50_00, { ceilingCents: 50_00 })).toEqual([]);
    expect(differences(50_01, { ceilingCents: 50_00 })).toEqual(['ceiling']);
  });

  test('that the work did cost is compared as it is', () => {
    expect(differences(45_00, { amountCents: 48_00, ceilingCents: 50_00 })).toEqual(['amount']);
    expect(differences(60_00, { amountCents: 60_00, ceilingCents: 50_00 })).toEqual([]);
  });
});
