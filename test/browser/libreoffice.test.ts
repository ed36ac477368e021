import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { signIn, wallClock } from './desk.js';
import { type Cell, openInLibreOffice } from './libreoffice.js';
import { theTown } from './town.js';
import { Visitor } from './visitor.js';

const DAY_MS = 86_400_000;
/** The invented town's past is younger. */
const BEFORE_ALL = wallClock(new Date(Date.now() - 500 * DAY_MS)).day;
const TODAY = wallClock(new Date()).day;
const LAST_MONTH = wallClock(new Date(Date.parse(`${TODAY.slice(0, 7)}-01`) - DAY_MS)).day.slice(0, 7); // prettier-ignore

describe('the exports open in LibreOffice without a warning, numbers are numbers and nothing is a formula', () => {
  let chromium: Browser;
  let mayor: Visitor;

  beforeAll(async () => {
    chromium = await openChromium();
    mayor = await Visitor.enter(chromium, theTown());
    await signIn(mayor, 'fabio');
  });
  afterAll(async () => {
    await chromium.close();
  });

  const download = async (path: string): Promise<Buffer> => {
    const answer = await mayor.page.request.get(new URL(path, theTown().address).toString());
    expect(answer.status()).toBe(200);
    return answer.body();
  };

  test('a month as CSV, written for an Italian office', async () => {
    const bytes = await download(`/ufficio/statistiche/mesi/${LAST_MONTH}/file/csv`);
    const { warnings, sheets } = await openInLibreOffice('mese.csv', bytes);
    expect(warnings).toBe('');
    const rows = sheets['mese'] ?? [];
    expect(typesUnder(rows, 'Ricevute')).toEqual(['float']);
    expect(typesUnder(rows, 'Giorni alla chiusura, media')).toEqual(['float']);
    expect(rows.flat().filter(({ isFormula }) => isFormula)).toEqual([]);
  });

  test('a month as XLSX, a sheet a table', async () => {
    const bytes = await download(`/ufficio/statistiche/mesi/${LAST_MONTH}/file/xlsx`);
    const { warnings, sheets } = await openInLibreOffice('mese.xlsx', bytes);
    expect(warnings).toBe('');
    expect(Object.keys(sheets).length).toBeGreaterThan(10);
    expect(
      Object.values(sheets)
        .flat(2)
        .filter(({ isFormula }) => isFormula),
    ).toEqual([]);
    expect(Object.values(sheets).flat(2).filter(isNumberAsText)).toEqual([]);
  });

  test.each(['csv', 'xlsx'])('the list of requests as %s, a row a request', async (format) => {
    await mayor.open('/ufficio/statistiche/segnalazioni');
    await mayor.page.locator('[name=dal]').fill(BEFORE_ALL);
    await mayor.page.locator('[name=al]').fill(TODAY);
    await mayor.page.locator(`[name=formato][value=${format}]`).check({ force: true });
    await mayor.press('Prepara l’elenco');
    const ready = mayor.page.getByRole('link', { name: 'Scarica il file' });
    await ready.waitFor();
    const bytes = await download((await ready.getAttribute('href')) ?? '');
    const { warnings, sheets } = await openInLibreOffice(`elenco.${format}`, bytes);
    expect(warnings).toBe('');
    const rows = Object.values(sheets)[0] ?? [];
    expect(rows.length).toBeGreaterThan(30);
    expect(typesUnder(rows, 'Giorni alla chiusura')).toEqual(['float']);
    expect(typesUnder(rows, 'Inviata il')).toEqual(['date']);
    expect(typesUnder(rows, 'Numero')).toEqual(['string']);
    expect(rows.flat().filter(({ isFormula }) => isFormula)).toEqual([]);
  });

  test('no page on the way had a fault', () => {
    expect(mayor.faults).toEqual([]);
  });
});

/** Every type that stands below a heading, empty cells apart. */
function typesUnder(rows: readonly (readonly Cell[])[], heading: string): string[] {
  const [first = [], ...rest] = rows;
  const column = first.findIndex(({ text }) => text === heading);
  if (column < 0)
    throw new Error(`no column ${heading}: ${first.map(({ text }) => text).join(', ')}`);
  return [...new Set(rest.map((row) => row[column]?.type ?? '').filter((type) => type !== ''))];
}

function isNumberAsText({ type, text }: Cell): boolean {
  return type === 'string' && /^-?\d+[.,]\d+$/.test(text);
}
