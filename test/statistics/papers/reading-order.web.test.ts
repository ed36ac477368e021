import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { ImportDesk } from '../../../src/requests/importing/import-desk.service.js';
import { type Desk, seated } from '../../doors/offices/desk.js';
import { type House, openHouse } from '../../support/house.js';
import { pdfWords } from '../../support/pdf-words.js';

const DIMENSIONS = ['category', 'office', 'weekday', 'hour'];
const LEAST_LETTERS = 5;
/** Whose codes, whose names and whose days each have another order. */
const FILED = [
  ['waste-cleaning', '2026-09-02T07:00:00Z'],
  ['buildings-schools', '2026-09-03T10:00:00Z'],
  ['roads-signs', '2026-09-07T16:00:00Z'],
  ['street-lighting', '2026-09-08T22:00:00Z'],
  ['parks-green', '2026-09-12T01:00:00Z'],
] as const;

describe('the tables of a month', () => {
  let house: House;
  let fabio: Desk;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    const cards = FILED.map(([categoryCode, filedAt], i) => ({ ...{ sourceSystem: 'prova', sourceId: `${i}`, categoryCode, filedAt: new Date(filedAt) }, ...{ closedAt: null, channel: 'phone' as const, title: 'Una prova', stateCode: 'received', outcome: null, isWithdrawn: false } })); // prettier-ignore
    await house.get(ImportDesk).importRequests(cards, 'prova');
    fabio = await seated(house, 'fabio');
    await fabio.get('/ufficio/statistiche/mesi/2026-09');
  });
  afterAll(() => house.close());

  /** The names of the lines of a table of the page. */
  const namesOn = (code: string): string[] => {
    const table = new RegExp(`id="table-${code}"[\\s\\S]*?</table>`).exec(fabio.page)?.[0] ?? '';
    const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(table)?.[1] ?? '';
    return [...body.matchAll(/<th scope="row"[^>]*>(?:<[^>]*>)*([^<]*)/g)].map(([, name = '']) => name.trim()); // prettier-ignore
  };

  test('have their days and hours as they come, and what has a name by its name', () => {
    expect(namesOn('weekday')).toEqual(['Lunedì', 'Mercoledì', 'Giovedì', 'Sabato']);
    expect(namesOn('hour')).toEqual(['00:00', '03:00', '09:00', '12:00', '18:00']);
    const { compare } = new Intl.Collator('it');
    for (const code of ['category', 'office']) {
      expect(namesOn(code).length).toBeGreaterThan(2);
      expect(namesOn(code)).toEqual(namesOn(code).sort(compare));
    }
  });

  test('have the same order in the report and in the workbook as on the page', async () => {
    const words = pdfWords(await fabio.download('/ufficio/statistiche/mesi/2026-09/file/pdf'));
    const parts = unzipSync(await fabio.download('/ufficio/statistiche/mesi/2026-09/file/xlsx'));
    const texts = [...strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array()).matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text = '']) => text); // prettier-ignore
    for (const code of DIMENSIONS) {
      const names = namesOn(code);
      /** Paper breaks a long name: its first line stands for it. */
      const inFile = (found: readonly string[]) => [...new Set(found.flatMap((text) => names.find((name) => name === text || (text.length >= LEAST_LETTERS && name.startsWith(text))) ?? []))]; // prettier-ignore
      expect([code, inFile(words)]).toEqual([code, names]);
      expect([code, inFile(texts)]).toEqual([code, names]);
    }
  });
});
