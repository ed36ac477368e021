import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { register } from '../../src/doors/administration/commands/export.command.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
import type { ImportedRequest } from '../../src/requests/importing/imported-request.js';
import { MonthArchive } from '../../src/statistics/months/month-archive.service.js';
import { monthOf } from '../../src/statistics/domain/month.js';
import { DIMENSIONS } from '../../src/statistics/domain/figures.js';
import { DEFINITIONS } from '../../src/statistics/domain/definitions.js';
import type { MonthDocument } from '../../src/statistics/domain/month-document.js';
import { Targets } from '../../src/statistics/targets/targets.service.js';
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

  test('the dashboard shows twelve months up to the one that runs, each chart with its numbers, and leads to the lists behind them', async () => {
    const answer = await fabio.get('/ufficio/statistiche');
    expect(answer.status).toBe(200);
    expect(cells(fabio.page)).toContain('Dodici mesi fino a ottobre 2026');
    expect(fabio.page.match(/<svg[^>]*role="img"/g)?.length).toBeGreaterThanOrEqual(4);
    expect(cells(fabio.page)).toMatch(/settembre 2026 0 5 0 0 0 0 5/);
    expect(cells(fabio.page)).toMatch(/ottobre 2026 5 2 0 0 0 0 7/);
    expect(fabio.page).toContain(
      '/ufficio?fase&#x3D;tutte&amp;casi&#x3D;received%7E2026-09-01%7E2026-09-30',
    );
    expect(fabio.page).not.toContain('style=');
  });

  test('the number of closed requests opens the list of what was closed in those days', async () => {
    const ended = { closedAt: new Date('2026-07-31T22:30:00Z'), stateCode: 'closed', outcome: 'repaired' }; // prettier-ignore
    const august = filed(1, 'roads-signs', '2026-07-03').map((one) => ({ ...one, ...ended, sourceId: 'agosto' })); // prettier-ignore
    await house.get(ImportDesk).importRequests(august, 'prova');
    await fabio.get('/ufficio/statistiche?voce=office.roads-works&voce=category.roads-signs'); // counted now, whatever was published
    expect(fabio.page).toContain('chiusa-dal&#x3D;2026-08-01&amp;chiusa-al&#x3D;2026-08-31');
    expect(fabio.page).not.toContain('chiusa-dal&#x3D;2026-09-01&amp;'); // nought opens no list
    const listed = async (days: string): Promise<number> => {
      await fabio.get(`/ufficio?fase=chiuse&${days}`);
      return new Set(fabio.page.match(/segnalazioni\/2026-\d{6}-\w/g)).size;
    };
    expect(await listed('chiusa-dal=2026-08-01&chiusa-al=2026-08-31')).toBe(1); // half past midnight in Rome
    expect(await listed('chiusa-dal=2026-07-01&chiusa-al=2026-07-31')).toBe(0);
  });

  test('a slice narrows the whole dashboard, and lives in its address', async () => {
    await fabio.get('/ufficio/statistiche?fino=2026-10&voce=category.parks-green');
    expect(cells(fabio.page)).toMatch(/ottobre 2026 0 2 0 0 0 0 2/);
    expect(cells(fabio.page)).toMatch(/settembre 2026 0 0 0 0 0 0 0/);
    expect(fabio.page).toContain('selected>');
    expect(fabio.page).toContain('tipo&#x3D;parks-green');
    const answer = await fabio.get('/ufficio/statistiche?voce=nothing.at-all');
    expect([answer.status, cells(fabio.page).includes('settembre 2026 0 5 0')]).toEqual([
      422,
      true,
    ]);
  });

  test('two slices narrow it to what they have in common, live in the address together, and say that the numbers are of now', async () => {
    const slices = 'voce=office.roads-works&voce=category.roads-signs';
    await fabio.get(`/ufficio/statistiche?fino=2026-10&${slices}`);
    expect(cells(fabio.page)).toMatch(/settembre 2026 0 5 0 0 0 0 5/);
    expect(fabio.page.match(/selected>/g)).toHaveLength(2);
    expect(fabio.page).toContain('fase&#x3D;aperte&amp;ufficio&#x3D;roads-works&amp;tipo&#x3D;roads-signs'); // prettier-ignore
    expect(cells(fabio.page)).toContain('Numeri calcolati adesso');
    expect(fabio.page).toContain('fino&#x3D;2026-10&amp;voce&#x3D;category.roads-signs&amp;voce&#x3D;office.'); // prettier-ignore
    await fabio.get(
      '/ufficio/statistiche?fino=2026-10&voce=office.roads-works&voce=category.parks-green',
    );
    expect(cells(fabio.page)).toMatch(/settembre 2026 0 0 0 0 0 0 0/);
  });

  test('a month tells how requests went from state to state, and stands beside its neighbours and what was expected', async () => {
    const given = { year: 2026, indicator: 'closureDays', expected: 30, threshold: 40, owner: 'Lavori pubblici' } as const; // prettier-ignore
    await house.get(Targets).set(given, house.town.dario.accountId);
    await fabio.get('/ufficio/statistiche/mesi/2026-09');
    expect(cells(fabio.page)).toMatch(/Ricevute 5 – nessun caso – nessun caso –/);
    expect(cells(fabio.page)).toMatch(
      /Giorni alla chiusura \(mediana\) – nessun caso – nessun caso – nessun caso 30,0 /,
    );
    expect(cells(fabio.page)).toMatch(/\(invio\) Inviata 5 Sistema/);
    await fabio.get('/ufficio/statistiche?fino=2026-09');
    expect(cells(fabio.page)).toMatch(/atteso 30,0 /);
  });

  test('the page of a month has a table for each dimension', async () => {
    const answer = await fabio.get('/ufficio/statistiche/mesi/2026-09');
    expect(answer.status).toBe(200);
    expect(fabio.page).toContain('Statistiche del mese: settembre 2026');
    expect(cells(fabio.page)).toContain(
      '0 aperte all’inizio + 5 ricevute + 0 riaperte − 0 chiuse − 0 ritirate = 5 aperte alla fine',
    );
    for (const table of DIMENSIONS) expect(fabio.page).toContain(`<caption id="table-${table}"`);
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
    await fabio.get('/ufficio/statistiche/mesi/2026-10');
    expect(fabio.page).toContain('Il mese è ancora in corso');
    expect(fabio.page).toContain('/mesi/2026-09');
    expect(fabio.page).not.toContain('2026-11');
  });

  test('leafing back ends with the month of the oldest request, and leafing on with the one that runs', async () => {
    const leaf = async (from: string, words: string): Promise<string[]> => {
      const seen = [from];
      for (let next: string | undefined = from; next;) {
        await fabio.get(`/ufficio/statistiche/mesi/${next}`);
        next = new RegExp(`/mesi/([0-9-]+)">${words}`).exec(fabio.page)?.[1];
        if (next) seen.push(next);
        expect(seen.length).toBeLessThan(20);
      }
      return seen;
    };
    const ended = { closedAt: new Date('2026-07-10T10:00:00Z'), stateCode: 'closed', outcome: 'repaired' }; // prettier-ignore
    const july = filed(1, 'roads-signs', '2026-07-09').map((one) => ({ ...one, ...ended, sourceId: 'luglio' })); // prettier-ignore
    await house.get(ImportDesk).importRequests(july, 'prova');
    expect(await leaf('2026-10', 'Mese precedente')).toEqual(['2026-10', '2026-09', '2026-08', '2026-07']); // prettier-ignore
    expect(await leaf('2026-06', 'Mese successivo')).toEqual(['2026-06', '2026-07', '2026-08', '2026-09', '2026-10']); // prettier-ignore
    await fabio.get('/ufficio/statistiche/mesi/2026-06');
    expect(fabio.page).not.toContain('Mese precedente');
  });

  test.each([
    ['2026-13', 'Mese non valido'],
    ['ottobre', 'Mese non valido'],
    ['2026-11', 'Il mese non è ancora iniziato'],
  ])(
    'the month %s is answered with a sentence at the field, and what was typed is kept',
    async (typed, sentence) => {
      for (const [path, field] of [
        ['', 'fino'],
        ['/mesi', 'mese'],
      ] as const) {
        // prettier-ignore
        const answer = await fabio.get(`/ufficio/statistiche${path}?${field}=${typed}`);
        expect(answer.status).toBe(422);
        expect(fabio.page).toContain(sentence);
        expect(fabio.page).toContain(`value="${typed}"`);
        expect(fabio.page).toMatch(new RegExp(`id="field-${field}"[^>]*is-invalid|is-invalid[^>]*id="field-${field}"`)); // prettier-ignore
      }
      expect((await fabio.get(`/ufficio/statistiche/mesi/${typed}`)).status).toBe(404);
    },
  );

  test('a month that is chosen has an address of its own; two are told to be none', async () => {
    const answer = await fabio.get('/ufficio/statistiche/mesi?mese=2026-09');
    expect([answer.status, answer.headers['location']]).toEqual([303, '/ufficio/statistiche/mesi/2026-09']); // prettier-ignore
    expect((await fabio.get('/ufficio/statistiche?fino=2026-10&fino=2026-09')).status).toBe(422);
  });

  test('the month as a file holds the same numbers in each format', async () => {
    const answer = await fabio.get('/ufficio/statistiche/mesi/2026-09/file/csv');
    expect(answer.headers['content-type']).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers['content-disposition']).toMatch(
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
    expect([...sums.values()]).toEqual(DIMENSIONS.map(() => 5));
    for (const [format, type] of [['xlsx', /spreadsheetml/], ['pdf', /pdf/], ['json', /json/]] as const) // prettier-ignore
      expect((await fabio.get(`/ufficio/statistiche/mesi/2026-09/file/${format}`)).headers['content-type']).toMatch(type); // prettier-ignore
    expect((await fabio.get('/ufficio/statistiche/mesi/2026-09/file/doc')).status).toBe(404);
  });

  test('a correction of a published month says why, and stands beside what was published', async () => {
    await house.get(MonthArchive).publish(monthOf('2026-09'));
    await house.get(ImportDesk).importRequests(filed(3, 'parks-green', '2026-09-20'), 'prova');
    const dario = await signedIn('dario');
    await dario.get('/ufficio/statistiche/mesi/2026-09');
    expect(cells(dario.page)).toContain('5 ricevute');
    expect((await dario.post('/ufficio/statistiche/mesi/2026-09/ricalcolo', { motivo: ' ' })).status).toBe(422); // prettier-ignore
    const answer = await dario.post('/ufficio/statistiche/mesi/2026-09/ricalcolo', { motivo: 'Una scheda di carta era rimasta fuori.' }); // prettier-ignore
    expect([answer.status, answer.headers['location']]).toEqual([303, '/ufficio/statistiche/mesi/2026-09']); // prettier-ignore
    await dario.get('/ufficio/statistiche/mesi/2026-09');
    expect(cells(dario.page)).toContain('6 ricevute');
    expect(dario.page).toContain('Una scheda di carta era rimasta fuori.');
    await dario.get('/ufficio/statistiche/mesi/2026-09?revisione=1');
    expect(cells(dario.page)).toContain('5 ricevute');
    await dario.get('/ufficio/statistiche/mesi/2026-09/confronto?prima=1&dopo=2');
    expect(cells(dario.page)).toMatch(/Totale Ricevute 5 6/);
    const again = await dario.post('/ufficio/statistiche/mesi/2026-09/ricalcolo', { motivo: 'Ancora una volta.' }); // prettier-ignore
    expect(again.status).toBe(422);
    expect(dario.page).toContain('sono gli stessi dell’ultima revisione');
    expect((await fabio.post('/ufficio/statistiche/mesi/2026-09/ricalcolo', { motivo: 'Anch’io.' })).status).toBe(403); // prettier-ignore
  });

  test('the list of requests has one row a request; a wrong range is told at its field', async () => {
    const answer = await fabio.get(
      '/ufficio/statistiche/segnalazioni.csv?dal=2026-10-01&al=2026-10-31',
    );
    expect(answer.text.trimEnd().split('\r\n')).toHaveLength(3);
    expect(answer.headers['content-type']).toMatch(/^text\/csv/);
    const few = await fabio.get('/ufficio/statistiche/segnalazioni.csv?dal=2026-10-01&al=2026-10-31&colonne=filedAt&colonne=kind'); // prettier-ignore
    expect(few.text.split('\r\n')[0]).toBe('\uFEFFGenere;Inviata il');
    const wrong = await fabio.get(
      '/ufficio/statistiche/segnalazioni.csv?dal=2026-02-31&al=2026-10-31',
    );
    expect(wrong.status).toBe(422);
    expect(fabio.page).toContain('Data non valida');
  });

  test.each([
    '/ufficio/statistiche',
    '/ufficio/statistiche/mesi/2026-09/file/csv',
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
    expect(csv).toBe((await fabio.get('/ufficio/statistiche/mesi/2026-09/file/csv')).text);
    const json = JSON.parse(
      await run('2026-09', '--format', 'json', '--revision', '1'),
    ) as MonthDocument; // our own
    expect(json).toMatchObject({ month: '2026-09', from: '2026-09-01', to: '2026-09-30' });
    expect(json.totals.received).toBe(5);
    expect(json.by.category).toMatchObject([
      { code: 'roads-signs', name: { it: expect.any(String) } },
    ]);
    await expect(run('2026-13')).rejects.toThrow('Mese non valido');
    await expect(run('2026-09', '--format', 'pdf')).rejects.toThrow('--out');
    await expect(run('2026-09', '--revision', '7')).rejects.toThrow('non ha una revisione 7');
    const out = join(house.environment.dataDir, 'mese.pdf');
    await run('2026-09', '--format', 'pdf', '--out', out);
    expect((await readFile(out)).subarray(0, 5).toString()).toBe('%PDF-');
    const nowhere = join(house.environment.dataDir, 'nowhere', 'mese.csv');
    const refused = `Il file ${nowhere} non si può scrivere (ENOENT)`;
    await expect(run('2026-09', '--out', nowhere)).rejects.toThrow(refused);
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
