import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { register } from '../../src/doors/administration/commands/import.command.js';
import { CommandFault } from '../../src/doors/administration/commands/with-app.js';
import { ImportRequests } from '../../src/doors/imports/import-requests.service.js';
import { readMapping } from '../../src/doors/imports/mapping.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { type House, openHouse } from '../support/house.js';
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
});
