import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertRows } from '../../../src/database/insert-rows.js';
import { FeedbackAnswer } from '../../../src/feedback/feedback-answer.entity.js';
import { RequestReopening } from '../../../src/requests/facts/request-reopening.entity.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { Worksheet } from '../../../src/worksheets/worksheet.entity.js';
import { WorksheetLine } from '../../../src/worksheets/worksheet-line.entity.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { type Desk, seated } from './desk.js';

const LAMP = { category: 'street-lighting', title: 'Lampione spento', answers: { 'live-cable': 'no' } } as const; // prettier-ignore
const FIGURES = { matched: 4, different: 1, missing: 1, unknown: 1, twice: 0, accepted: 1, kept: 1, asked: 0 }; // prettier-ignore
const WORK = { line: 2, ticketNumber: null, reference: null, place: null, address: 'Via delle Reti 3', day: '2026-08-06', time: null, operator: null, amountCents: null, note: null }; // prettier-ignore
const LISTED = ['offerti', 'accettati', 'rifiutati', 'scaduti', 'annullati', 'in-attesa', 'eseguiti', 'puntuali', 'in-ritardo']; // prettier-ignore

describe('the list behind a number of a partner’s score', () => {
  let house: House;
  let fabio: Desk;
  let partnerId: string;
  let requestIds: string[];
  beforeAll(async () => {
    house = await openHouse({ now: '2026-09-01T08:00:00Z' });
    partnerId = house.town.partnerId('luce-strade');
    const kinds = ['complaint', 'report', 'report'] as const;
    const filed: string[] = [];
    for (const kind of kinds) filed.push((await file(house, { ...LAMP, kind })).ticketNumber);
    requestIds = await Promise.all(filed.map(async (ticketNumber) => (await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber })).id)); // prettier-ignore
    await house.transactions.run(async (em) => {
      await insertRows(em, Task, tasks());
      await insertRows(em, RequestReopening, [reopening(requestIds[1] ?? '')]);
      await insertRows(em, FeedbackAnswer, [rating(requestIds[0] ?? '', 2), rating(requestIds[1] ?? '', 5)]); // prettier-ignore
      const [august, july] = [sheet('2026-08', 'closed'), sheet('2026-07', 'closed')];
      await insertRows(em, Worksheet, [august, july, sheet('2026-06', 'replaced')] as Worksheet[]); // columns left out are null
      await insertRows(em, WorksheetLine, [august, july].flatMap(({ id }) => ['different', 'missing', 'unknown', 'matched'].map((kind, i) => lineOf(id, kind, i + 1)))); // prettier-ignore
    });
    house.clock.set('2026-10-12T08:00:00Z');
    fabio = await seated(house, 'fabio');
  });
  afterAll(() => house.close());

  /** Beside what the filings themselves offered: each way in which an offer can end, two of them on one request. */
  const tasks = (): Task[] => {
    const [one = '', other = ''] = requestIds;
    const task = (requestId: string, state: Task['state'], due: string | null = null, worked: string | null = null) => ({ ...{ id: newId(), requestId, partnerId, officeId: null, kind: 'work', state, version: 1, rule: null, offeredSeq: 1 }, ...{ offeredAt: new Date('2026-09-02T08:00:00Z'), dueAt: due && new Date(due), plannedFor: null, performedAt: worked && new Date(worked), settledAt: null, externalReference: null, operatorCode: null } }) as Task; // prettier-ignore
    return [
      task(one, 'declined'),
      task(one, 'declined'),
      task(other, 'expired'),
      task(other, 'cancelled'),
      task(one, 'done', '2026-09-10T22:00:00Z', '2026-09-09T08:00:00Z'),
      task(one, 'done', '2026-09-10T22:00:00Z', '2026-09-11T08:00:00Z'),
      task(other, 'accepted', '2026-09-30T22:00:00Z'),
      { ...task(other, 'declined'), offeredAt: new Date('2026-10-31T23:00:00Z') }, // November in Rome
    ];
  };
  const reopening = (requestId: string) => ({ ...{ requestId, seq: 9, closedAt: new Date('2026-09-10T08:00:00Z'), closedOn: '2026-09-10', closureWorkingSeconds: 1, suspendedSeconds: 0, suspendedWorkingSeconds: 0 }, ...{ dueAt: new Date('2026-09-30T22:00:00Z'), outcome: null, isWithdrawn: false, reopenedAt: new Date('2026-09-12T08:00:00Z'), reopenedOn: '2026-09-12' } }); // prettier-ignore
  const rating = (requestId: string, score: 2 | 5) => ({ ...{ requestId, closingSeq: 8, score, reasons: [], text: null, erasedAt: null }, answeredAt: new Date('2026-09-11T10:00:00Z'), answeredOn: '2026-09-11' }); // prettier-ignore
  const sheet = (month: string, state: 'closed' | 'replaced') => ({ ...{ id: newId(), partnerId, month, state, figures: FIGURES }, ...{ fileName: 'tabulato.csv', fileSha256: 'a'.repeat(64), uploadedBy: 'Bruno Conti', uploadedAt: new Date('2026-09-01T08:00:00Z'), closedBy: 'Dario Selva', closedAt: new Date('2026-09-01T09:00:00Z') }, ...{ words: {}, linesDone: 0, attempt: 0, channel: 'office', medium: 'table' } }); // prettier-ignore
  const lineOf = (worksheetId: string, kind: string, position: number) =>
    ({
      ...{ id: newId(), worksheetId, position, kind, theirs: WORK, ours: null, differences: [] },
    }) as unknown as WorksheetLine; // columns left out are null
  /** The row of the partner: each address that its numbers lead to, with the number that stands there. */
  const numbersOf = async (desk: Desk): Promise<Map<string, string>> => {
    await desk.get('/ufficio/statistiche/enti?mese=2026-10');
    const [row = ''] = /<th scope="row">Luce [\s\S]*?<\/tr>/.exec(desk.page) ?? [];
    const links = row.matchAll(/<a href="([^"]*)">([^<]*)<\/a>(?:\s*<span[^>]*>\(([^<]*)\))?/g);
    return new Map([...links].map(([, href = '', text = '', more = '']) => [href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='), `${text} ${more}`.trim()])); // prettier-ignore
  };
  const lines = (desk: Desk): number => desk.page.split('<tr role="row"').length - 2; // without its heading
  const pathOf = (word: string) => `/ufficio/statistiche/enti/luce-strade/incarichi?quali=${word}&mese=2026-10`; // prettier-ignore

  test('is there for every number that is not nought, and has as many lines', async () => {
    const numbers = await numbersOf(fabio);
    const counted: Record<string, string> = { offerti: '10', accettati: '3', rifiutati: '2', scaduti: '1', annullati: '1', 'in-attesa': '3', puntuali: '50,0% 1 su 2', 'in-ritardo': '4' }; // prettier-ignore
    for (const [word, text] of Object.entries(counted)) expect([word, numbers.get(pathOf(word))]).toEqual([word, text]); // prettier-ignore
    const listed: number[] = [];
    for (const word of LISTED) {
      await fabio.get(pathOf(word));
      listed.push(lines(fabio));
    }
    expect(listed).toEqual([10, 3, 2, 1, 1, 3, 2, 1, 4]);
    const requests = [...numbers.keys()].filter((href) => href.startsWith('/ufficio?'));
    const found: [string | undefined, number][] = [];
    for (const href of requests) {
      await fabio.get(href);
      found.push([numbers.get(href), new Set(fabio.page.match(/segnalazioni\/\d{4}-\d{6}-\w/g)).size]); // prettier-ignore
    }
    expect(found).toEqual([['1', 1], ['1', 1], ['3,5 2 risposte', 2]]); // prettier-ignore
  });

  test('leads from the differences to the sheets that have them, and from each to its lines', async () => {
    const dario = await seated(house, 'dario');
    const href =
      [...(await numbersOf(dario)).keys()].find((one) => one.includes('/tabulati')) ?? '';
    expect((await numbersOf(dario)).get(href)).toBe('6 su 14');
    await dario.get(href);
    const months = [...dario.page.matchAll(/<a href="(\/ufficio\/tabulati\/[^"]*)">(\d+)<\/a>/g)];
    expect(months.map(([, , count]) => count)).toEqual(['3', '3']);
    expect(dario.text).toMatch(/Dodici mesi\s+6/);
    for (const [, one = ''] of months) {
      await dario.get(one.replaceAll('&#x3D;', '='));
      expect(new Set(dario.page.match(/id="riga-\d+"/g)).size).toBe(3);
    }
    await fabio.get(href);
    expect(fabio.page).not.toContain('/ufficio/tabulati/'); // the mayor settles no sheets
    expect(fabio.text).toMatch(/Dodici mesi\s+6/);
  });

  test('shows only tasks of requests that the reader may see, and says so', async () => {
    const bruno = await seated(house, 'bruno'); // of the roads, not of the lamps
    await bruno.get(pathOf('offerti'));
    expect(lines(bruno)).toBeLessThan(10);
    expect(bruno.text).toContain('perciò possono essere più corti');
    await fabio.get(pathOf('offerti'));
    expect(fabio.text).not.toContain('perciò possono essere più corti');
  });

  test('knows no other partner and no wrong month, and a number that it does not know is what was offered', async () => {
    expect((await fabio.get('/ufficio/statistiche/enti/nessuno/incarichi')).status).toBe(404);
    expect((await fabio.get('/ufficio/statistiche/enti/nessuno/tabulati')).status).toBe(404);
    expect((await fabio.get('/ufficio/statistiche/enti/luce-strade/tabulati?mese=2026-13')).status).toBe(422); // prettier-ignore
    expect((await fabio.get(`${pathOf('constructor')}&da=x`)).status).toBe(200);
    expect(lines(fabio)).toBe(10);
  });
});
