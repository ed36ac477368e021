import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { monthOf } from '../../../src/statistics/domain/month.js';
import { MonthPapers } from '../../../src/statistics/files/month-papers.service.js';
import { MonthArchive } from '../../../src/statistics/months/month-archive.service.js';
import { MonthBook } from '../../../src/statistics/months/month-book.service.js';
import { textsIn } from '../../../src/statistics/texts.js';
import { Languages } from '../../../src/web/languages.js';
import { type Desk, seated } from '../../doors/offices/desk.js';
import { signedIn } from '../../doors/partners/signed-in.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { pdfWords } from '../../support/pdf-words.js';

const ANSWER = {
  outcome: 'refused',
  whatWasDone: 'La proposta è stata esaminata: la strada non ha la larghezza necessaria.',
  doneBy: 'Ufficio tecnico',
  citizenCan: 'La proposta si può presentare di nuovo al prossimo piano della mobilità.',
  reasons: 'La sezione stradale minima prevista dalle norme non lo consente.',
};
const MONTHS = '/ufficio/statistiche/mesi';
const OCTOBER = `${MONTHS}/2026-10`;
const NOVEMBER = `${MONTHS}/2026-11`;
const differ = (end: number, start: number) =>
  `Il mese di ottobre 2026 è pubblicato con ${end} aperte alla fine, novembre 2026 comincia con ${start}`;

describe('a closing that is recorded after the month in which it happened was published', () => {
  let house: House;
  let dario: Desk;
  const tickets: string[] = [];
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    for (let i = 0; i < 3; i += 1) {
      const { ticketNumber } = await file(house);
      await record(ticketNumber, 'take-in-charge', 'bruno');
      tickets.push(ticketNumber);
    }
    house.clock.set('2026-11-02T08:00:00Z');
    await house.get(MonthArchive).publish(monthOf('2026-10'));
    await look('2026-11-05');
  });
  afterAll(() => house.close());

  const record = async (ticketNumber: string, action: string, who: 'bruno' | 'carla', more: object = {}) => {
    const { version } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const command = { action, version, data: {}, files: [], ...more };
    done(await house.get(StepDesk).record(house.town[who], ticketNumber, command, newId()));
  }; // prettier-ignore
  const closedInOctober = (ticketNumber: string) =>
    record(ticketNumber, 'close-without-work', 'carla', { data: ANSWER, occurredAt: new Date('2026-10-30T09:00:00Z') }); // prettier-ignore
  /** On another day, so that nothing that was computed is remembered. */
  const look = async (day: string) => {
    house.clock.set(`${day}T08:00:00Z`);
    dario = await seated(house, 'dario');
  };
  const revise = (month: string) => dario.post(`${month}/ricalcolo`, { motivo: 'Una chiusura registrata tardi.' }); // prettier-ignore
  const page = async (path: string) => {
    await dario.get(path);
    return dario.text;
  };
  const papers = () => Promise.all(['pdf', 'xlsx', 'csv', 'json'].map((format) => dario.download(`${NOVEMBER}/file/${format}?revisione=1`))); // prettier-ignore

  test('is told on the page of that month, with what the town’s numbers would be today', async () => {
    expect(await page(NOVEMBER)).not.toContain('aperte alla fine, novembre');
    await closedInOctober(tickets[0]!);
    await look('2026-11-06');
    const text = await page(OCTOBER);
    expect(text).toMatch(/\d+ numeri sono diversi, perché qualcosa che è avvenuto in questo mese è stato registrato o corretto dopo\./); // prettier-ignore
    expect(text).toContain('Chiuse: 1 invece di 0. Aperte alla fine: 2 invece di 3.');
    expect(text).not.toContain('Ricevute: 3 invece');
  });

  test('makes the next month begin otherwise: its page says so with both numbers and the way to that month', async () => {
    expect(await page(NOVEMBER)).toContain(differ(3, 2));
    expect(dario.page).toContain(`<a href="${OCTOBER}">Vai a ottobre 2026</a>`);
    expect(await page('/ufficio/statistiche')).toContain('risulta finito con 3 segnalazioni aperte, mentre novembre 2026 comincia con 2'); // prettier-ignore
  });

  test('and the page of a district council, which shows the town beside its areas', async () => {
    const flavia = await signedIn(house, 'flavia');
    await flavia.get('/ente/zona?mese=2026-11');
    expect(flavia.page).toContain(differ(3, 2));
    const wayTo = (words: string) => new RegExp(`href="([^"]*)">${words}</a>`).exec(flavia.page)?.[1]; // prettier-ignore
    expect(wayTo('Vai a ottobre 2026')).toContain('2026-10');
    expect(wayTo('Vai a ottobre 2026')).toBe(wayTo('Mese precedente \\(ottobre 2026\\)'));
  });

  test('and, once it is published, its papers, which stay as they are', async () => {
    await look('2026-12-01');
    await house.get(MonthArchive).publish(monthOf('2026-11'));
    expect(await page(NOVEMBER)).toContain(differ(3, 2));
    const [pdf, xlsx] = await papers();
    expect(pdfWords(pdf!).join(' ')).toContain(differ(3, 2));
    expect(Object.values(unzipSync(xlsx!)).map((part) => strFromU8(part)).join(' ')).toContain(differ(3, 2)); // prettier-ignore
    const booked = await house.get(MonthBook).revision('2026-11', 1);
    const sheet = await house.get(MonthPapers).page(booked!, textsIn(house.get(Languages), 'it'));
    expect(pdfWords(sheet).join(' ')).toContain(differ(3, 2));
  });

  test('until the month is revised', async () => {
    await look('2026-12-02');
    const before = await papers();
    await revise(OCTOBER);
    await look('2026-12-03');
    expect(await page(NOVEMBER)).not.toContain('aperte alla fine, novembre');
    expect(await page('/ufficio/statistiche')).not.toContain('risulta finito');
    expect(await page(OCTOBER)).not.toContain('sono cambiati');
    expect((await papers()).map((file, i) => file.equals(before[i]!))).toEqual([true, true, true, true]); // prettier-ignore
  });

  test('and where both are published already, both say what has changed, until both are revised', async () => {
    await closedInOctober(tickets[1]!);
    await look('2026-12-04');
    expect(await page(OCTOBER)).toContain(
      'Chiuse: 2 invece di 1. Aperte alla fine: 1 invece di 2.',
    );
    expect(await page(NOVEMBER)).toContain('Aperte all’inizio: 1 invece di 2. Aperte alla fine: 1 invece di 2.'); // prettier-ignore
    expect(dario.text).not.toContain('aperte alla fine, novembre');
    await revise(OCTOBER);
    await look('2026-12-05');
    expect(await page(NOVEMBER)).toContain(differ(1, 2));
    await revise(NOVEMBER);
    await look('2026-12-06');
    expect(await page(NOVEMBER)).not.toContain('aperte alla fine, novembre');
    expect(dario.text).not.toContain('sono cambiati');
  });
});
