import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { register } from '../../src/doors/administration/commands/export.command.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
import type { ImportedRequest } from '../../src/requests/importing/imported-request.js';
import { DEFINITIONS } from '../../src/statistics/domain/definitions.js';
import type { MonthDocument } from '../../src/statistics/month-document.js';
import { type House, openHouse } from '../support/house.js';
import { TOWN_PASSWORD } from '../support/people.js';
import { type Browser, openBrowser } from '../web/browser.js';

describe('the page of statistics', () => {
  let house: House;
  let fabio: Browser;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    await house.get(ImportDesk).importRequests([...filed(5, 'roads-signs', '2026-09-03'), ...filed(2, 'parks-green', '2026-10-02')], 'prova'); // prettier-ignore
    fabio = await signedIn('fabio');
  });
  afterAll(() => house.close());

  const signedIn = async (username: string, language = 'it'): Promise<Browser> => {
    const browser = openBrowser(house.app, language);
    await browser.get('/accedi');
    await browser.post('/accedi', { username, password: TOWN_PASSWORD });
    return browser;
  };
  const cells = (html: string): string =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .replaceAll('&#x3D;', '=');

  test('without a month it shows the last one that is over, with a table for each dimension and one beside the chart', async () => {
    const answer = await fabio.get('/ufficio/statistiche');
    expect(answer.status).toBe(200);
    expect(fabio.page).toContain('Statistiche del mese: settembre 2026');
    expect(cells(fabio.page)).toContain(
      '0 aperte all’inizio + 5 ricevute + 0 riaperte − 0 chiuse − 0 ritirate = 5 aperte alla fine',
    );
    for (const table of [
      'category',
      'office',
      'area',
      'channel',
      'partner',
      'kind',
      'origin',
      'language',
    ])
      // prettier-ignore
      expect(fabio.page).toContain(`<caption id="table-${table}"`);
    expect(fabio.page).toMatch(/<svg[^>]*role="img"/);
    expect(cells(fabio.page)).toMatch(/2026-09 5 0/);
    expect(fabio.page).toContain('Che cosa significa ogni numero');
    expect(fabio.page).not.toContain('style=');
  });

  test('what every number means is public, in the language of the reader, one entry for each definition', async () => {
    for (const [language, term] of [
      ['it', 'Giorni senza sospensioni'],
      ['en', 'Days without suspensions'],
    ] as const) {
      const nobody = openBrowser(house.app, language);
      expect((await nobody.get('/statistiche/definizioni')).status).toBe(200);
      expect(nobody.page).toContain(term);
      expect(nobody.page.match(/<dt id=/g)).toHaveLength(DEFINITIONS.length);
    }
  });

  test('the month that still runs says so, and offers no later one', async () => {
    await fabio.get('/ufficio/statistiche?mese=2026-10');
    expect(fabio.page).toContain('Il mese è ancora in corso');
    expect(fabio.page).toContain('mese&#x3D;2026-09');
    expect(fabio.page).not.toContain('2026-11');
  });

  test.each([
    ['2026-13', 'Mese non valido'],
    ['ottobre', 'Mese non valido'],
    ['2026-11', 'Il mese non è ancora iniziato'],
  ])(
    'the month %s is answered with a sentence at the field, and what was typed is kept',
    async (typed, sentence) => {
      for (const path of ['/ufficio/statistiche', '/ufficio/statistiche.csv']) {
        const answer = await fabio.get(`${path}?mese=${typed}`);
        expect(answer.status).toBe(422);
        expect(fabio.page).toContain(sentence);
        expect(fabio.page).toContain(`value="${typed}"`);
        expect(fabio.page).toMatch(/id="field-mese"[^>]*is-invalid|is-invalid[^>]*id="field-mese"/);
      }
    },
  );

  test('a month that is given twice counts as not given', async () => {
    expect((await fabio.get('/ufficio/statistiche?mese=2026-10&mese=2026-09')).status).toBe(200);
  });

  test('the month as CSV holds the same numbers, in the language of the reader', async () => {
    const answer = await fabio.get('/ufficio/statistiche.csv?mese=2026-09');
    expect(answer.headers['content-type']).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename=statistiche-2026-09.csv',
    );
    const rows = parse(answer.text, { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' }) as Record<string, string>[]; // prettier-ignore
    expect(rows[0]).toMatchObject({
      Tabella: 'Tutto il Comune',
      Voce: 'Totale',
      Ricevute: '5',
      'di cui importate': '5',
    });
    const sums = new Map<string, number>();
    for (const row of rows.slice(1))
      sums.set(row['Tabella']!, (sums.get(row['Tabella']!) ?? 0) + Number(row['Ricevute']));
    expect([...sums.values()]).toEqual([5, 5, 5, 5, 5, 5, 5, 5]);
    const english = await (
      await signedIn('fabio', 'en')
    ).get('/ufficio/statistiche.csv?mese=2026-09');
    expect(english.status).toBe(200);
  });

  test('the list of requests has one row a request; a wrong range is told at its field', async () => {
    const answer = await fabio.get(
      '/ufficio/statistiche/segnalazioni.csv?dal=2026-10-01&al=2026-10-31',
    );
    expect(answer.text.trimEnd().split('\r\n')).toHaveLength(3);
    expect(answer.headers['content-type']).toMatch(/^text\/csv/);
    const wrong = await fabio.get(
      '/ufficio/statistiche/segnalazioni.csv?dal=2026-02-31&al=2026-10-31',
    );
    expect(wrong.status).toBe(422);
    expect(fabio.page).toContain('Data non valida');
  });

  test.each([
    '/ufficio/statistiche',
    '/ufficio/statistiche.csv',
    '/ufficio/statistiche/segnalazioni.csv',
  ])(
    '%s is for those who may see statistics: not for a helper, not for a partner, not without signing in',
    async (path) => {
      for (const username of ['hugo', 'walter'])
        expect((await (await signedIn(username)).get(path)).status).toBe(403);
      const nobody = await openBrowser(house.app).get(path);
      expect([nobody.status, nobody.headers['location']]).toEqual([303, `/accedi?ritorno=${encodeURIComponent(path)}`]); // prettier-ignore
    },
  );

  test('the command prints the month on standard output, as CSV or JSON, and refuses what is no month', async () => {
    const printed: string[] = [];
    const run = async (...given: string[]): Promise<string> => {
      const program = new Command();
      register(program, (work) => work(house.app, (line) => void printed.push(line)));
      printed.length = 0;
      await program.parseAsync(['node', 'iter', 'export', 'month', ...given]);
      return printed.join('\n');
    };
    const csv = `${await run('2026-09')}\n`;
    expect(csv).toBe((await fabio.get('/ufficio/statistiche.csv?mese=2026-09')).text);
    const json = JSON.parse(await run('2026-09', '--format', 'json')) as MonthDocument; // our own
    expect(json).toMatchObject({ month: '2026-09', from: '2026-09-01', to: '2026-09-30' });
    expect(json.totals.received).toBe(5);
    expect(json.by.category).toMatchObject([
      { code: 'roads-signs', name: { it: expect.any(String) } },
    ]);
    await expect(run('2026-13')).rejects.toThrow('Mese non valido');
  });
});

function filed(count: number, categoryCode: string, day: string): ImportedRequest[] {
  return Array.from({ length: count }, (_, i) => ({
    sourceSystem: 'prova',
    sourceId: `${categoryCode}-${i}`,
    filedAt: new Date(`${day}T10:00:00Z`),
    closedAt: null,
    categoryCode,
    channel: 'phone',
    title: 'Una prova',
    stateCode: 'received',
    outcome: null,
    isWithdrawn: false,
  }));
}
