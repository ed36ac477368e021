import { test } from '@jest/globals';
import { factsOf, openCountedTown } from './counted-town.js';
import { monthOf } from '../../src/statistics/domain/month.js';
test('bench', async () => {
  const town = await openCountedTown();
  let x = 1; const rnd = () => (x = (x * 16807) % 2147483647) / 2147483647;
  const N = 100000;
  const facts = Array.from({ length: N }, () => {
    const f = new Date(Date.UTC(2024, 0, 1) + rnd() * 3 * 365 * 864e5);
    const c = rnd() < 0.9 ? new Date(f.getTime() + rnd() * 60 * 864e5) : null;
    const a = new Date(f.getTime() + rnd() * 5 * 864e5);
    return factsOf(town, { filed: f.toISOString(), closed: c?.toISOString() ?? null }, { categoryId: town.categories[Math.floor(rnd() * 3)]!, areaId: town.areas[Math.floor(rnd() * 2)]!, firstAnswerAt: a, firstAnswerOn: a.toISOString().slice(0, 10) });
  });
  await town.add(facts);
  const t = async (n: string, f: () => Promise<unknown>) => { for (let i = 0; i < 3; i++) { const s = performance.now(); await f(); console.log(n, Math.round(performance.now() - s)); } };
  await t('report 2026-05', () => town.months.report(monthOf('2026-05')));
  await t('report 2024-05', () => town.months.report(monthOf('2024-05')));
  await t('flow', () => town.months.flow(monthOf('2026-05'), 12));
  // all in one month
  await town.db.dataSource.query("UPDATE request_facts SET closed_on = CASE WHEN closed_on IS NULL THEN NULL ELSE '2026-05-10' END, filed_on='2026-05-02', first_answer_on='2026-05-05'");
  await t('report all', () => town.months.report(monthOf('2026-05')));
  const { csvStream } = await import('../../src/statistics/csv.js'); const { codeTexts } = await import('../../src/statistics/texts.js');
  await t('export', async () => { let n = 0; for await (const c of csvStream(town.requestsExport.rows({ from: '2026-05-01', to: '2026-05-31' }, codeTexts))) n += c.length; console.log(n); });
  await town.close();
}, 300000);
