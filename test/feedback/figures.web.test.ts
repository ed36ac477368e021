import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Score } from '../../src/feedback/domain/question.js';
import { FeedbackBook } from '../../src/feedback/feedback-book.service.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { canonicalJson, canonicalSha256 } from '../../src/shared/canonical-json.js';
import { byDimension } from '../../src/statistics/domain/figures.js';
import { monthOf } from '../../src/statistics/domain/month.js';
import { MonthComposer } from '../../src/statistics/months/month-composer.service.js';
import { PublishedMonth } from '../../src/statistics/months/published-month.entity.js';
import { MONTH_FORMAT } from '../../src/statistics/domain/month-document.js';
import { type House, openHouse } from '../support/house.js';
import { type Desk, seated } from '../doors/offices/desk.js';
import { closed, requestOf } from './closed-request.js';

describe('what citizens said, in the figures', () => {
  let house: House;
  let dario: Desk;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    for (const score of [5, 4, 2] as const) await rated(score);
    house.clock.set('2026-11-03T08:00:00Z');
    dario = await seated(house, 'dario');
  });
  afterAll(() => house.close());

  async function rated(score: Score): Promise<void> {
    const { id: requestId, lastSeq: closingSeq } = await requestOf(
      house,
      (await closed(house)).ticketNumber,
    );
    const given = { score, reasons: [], text: null };
    await house.transactions.run((em) =>
      house.get(FeedbackBook).record(em, { requestId, closingSeq }, given),
    );
  }

  test('the dashboard shows the mean, and beside it how many answered', async () => {
    await dario.get('/ufficio/statistiche?fino=2026-10');
    expect(dario.text).toMatch(/Giudizio, da 1 a 5 3,7 3 risposte/);
    expect(dario.text).toContain('3,7 (3 risposte)');
  });

  test('the month says it by category and office, on the page and in every file', async () => {
    await dario.get('/ufficio/statistiche/mesi/2026-10');
    expect(dario.page.match(/3,7 <span class="text-nowrap">\(3 risposte\)/g)?.length).toBeGreaterThan(3); // prettier-ignore
    expect(dario.text).toContain('poche risposte dicono poco');
    const { text: csv } = await dario.get('/ufficio/statistiche/mesi/2026-10/file/csv');
    const lines = csv.split('\r\n').map((line) => line.split(';'));
    const column = (name: string) => lines[0]?.indexOf(name) ?? -1;
    const town = lines[1] ?? [];
    expect(town[column('Risposte sul giudizio')]).toBe('3');
    expect(town[column('Giudizio, media da 1 a 5')]).toBe('3,7');
    const { text: json } = await dario.get('/ufficio/statistiche/mesi/2026-10/file/json');
    const document = JSON.parse(json) as { format: number; totals: unknown; by: { office: unknown[] } }; // prettier-ignore
    expect(document).toMatchObject({ format: MONTH_FORMAT, totals: { satisfaction: { cases: 3, mean: 11 / 3 } } }); // prettier-ignore
    expect(document.by.office).toMatchObject([{ code: 'roads-works', satisfaction: { cases: 3 } }]);
    for (const format of ['xlsx', 'pdf'])
      expect((await dario.get(`/ufficio/statistiche/mesi/2026-10/file/${format}`)).status).toBe(200); // prettier-ignore
  });

  test('a month in which nobody answered shows no mean', async () => {
    await dario.get('/ufficio/statistiche?fino=2026-09');
    expect(dario.text).toMatch(/Giudizio, da 1 a 5 –/);
  });

  test('is a target that the council sets, reached month by month', async () => {
    const path = '/ufficio/statistiche/obiettivi';
    await dario.get(path);
    const typed = { anno: '2026', indicatore: 'satisfaction', atteso: '3,5', soglia: '3', responsabile: 'Lavori pubblici' }; // prettier-ignore
    expect((await dario.post(path, typed)).status).toBe(303);
    await dario.get(`${path}?anno=2026`);
    expect(dario.text).toContain('Giudizio dei cittadini (media da 1 a 5)');
    expect(dario.text).toMatch(/3,7 \(3 risposte\) raggiunto/);
  });

  test('what it means stands on the page that everybody may read', async () => {
    await dario.get('/statistiche/definizioni');
    expect(dario.page).toContain('id="satisfaction"');
    expect(dario.text).toContain('Non è chiesto per le segnalazioni ritirate, doppie o importate.');
  });

  test('a month that was published before it was counted is shown without it, and says so', async () => {
    const month = '2026-08';
    const now = await house.get(MonthComposer).compose(monthOf(month));
    const { satisfaction: _, ...totals } = now.totals;
    const by = byDimension((dimension) =>
      now.by[dimension].map(({ satisfaction: _, ...line }) => line),
    );
    const old = { ...now, format: 2, totals, by };
    const row = { month, revision: 1, publishedAt: house.clock.now(), document: canonicalJson(old), checksum: canonicalSha256(old), reason: null, publishedBy: null }; // prettier-ignore
    await house.transactions.run((em) => insertRows(em, PublishedMonth, [row]));
    expect((await dario.get(`/ufficio/statistiche/mesi/${month}`)).status).toBe(200);
    expect(dario.text).toContain('di quella colonna non c’è alcun dato');
    for (const path of [
      `?fino=${month}`,
      `/obiettivi?anno=2026`,
      `/mesi/${month}/file/pdf`,
      `/mesi/${month}/file/xlsx`,
    ])
      // prettier-ignore
      expect((await dario.get(`/ufficio/statistiche${path}`)).status).toBe(200);
  });
});
