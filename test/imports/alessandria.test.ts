import { createReadStream, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readMapping } from '../../src/doors/imports/mapping.js';
import { RowRefused } from '../../src/doors/imports/read-request.js';
import { type ReadRow, readRows } from '../../src/doors/imports/read-rows.js';
import { describeRealReports, MAPPING_FILE, realRows } from './alessandria.js';
import { NOW } from './readings.js';

const mapping = readMapping(readFileSync(MAPPING_FILE, 'utf8'));

test('the mapping of the guide is one that can be used', () => {
  expect(mapping.name).toBe('alessandria-municipium');
  expect(Object.keys(mapping.categories)).toHaveLength(14);
});

describeRealReports('the real reports', { describe, test }, (file) => {
  const read = async (): Promise<ReadRow[]> => {
    const rows: ReadRow[] = [];
    for await (const row of readRows(createReadStream(file), mapping, NOW)) rows.push(row);
    return rows;
  };

  test('no row is lost: 4,651 come out, 36 of them listed because they name no category', async () => {
    const rows = await read();
    const refused = rows.filter(({ read }) => read instanceof RowRefused);
    expect(rows.map(({ line }) => line)).toEqual(realRows(file).map((_, i) => i + 2));
    expect(refused).toHaveLength(36);
    expect(new Set(refused.map(({ read }) => (read as RowRefused).code))).toEqual(
      new Set(['category-missing']),
    );
    expect(refused[0]?.line).toBe(130);
  });

  test('with a category for those, every row is taken and the counts of each state are those published', async () => {
    const all = { ...mapping, blankCategory: 'council-services' };
    const counts = new Map<string, number>();
    const source = realRows(file);
    for await (const { line, read } of readRows(createReadStream(file), all, NOW)) {
      if (read instanceof RowRefused) throw new Error(`line ${line}: ${read.code}`);
      const { state } = source[line - 2]!;
      const became = `${state} > ${read.stateCode}${read.closedAt ? ', ended' : ''}`;
      counts.set(became, (counts.get(became) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({
      'chiusa > closed, ended': 2660,
      'aperta > received': 1526,
      'annullata > withdrawn, ended': 289,
      'in carico > taken-in-charge': 149,
      'archiviata > closed, ended': 23,
      'eliminata > withdrawn, ended': 4,
    });
  });

  test('the days are those of the table, at midnight in Italy, summer and winter', async () => {
    const rows = await read();
    const first = rows[0]?.read;
    expect(first).toMatchObject({
      sourceId: '655788',
      filedAt: new Date('2023-05-07T22:00:00Z'),
      closedAt: new Date('2023-05-24T22:00:00Z'),
      title: 'Buche (segnalazione 655788)',
      channel: 'api',
      outcome: null,
    });
    const last = rows.at(-1)?.read;
    if (last instanceof RowRefused || !last) throw new Error('the last row is a good one');
    expect(last.filedAt.toISOString()).toMatch(/^2026-01-\d\dT23:00:00.000Z$/);
  });
});
