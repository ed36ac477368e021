import { createReadStream, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { DateTime } from 'luxon';
import { register } from '../../src/doors/administration/commands/import.command.js';
import { CommandFault } from '../../src/doors/administration/commands/with-app.js';
import { ImportRequests } from '../../src/doors/imports/import-requests.service.js';
import { readMapping } from '../../src/doors/imports/mapping.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { figuresOf, NO_COUNTS, NO_SPREAD } from '../../src/statistics/domain/figures.js';
import { monthOf, monthsUpTo } from '../../src/statistics/domain/month.js';
import { MonthStatistics } from '../../src/statistics/months/month.service.js';
import { plainSpread } from '../statistics/plain-month.js';
import { type House, openHouse } from '../support/house.js';
import { plainWorkingSeconds } from '../support/plain-working.js';
import { ALESSANDRIA, MAPPING_FILE, type RealRow, realRows } from './alessandria.js';
import { HEADING, PLAIN_MAPPING } from './readings.js';

const mapping = readMapping(PLAIN_MAPPING);
const rowsFrom = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${first + i};aperta;01/07/2026 09:30;;;Buca`);
const stream = (...rows: string[]): Readable =>
  Readable.from([Buffer.from([HEADING, ...rows].join('\n'))]);

describe('importing requests', () => {
  let house: House;
  let requests: ImportRequests;
  beforeAll(async () => {
    house = await openHouse();
    requests = house.get(ImportRequests);
  });
  afterAll(() => house.close());

  const stored = (sourceSystem: string): Promise<number> =>
    house.reads.of(ServiceRequest).countBy({ sourceSystem });

  test('a table is taken in; run again it finds every row there and doubles none', async () => {
    const rows = [...rowsFrom(1, 3), '9;aperta;31/02/2026 09:30;;;Buca'];
    const first = await requests.run(stream(...rows), mapping);
    expect(first).toMatchObject({ imported: 3, known: 0 });
    expect(first.refused).toEqual([{ line: 5, why: { code: 'filed-not-a-date', value: '31/02/2026 09:30' } }]); // prettier-ignore
    expect(await requests.run(stream(...rows), mapping)).toMatchObject({ imported: 0, known: 3 });
    expect(await stored('vecchio-registro')).toBe(3);
  });

  test('stopped half way it keeps whole batches, and started again it goes on to the end', async () => {
    const interrupted = Readable.from(
      (async function* () {
        yield Buffer.from([HEADING, ...rowsFrom(1000, 250), ''].join('\n'));
        await Promise.resolve();
        throw new Error('the disk was pulled out');
      })(),
    );
    const other = { ...mapping, sourceSystem: 'registro-interrotto' };
    await expect(requests.run(interrupted, other)).rejects.toThrow('pulled out');
    const kept = await stored('registro-interrotto');
    expect([0, 200]).toContain(kept);
    const done: number[] = [];
    const summary = await requests.run(stream(...rowsFrom(1000, 250)), other, (rows) => done.push(rows)); // prettier-ignore
    expect(summary).toEqual({ imported: 250 - kept, known: kept, refused: [] });
    expect(done).toEqual([200, 250]);
    expect(await stored('registro-interrotto')).toBe(250);
  });

  test('a mapping that names a category or a state which the council lacks is refused before any row', async () => {
    const wrong = readMapping(
      PLAIN_MAPPING.replace('Lampione: street-lighting', 'Lampione: moon-lighting')
        .replace('becomes: taken-in-charge', 'becomes: taken-in-charge, state: in-orbit')
        .replace('sourceSystem: vecchio-registro', 'sourceSystem: mai'),
    );
    await expect(requests.run(stream(...rowsFrom(1, 1)), wrong)).rejects.toThrow(
      /no category "moon-lighting"/,
    );
    await expect(requests.run(stream(...rowsFrom(1, 1)), wrong)).rejects.toThrow(
      /no state "in-orbit"/,
    );
    expect(await stored('mai')).toBe(0);
  });

  test('the command tells each row that is not taken, with its line and why, and then the sums', async () => {
    const folder = mkdtempSync(join(house.environment.dataDir, 'tabella-'));
    const [table, rules] = [join(folder, 'tabella.csv'), join(folder, 'regole.yaml')];
    writeFileSync(rules, PLAIN_MAPPING.replace('vecchio-registro', 'dal-comando'));
    writeFileSync(table, [HEADING, ...rowsFrom(1, 2), '3;aperta;01/07/2026 09:30;;;'].join('\n'));
    const printed: string[] = [];
    const run = async (...given: string[]): Promise<string[]> => {
      const program = new Command();
      register(program, (work) => work(house.app, (line) => void printed.push(line)));
      printed.length = 0;
      await program.parseAsync(['node', 'iter', 'import', 'requests', ...given]);
      return [...printed];
    };
    expect(await run(table, '--mapping', rules)).toEqual([
      'riga 4: manca la categoria',
      'Importate 2, già presenti 0, non importate 1.',
    ]);
    expect(await run(table, '--mapping', rules, '--language', 'en')).toEqual([
      'line 4: the category is missing',
      'Imported 0, already there 2, not imported 1.',
    ]);
    await expect(run(join(folder, 'nulla.csv'), '--mapping', rules)).rejects.toThrow(
      'cannot be read',
    );
    await expect(run(table, '--mapping', table)).rejects.toThrow(CommandFault);
    writeFileSync(table, [HEADING, '3;aperta;01/07/2026 09:30;;;'].join('\n'));
    await expect(run(table, '--mapping', rules)).rejects.toThrow('Nessuna riga è stata importata.');
  });

  if (ALESSANDRIA) {
    const file = ALESSANDRIA;
    test('the real reports: all are taken but those without a category, and every month that Iter computes agrees with the table', async () => {
      const real = readMapping(readFileSync(MAPPING_FILE, 'utf8'));
      const summary = await requests.run(createReadStream(file), real);
      expect({ ...summary, refused: summary.refused.length }).toEqual({ imported: 4615, known: 0, refused: 36 }); // prettier-ignore
      expect(await stored('municipium-alessandria')).toBe(4615);
      const table = realRows(file).filter(({ category }) => category !== '');
      const months = monthsUpTo(monthOf('2026-02'), 34);
      expect(months[0]?.code).toBe('2023-05');
      for (const { code } of months) {
        const report = await house.get(MonthStatistics).report(monthOf(code));
        expect([code, rounded(report.totals)]).toEqual([code, rounded(monthOfTable(table, code))]);
        const byCategory = new Map(report.by.category.map((line) => [line.value?.code, line.figures])); // prettier-ignore
        for (const category of new Set(Object.values(real.categories))) {
          const own = table.filter((row) => real.categories[row.category] === category);
          const figures = byCategory.get(category) ?? figuresOf(NO_COUNTS, {}); // no line: nothing to count
          expect([code, category, rounded(figures)]).toEqual([code, category, rounded(monthOfTable(own, code))]); // prettier-ignore
        }
      }
    }, 240_000);
  }
});

/** The patron saint's day of the town that takes them in. */
const PATRON = ['2023-09-21', '2024-09-21', '2025-09-21', '2026-09-21'];

/** The month from the table itself. What was cancelled ended on the day it was filed. */
function monthOfTable(rows: readonly RealRow[], month: string): unknown {
  const isWithdrawn = (row: RealRow) => ['annullata', 'eliminata'].includes(row.state);
  const endOf = (row: RealRow) => (isWithdrawn(row) ? row.filed : row.closed).slice(0, 7);
  const filedBy = (row: RealRow, last: string) => row.filed.slice(0, 7) <= last;
  const received = rows.filter((row) => row.filed.slice(0, 7) === month);
  const ended = rows.filter((row) => endOf(row) === month);
  const closed = ended.filter((row) => !isWithdrawn(row));
  const openAtEnd = rows.filter((row) => filedBy(row, month) && (endOf(row) === '' || endOf(row) > month)); // prettier-ignore
  const days = plainSpread(closed.map((row) => (midnight(row.closed) - midnight(row.filed)) / 86_400_000)); // prettier-ignore
  const working = plainSpread(closed.map((row) => plainWorkingSeconds(startOf(row.filed), startOf(row.closed), PATRON) / 86_400)); // prettier-ignore
  return {
    openAtStart: openAtEnd.length + ended.length - received.length,
    received: received.length,
    receivedImported: received.length,
    reopened: 0,
    closed: closed.length,
    withdrawn: ended.length - closed.length,
    openAtEnd: openAtEnd.length,
    firstAnswer: NO_SPREAD,
    closure: days,
    closureNet: days,
    firstAnswerWorking: NO_SPREAD,
    closureWorking: working,
    closureNetWorking: working,
    term: { cases: 0, within: 0, share: null },
    satisfaction: { cases: 0, mean: null },
  };
}

function startOf(date: string): Date {
  return new Date(midnight(date));
}

function midnight(date: string): number {
  return DateTime.fromISO(date, { zone: 'Europe/Rome' }).toMillis();
}

function rounded(figures: unknown): unknown {
  return JSON.parse(
    JSON.stringify(figures, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toFixed(9)) : value,
    ),
  );
}
