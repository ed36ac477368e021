import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { insertRows } from '../../src/database/insert-rows.js';
import { canonicalJson, canonicalSha256 } from '../../src/shared/canonical-json.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { byDimension } from '../../src/statistics/domain/figures.js';
import { monthFaults } from '../../src/statistics/domain/month-check.js';
import { MONTH_FORMAT, readMonthDocument } from '../../src/statistics/domain/month-document.js';
import { monthDifferences } from '../../src/statistics/domain/revisions/month-differences.js';
import { monthOf } from '../../src/statistics/domain/month.js';
import { monthAnswer } from '../../src/statistics/files/month-files.service.js';
import { monthTable } from '../../src/statistics/files/month-table.js';
import { PublishedMonth } from '../../src/statistics/months/published-month.entity.js';
import { codeTexts } from '../../src/statistics/texts.js';
import { type CountedTown, factsOf, openCountedTown } from './counted-town.js';

Logger.overrideLogger(['error']);

const JULY_FIRST = new Date('2027-06-30T22:00:00Z'); // midnight in Rome

describe('a published month', () => {
  let town: CountedTown;
  beforeAll(async () => {
    town = await openCountedTown();
    await town.add([
      factsOf(town, { filed: '2027-04-10T08:00:00Z', closed: '2027-05-02T08:00:00Z' }),
      factsOf(town, { filed: '2027-05-03T08:00:00Z', closed: '2027-06-12T09:00:00Z' }),
      factsOf(town, { filed: '2027-06-20T08:00:00Z' }, { areaId: town.areas[0]! }),
      factsOf(town, { filed: '2026-01-20T08:00:00Z' }, { isImported: true }),
    ]);
  });
  afterAll(() => town.close());

  test('after a stop of months every month that was missed is published, each once, though two processes begin together', async () => {
    const [one, other] = [town.process(JULY_FIRST), town.process(JULY_FIRST)];
    const before = town.process(new Date(JULY_FIRST.getTime() - 1));
    expect(await before.publishing.publishDue()).toEqual(['2027-04', '2027-05']);
    await Promise.all([one.publishing.publishDue(), other.publishing.publishDue()]);
    expect(await one.archive.latest('2000-01', '2030-01')).toEqual([
      { month: '2027-04', revision: 1 },
      { month: '2027-05', revision: 1 },
      { month: '2027-06', revision: 1 },
    ]);
    expect(await one.publishing.publishDue()).toEqual([]);
  });

  test('that does not add up holds up none of the others, and is told apart until it does', async () => {
    const now = town.process(new Date('2027-10-01T08:00:00Z'));
    const [impossible] = await town.add([
      factsOf(town, { filed: '2027-08-05T08:00:00Z', closed: '2027-07-05T08:00:00Z' }),
    ]);
    expect(await now.publishing.publishDue()).toEqual(['2027-09']);
    expect((await now.publishing.unpublished()).map(({ code }) => code)).toEqual(['2027-07', '2027-08']); // prettier-ignore
    await expect(now.archive.publish(monthOf('2027-07'))).rejects.toThrow('does not add up: closures'); // prettier-ignore
    await town.db.transactions.run((em) => em.query(`DELETE FROM request_facts WHERE request_id = '${impossible!.requestId}'`)); // prettier-ignore
    expect(await now.publishing.publishDue()).toEqual(['2027-07', '2027-08']);
    expect(await now.publishing.unpublished()).toEqual([]);
  });

  test('adds up, and says in which form it is written', async () => {
    const { archive } = town.process(JULY_FIRST);
    const june = await archive.read('2027-06');
    expect(june?.document).toMatchObject({ format: MONTH_FORMAT, month: '2027-06', totals: { received: 1, closed: 1, openAtEnd: 2 } }); // prettier-ignore
    expect(monthFaults(june!.document)).toEqual([]);
    expect(june?.document.patterns.rhythm).toEqual([{ weekday: 7, hour: 10, received: 1 }]);
    expect(june?.document.patterns.outcomes).toEqual([{ code: 'repaired', closed: 1 }]);
    expect(june?.document.patterns.ageing.filter(({ cases }) => cases > 0)).toEqual([
      { upToDays: 30, cases: 1 },
      { upToDays: null, cases: 1 },
    ]);
  });

  test('stays as it was when a request changes later; a correction stands beside it, with who and why', async () => {
    const { archive } = town.process(JULY_FIRST);
    const first = await archive.read('2027-06');
    expect(isRefusal(await archive.revise(monthOf('2027-06'), { by: 'Dario Neri', reason: 'Prova.' }))).toBe(true); // prettier-ignore
    await town.add([factsOf(town, { filed: '2027-06-29T08:00:00Z' }, { areaId: town.areas[1]! })]);
    expect(await archive.read('2027-06')).toEqual(first);
    const second = await archive.revise(monthOf('2027-06'), { by: 'Dario Neri', reason: 'Una scheda dimenticata.' }); // prettier-ignore
    if (isRefusal(second)) throw new Error('refused');
    expect(second).toMatchObject({ revision: 2, publishedBy: 'Dario Neri', reason: 'Una scheda dimenticata.' }); // prettier-ignore
    expect(await archive.read('2027-06', 1)).toEqual(first);
    expect((await archive.revisions('2027-06')).map(({ revision }) => revision)).toEqual([1, 2]);
    const differences = monthDifferences(first!.document, second.document);
    expect(differences).toContainEqual({ dimension: 'all', line: null, figure: 'received', unit: 'count', before: 1, after: 2 }); // prettier-ignore
    expect(differences).toContainEqual({ dimension: 'area', line: { code: 'zona-1', name: expect.anything() }, figure: 'openAtEnd', unit: 'count', before: 0, after: 1 }); // prettier-ignore
  });

  test('cannot be altered or taken away in the database either', async () => {
    for (const sql of [
      `UPDATE published_months SET document = '{}'`,
      'DELETE FROM published_months',
    ])
      await expect(town.db.transactions.run((em) => em.query(sql))).rejects.toThrow('append-only');
  });

  test('of an earlier format reads as it was, one of a later version of the program is refused', () => {
    const old = { format: 1, month: '2020-01', totals: {}, by: { category: [] } };
    expect(readMonthDocument(JSON.stringify(old))).toMatchObject({ by: { category: [], language: [] }, patterns: { rhythm: [] } }); // prettier-ignore
    expect(() => readMonthDocument(JSON.stringify({ ...old, format: MONTH_FORMAT + 1 }))).toThrow('format'); // prettier-ignore
  });

  test('from before the citizens’ rating was counted keeps text and checksum, tells no data of it, and is not revised for that', async () => {
    const { satisfaction, ...totals } = (await town.composer.compose(monthOf('2027-03'))).totals;
    expect(satisfaction).toEqual({ cases: 0, mean: null });
    const now = await town.composer.compose(monthOf('2027-03'));
    const by = byDimension((dimension) =>
      now.by[dimension].map(({ satisfaction: _, ...line }) => line),
    );
    const old = { ...now, format: 1, totals, by };
    const row = { month: '2027-03', revision: 1, publishedAt: JULY_FIRST, document: canonicalJson(old), checksum: canonicalSha256(old), reason: null, publishedBy: null }; // prettier-ignore
    await town.db.transactions.run((em) => insertRows(em, PublishedMonth, [row]));
    const { archive } = town.process(JULY_FIRST);
    const { document, ...published } = (await archive.read('2027-03'))!;
    expect(canonicalSha256(document)).toBe(row.checksum);
    expect(monthFaults(document)).toEqual([]);
    expect(document.totals.satisfaction).toBeUndefined();
    const { published: _, ...sent } = monthAnswer({ document, published });
    expect(canonicalSha256(JSON.parse(JSON.stringify(sent)))).toBe(row.checksum);
    const [heading, all] = monthTable(document, codeTexts);
    expect(all?.[heading!.indexOf('satisfactionMean')]).toBeNull();
    expect(all?.[heading!.indexOf('satisfactionCases')]).toBeNull();
    expect(isRefusal(await archive.revise(monthOf('2027-03'), { by: 'Dario Neri', reason: 'Prova.' }))).toBe(true); // prettier-ignore
  });

  test('that does not add up names the place', async () => {
    const document = await town.composer.compose(monthOf('2027-06'));
    const totals = { ...document.totals, received: document.totals.received + 1 };
    expect(monthFaults({ ...document, totals })).toEqual(
      expect.arrayContaining(['equation', 'category.received', 'rhythm']),
    );
  });
});
