import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ImportDesk } from '../../../src/requests/importing/import-desk.service.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { monthOf } from '../../../src/statistics/domain/month.js';
import { MonthPapers } from '../../../src/statistics/files/month-papers.service.js';
import { MonthArchive } from '../../../src/statistics/months/month-archive.service.js';
import { MonthBook } from '../../../src/statistics/months/month-book.service.js';
import { textsIn } from '../../../src/statistics/texts.js';
import { Languages } from '../../../src/web/languages.js';
import { type Desk, seated } from '../../doors/offices/desk.js';
import { type House, openHouse } from '../../support/house.js';
import { pdfWords } from '../../support/pdf-words.js';

const FILES = ['csv', 'csv?numeri=punto', 'json', 'xlsx', 'pdf'];

describe('the files of a published revision', () => {
  let house: House;
  let fabio: Desk;
  let filed = 0;
  beforeAll(async () => {
    house = await openHouse({ now: '2027-03-01T08:00:00Z' });
    await filedOn('2026-02-10', '2027-01-10', '2027-01-20', '2027-02-10');
    await publish('2027-01');
    house.clock.set('2027-03-01T09:00:00Z');
    await publish('2027-02');
    house.clock.set('2027-03-05T08:00:00Z');
    fabio = await seated(house, 'fabio');
  });
  afterAll(() => house.close());

  const filedOn = (...days: string[]) =>
    house.get(ImportDesk).importRequests(
      days.map((day) => ({ sourceSystem: 'prova', sourceId: `${(filed += 1)}`, filedAt: new Date(`${day}T10:00:00Z`), closedAt: null, categoryCode: 'roads-signs', channel: 'phone' as const, title: 'Una prova', stateCode: 'received', outcome: null, isWithdrawn: false })), // prettier-ignore
      'prova',
    );
  const publish = (month: string) => house.get(MonthArchive).publish(monthOf(month));
  const revise = async (month: string) => {
    const revision = { by: 'Dario Neri', reason: 'Una scheda dimenticata.' };
    const done = await house.get(MonthArchive).revise(monthOf(month), revision);
    if (isRefusal(done)) throw new Error('refused');
  };
  const wordsOfPage = async (month: string, revision: number) => {
    const booked = await house.get(MonthBook).revision(month, revision);
    return pdfWords(
      await house.get(MonthPapers).page(booked!, textsIn(house.get(Languages), 'it')),
    );
  };
  /** Every byte of every file, and the one page of the heads. */
  const papers = async (month: string, revision: number) => {
    const files: Buffer[] = [];
    for (const one of FILES) {
      const [format = '', rest] = one.split('?');
      const path = `/ufficio/statistiche/mesi/${month}/file/${format}?revisione=${revision}&${rest ?? ''}`;
      files.push(await fabio.download(path));
    }
    return { files, page: await wordsOfPage(month, revision) };
  };

  test('draw what came and went, what was open month by month, and how old it was', async () => {
    const booked = await house.get(MonthBook).revision('2027-02', 1);
    const report = house.get(MonthPapers).report(booked!, textsIn(house.get(Languages), 'it'));
    const words = pdfWords(await report);
    expect(words).toEqual(expect.arrayContaining(['Ricevute e chiuse negli ultimi dodici mesi', 'Aperte alla fine di ciascuno degli ultimi dodici mesi', 'Età delle aperte'])); // prettier-ignore
  });

  test('never change: the months beside it are told as they were published when it was', async () => {
    const before = await papers('2027-02', 1);
    await filedOn('2027-01-25', '2027-02-25');
    await revise('2027-01');
    await revise('2027-02');
    await publish('2026-02');
    expect(await papers('2027-02', 1)).toEqual(before);
  });

  test('leave a month out that nobody had published by then, in the chart and in the comparison', async () => {
    expect(await wordsOfPage('2027-01', 1)).toContain('nessun confronto');
    expect((await wordsOfPage('2027-02', 1)).join(' ')).toContain('gennaio 2027: 3');
    house.clock.set('2027-03-06T08:00:00Z');
    await filedOn('2027-02-26');
    await revise('2027-02');
    expect((await wordsOfPage('2027-02', 3)).join(' ')).toContain('febbraio 2026: 1');
  });
});
