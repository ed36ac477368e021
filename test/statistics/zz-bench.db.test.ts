import { test } from '@jest/globals';
import { factsOf, openCountedTown } from './counted-town.js';
test('bench', async () => {
  const town = await openCountedTown();
  let x = 1; const rnd = () => (x = (x * 16807) % 2147483647) / 2147483647;
  await town.add(Array.from({ length: 20000 }, () => {
    const f = new Date(Date.UTC(2026, 4, 1) + rnd() * 30 * 864e5);
    const c = rnd() < 0.9 ? new Date(f.getTime() + rnd() * 60 * 864e5) : null;
    return factsOf(town, { filed: f.toISOString(), closed: c?.toISOString() ?? null }, { areaId: town.areas[Math.floor(rnd() * 2)]! });
  }));
  const { csvStream } = await import('../../src/statistics/csv.js'); const { codeTexts } = await import('../../src/statistics/texts.js');
  for (let i = 0; i < 3; i++) { const s = performance.now(); const c0 = process.cpuUsage(); let n = 0; for await (const c of csvStream(town.requestsExport.rows({ from: '2026-05-01', to: '2026-05-31' }, codeTexts))) n += c.length; const c = process.cpuUsage(c0); console.log(n, performance.now() - s, (c.user + c.system) / 1000); }
  const page = (await import('../../src/statistics/requests-export-sql.js')).EXPORT_PAGE;
  const s = performance.now(); const r = await town.slowReads.rows(page, { lastOn: '2026-05-15', lastId: '', to: '2026-05-31', limit: 1000 }); console.log('page', r.length, performance.now() - s);
  console.log(JSON.stringify(await town.slowReads.rows('EXPLAIN QUERY PLAN ' + page, { lastOn: '2026-05-15', lastId: '', to: '2026-05-31', limit: 1000 })));
  await town.close();
}, 300000);
