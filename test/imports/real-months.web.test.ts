import { createReadStream, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { register } from '../../src/doors/administration/commands/publish.command.js';
import { ImportRequests } from '../../src/doors/imports/import-requests.service.js';
import { readMapping } from '../../src/doors/imports/mapping.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { type Desk, seated } from '../doors/offices/desk.js';
import { type House, openHouse } from '../support/house.js';
import { describeRealReports, MAPPING_FILE, realRows } from './alessandria.js';
import { monthCodes, plainMonth, plainPatterns, plainStates, TOLD } from './plain-months.js';

const MONTHS = monthCodes('2023-05', '2026-02');
/** What the tables are called in the CSV file of a month, where the real reports have more than one value. */
const TABLES = { category: 'Tipo di disservizio', office: 'Ufficio', weekday: 'Giorno della settimana' }; // prettier-ignore
const COUNTS = {
  openAtStart: 'Aperte all’inizio',
  received: 'Ricevute',
  receivedImported: 'di cui importate',
  closed: 'Chiuse',
  withdrawn: 'Ritirate',
  openAtEnd: 'Aperte alla fine',
} as const;
const DAYS = {
  medianDays: 'Giorni alla chiusura, mediana',
  p90Days: 'Giorni alla chiusura, 90º percentile',
  meanDays: 'Giorni alla chiusura, media',
} as const;

type Figures = ReturnType<typeof plainMonth>;
type Line = Figures & { readonly code: string | null };
interface Document {
  readonly totals: Figures;
  readonly by: Readonly<Record<string, readonly Line[]>>;
  readonly patterns: {
    readonly rhythm: unknown;
    readonly histograms: { readonly closure: unknown };
    readonly ageing: unknown;
  };
}

describeRealReports('the real reports, published month by month', { describe, test }, (file) => {
  const table = realRows(file).filter(({ category }) => category !== '');
  /** The rows of each value of each dimension that the table tells. */
  const groups = Object.fromEntries(
    Object.entries(TOLD).map(([dimension, tell]) => {
      const told = table.map(tell);
      const values = [...new Set(told)];
      return [dimension, new Map(values.map((value) => [value, table.filter((_, i) => told[i] === value)]))]; // prettier-ignore
    }),
  );
  let house: House;
  let fabio: Desk;
  beforeAll(async () => {
    house = await openHouse();
    const mapping = readMapping(readFileSync(MAPPING_FILE, 'utf8'));
    const summary = await house.get(ImportRequests).run(createReadStream(file), mapping);
    expect({ ...summary, refused: summary.refused.length }).toEqual({ imported: 4615, known: 0, refused: 36 }); // prettier-ignore
    expect(await house.reads.of(ServiceRequest).countBy({ sourceSystem: 'municipium-alessandria' })).toBe(4615); // prettier-ignore
    const program = new Command();
    register(program, (work) => work(house.app, () => undefined));
    await program.parseAsync(['node', 'iter', 'publish', 'month', MONTHS[0]!, '--to', MONTHS.at(-1)!]); // prettier-ignore
    fabio = await seated(house, 'fabio');
  }, 240_000);
  afterAll(() => house.close());

  const fetched = async (month: string, format: string): Promise<string> =>
    (await fabio.get(`/ufficio/statistiche/mesi/${month}/file/${format}`)).text;

  test('the frozen document of every month agrees with the table: the town and every line of every dimension that it tells', async () => {
    for (const month of MONTHS) {
      const { totals, by } = JSON.parse(await fetched(month, 'json')) as Document;
      expect([month, rounded(figuresOf(totals))]).toEqual([month, rounded(plainMonth(table, month))]); // prettier-ignore
      for (const [dimension, values] of Object.entries(groups)) {
        const lines = by[dimension]!;
        expect([...values.keys()]).toEqual(expect.arrayContaining(lines.map(({ code }) => code)));
        for (const [value, own] of values) {
          const line = lines.find(({ code }) => code === value);
          const plain = plainMonth(own, month);
          if (line) expect([month, dimension, value, rounded(figuresOf(line))]).toEqual([month, dimension, value, rounded(plain)]); // prettier-ignore
          else expect([month, dimension, value, plain.received, plain.closed, plain.openAtStart, plain.openAtEnd]).toEqual([month, dimension, value, 0, 0, 0, 0]); // prettier-ignore
        }
      }
    }
  }, 120_000);

  test('so do the days and hours at which they came, how long the closed ones took and how old the open ones were', async () => {
    for (const month of MONTHS) {
      const { patterns } = JSON.parse(await fetched(month, 'json')) as Document;
      const { rhythm, histograms, ageing } = patterns;
      expect([month, { rhythm, closure: histograms.closure, ageing }]).toEqual([month, plainPatterns(table, month)]); // prettier-ignore
    }
  }, 120_000);

  test('so do the states in which the open ones stood when the month ended', async () => {
    for (const month of MONTHS) {
      const { by } = JSON.parse(await fetched(month, 'json')) as Document;
      const open = by['state']!.filter(({ openAtEnd }) => openAtEnd > 0);
      const states = Object.fromEntries(open.map(({ code, openAtEnd }) => [code, openAtEnd]));
      expect([month, states]).toEqual([month, plainStates(table, month)]);
    }
  }, 120_000);

  test('and the CSV file of every month: the town and the lines of its tables, days with a decimal', async () => {
    for (const month of MONTHS) {
      const text = await fetched(month, 'csv?numeri=punto');
      const rows = parse(text, { delimiter: ';', bom: true, columns: true }) as Record<string, string>[]; // prettier-ignore
      expect(told(rows[0]!)).toEqual(shown(plainMonth(table, month)));
      for (const [dimension, called] of Object.entries(TABLES)) {
        const lines = rows.filter((row) => row['Tabella'] === called);
        expect([month, dimension, lines.length > 0]).toEqual([month, dimension, true]);
        for (const line of lines) {
          const own = groups[dimension]!.get(line['Codice']!)!;
          expect([month, line['Codice'], told(line)]).toEqual([month, line['Codice'], shown(plainMonth(own, month))]); // prettier-ignore
        }
      }
    }
  }, 120_000);
});

/** A line without its name. */
function figuresOf(line: Figures & { code?: unknown; name?: unknown }): unknown {
  const { code: _, name: __, ...figures } = line;
  return figures;
}

/** What a row of the file says, by our own words. */
function told(row: Record<string, string>) {
  const counts = Object.entries(COUNTS).map(([name, heading]) => [name, Number(row[heading])]);
  const days = Object.entries(DAYS).map(([name, heading]) => [name, row[heading] === '' ? null : Number(row[heading])]); // prettier-ignore
  return Object.fromEntries([...counts, ...days]) as Record<string, number | null>;
}

/** The same numbers as the file has to show them. */
function shown({ closure, ...figures }: Figures) {
  const counts = Object.keys(COUNTS).map((name) => [name, figures[name as keyof typeof COUNTS]]);
  const days = Object.keys(DAYS).map((name) => {
    const value = closure[name as keyof typeof DAYS];
    return [name, value === null ? null : Math.round(value * 10 + 1e-6) / 10];
  });
  return Object.fromEntries([...counts, ...days]) as Record<string, unknown>;
}

function rounded(figures: unknown): unknown {
  const text = JSON.stringify(figures, (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(9)) : value)); // prettier-ignore
  return JSON.parse(text);
}
