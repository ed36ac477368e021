import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CountWorkingTime1763683200111 } from '../../migrations/1763683200111-count-working-time.js';
import type { Viewer } from '../../src/access/viewer.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import { RequestReopening } from '../../src/requests/facts/request-reopening.entity.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { Settings } from '../../src/settings/settings.service.js';
import { newId } from '../../src/shared/ids.js';
import { monthOf } from '../../src/statistics/domain/month.js';
import { MonthStatistics } from '../../src/statistics/months/month.service.js';
import { parse } from 'csv-parse/sync';
import { seated } from '../doors/offices/desk.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { plainWorkingSeconds } from '../support/plain-working.js';
import { recorderOf, type Words } from '../support/steps.js';

const ANSWER = {
  outcome: 'refused',
  whatWasDone: 'La proposta è stata esaminata: la strada non ha la larghezza necessaria.',
  doneBy: 'Ufficio tecnico',
  citizenCan: 'La proposta si può presentare di nuovo al prossimo piano della mobilità.',
  reasons: 'La sezione stradale minima prevista dalle norme non lo consente.',
};
const [FILED, ASKED, TOLD, CLOSED] = ['2027-03-25T16:00:00Z', '2027-03-26T09:00:00Z', '2027-03-31T07:00:00Z', '2027-04-01T15:30:00Z'] as const; // prettier-ignore
/** The patron saint's day, and the closure on which it is known in time. */
const OWN = ['2027-05-22', '2027-03-30'];
const at = (iso: string) => new Date(iso);

describe('the working time of a request', () => {
  let house: House;
  let ticketNumber: string;
  let requestId: string;
  beforeAll(async () => {
    house = await openHouse({ now: FILED }); // Thursday before Easter
    await close('2027-03-30');
    ticketNumber = (await file(house)).ticketNumber;
    requestId = (await request()).id;
  });
  afterAll(() => house.close());

  const request = () => house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const facts = () => house.reads.of(RequestFacts).findOneByOrFail({ requestId });
  const reopenings = () => house.reads.of(RequestReopening).findBy({ requestId });
  const close = async (...days: string[]): Promise<void> => {
    await house.transactions.run(async (em) => {
      done(await house.get(Settings).set(em, 'closureDays', days));
      done(await house.get(Settings).set(em, 'patronSaintDay', '05-22'));
    });
  };
  const steps = recorderOf(() => house);
  const record = (viewer: Viewer, action: string, words: Words = {}) =>
    steps.record(viewer, ticketNumber, action, words);
  const upgrade = () =>
    house.transactions.run(async (em) => {
      const queryRunner = em.queryRunner ?? em.dataSource.createQueryRunner();
      await new CountWorkingTime1763683200111().down(queryRunner);
      await new CountWorkingTime1763683200111().up(queryRunner);
    });

  test('is kept with the first answer, the suspension and the closing: Easter, its Monday and the closure of Tuesday are none', async () => {
    expect(await facts()).toMatchObject({ firstAnswerWorkingSeconds: null, closureWorkingSeconds: null, suspendedWorkingSeconds: 0 }); // prettier-ignore
    const { bruno, carla } = house.town;
    const citizen: Viewer = { kind: 'citizen', requestId, ticketNumber };
    house.clock.set(ASKED);
    await record(bruno, 'take-in-charge');
    await record(bruno, 'ask-citizen', { data: { question: 'Davanti a quale numero civico?' } });
    house.clock.set(TOLD);
    await record(citizen, 'answer', { note: 'Davanti al 12.' });
    house.clock.set(CLOSED);
    await record(carla, 'close-without-work', { data: ANSWER });
    expect(await facts()).toMatchObject({
      firstAnswerWorkingSeconds: plainWorkingSeconds(at(FILED), at(ASKED), OWN),
      suspendedWorkingSeconds: plainWorkingSeconds(at(ASKED), at(TOLD), OWN),
      closureWorkingSeconds: plainWorkingSeconds(at(FILED), at(CLOSED), OWN),
    });
    const { totals } = await house.get(MonthStatistics).report(monthOf('2027-04'));
    const days = (from: string, until: string) => plainWorkingSeconds(at(from), at(until), OWN) / 86_400; // prettier-ignore
    const whole = days(FILED, CLOSED);
    expect(totals.closureWorking).toEqual({ cases: 1, medianDays: whole, p90Days: whole, meanDays: whole }); // prettier-ignore
    expect(totals.closureNetWorking?.meanDays).toBeCloseTo(whole - days(ASKED, TOLD), 9);
    expect(totals.closure.medianDays).toBeCloseTo(whole + 4 - 1 / 24, 9); // four days, one of them of 23 hours
  });

  test('stays what it was when the council closes a day later, and the next closing knows that day', async () => {
    const { bruno, carla } = house.town;
    const before = await facts();
    house.clock.set('2027-04-02T08:00:00Z');
    await close('2027-03-30', '2027-04-01');
    expect(await facts()).toEqual(before);
    await record(carla, 'reopen', { note: 'La buca si è riaperta.' });
    expect(await facts()).toMatchObject({ closureWorkingSeconds: null });
    expect(await reopenings()).toMatchObject([{ closureWorkingSeconds: before.closureWorkingSeconds }]); // prettier-ignore
    house.clock.set('2027-04-06T08:00:00Z');
    await record(bruno, 'take-in-charge');
    await record(carla, 'close-without-work', { data: ANSWER });
    const until = at('2027-04-06T08:00:00Z');
    expect((await facts()).closureWorkingSeconds).toBe(plainWorkingSeconds(at(FILED), until, [...OWN, '2027-04-01'])); // prettier-ignore
  });

  test('of an answer that is struck through is that of the next one that counts', async () => {
    const { carla } = house.town;
    const { version } = await request();
    const given = { seq: 2, treatment: 'keep', version, reason: 'Presa in carico per errore.' } as const; // prettier-ignore
    done(await house.get(CorrectionDesk).correct(carla, ticketNumber, given, newId()));
    const { firstAnswerAt, firstAnswerWorkingSeconds } = await facts();
    expect(firstAnswerAt).toEqual(at(ASKED)); // the question
    expect(firstAnswerWorkingSeconds).toBe(plainWorkingSeconds(at(FILED), at(ASKED), [...OWN, '2027-04-01'])); // prettier-ignore
  });

  test('of what another system had closed is kept too', async () => {
    const [filedAt, closedAt] = [at('2025-12-23T10:00:00Z'), at('2026-01-07T10:00:00Z')];
    const card = { ...{ sourceSystem: 'prova', sourceId: '1', categoryCode: 'roads-signs', channel: 'phone' as const }, ...{ title: 'Una prova', stateCode: 'closed', outcome: 'repaired', isWithdrawn: false } }; // prettier-ignore
    await house.get(ImportDesk).importRequests([{ ...card, filedAt, closedAt }], 'prova');
    const [imported] = await house.reads.of(RequestFacts).findBy({ isImported: true });
    expect(imported?.closureWorkingSeconds).toBe(plainWorkingSeconds(filedAt, closedAt, OWN));
  });

  test('is found again by an upgrade, by the calendar as it stands then', async () => {
    await close('2027-03-30', '2027-04-01');
    await upgrade();
    const closed = [...OWN, '2027-04-01'];
    const all = await house.reads.of(RequestFacts).find();
    expect(all).toHaveLength(2);
    for (const row of all) {
      const { filedAt, firstAnswerAt, closedAt } = row;
      expect(row).toMatchObject({
        firstAnswerWorkingSeconds: firstAnswerAt && plainWorkingSeconds(filedAt, firstAnswerAt, closed), // prettier-ignore
        closureWorkingSeconds: closedAt && plainWorkingSeconds(filedAt, closedAt, closed),
      });
    }
    expect((await facts()).suspendedWorkingSeconds).toBe(plainWorkingSeconds(at(ASKED), at(TOLD), closed)); // prettier-ignore
    expect(await reopenings()).toMatchObject([{ closureWorkingSeconds: plainWorkingSeconds(at(FILED), at(CLOSED), closed) }]); // prettier-ignore
  });

  test('stands beside the calendar days on the pages, in the files and among the definitions, in both languages', async () => {
    house.clock.set('2027-05-03T08:00:00Z');
    const fabio = await seated(house, 'fabio');
    const { totals } = await house.get(MonthStatistics).report(monthOf('2027-04'));
    const [median, net] = [totals.closureWorking?.medianDays ?? 0, totals.closureNetWorking?.medianDays ?? 0]; // prettier-ignore
    const shown = (days: number) => days.toFixed(1).replace('.', ',');
    await fabio.get('/ufficio/statistiche/mesi/2027-04');
    expect(fabio.text).toContain('Quanto ci vuole');
    expect(fabio.text).toMatch(new RegExp(`senza le sospensioni \\d .*${shown(net)} `));
    expect(fabio.text).toContain(`${shown(median)} lav.`);
    await fabio.get('/ufficio/statistiche?fino=2027-04');
    expect(fabio.text).toContain(`${shown(median)} lav.`);
    const { text: csv } = await fabio.get(
      '/ufficio/statistiche/mesi/2027-04/file/csv?numeri=punto',
    );
    const [heading = [], town = []] = parse(csv, { delimiter: ';', bom: true }) as string[][];
    expect(town[heading.indexOf('Giorni lavorativi alla chiusura, mediana')]).toBe(median.toFixed(1)); // prettier-ignore
    expect(town[heading.indexOf('Giorni lavorativi senza sospensioni, mediana')]).toBe(net.toFixed(1)); // prettier-ignore
    const { text: json } = await fabio.get('/ufficio/statistiche/mesi/2027-04/file/json');
    expect(JSON.parse(json)).toMatchObject({ totals: { closureWorking: totals.closureWorking } });
    for (const format of ['xlsx', 'pdf'])
      expect((await fabio.get(`/ufficio/statistiche/mesi/2027-04/file/${format}`)).status).toBe(200); // prettier-ignore
    await fabio.get('/statistiche/definizioni');
    expect(fabio.text).toContain('un giorno di chiusura aggiunto dopo conta per ciò che si registra da allora in poi'); // prettier-ignore
    await fabio.post('/lingua', { lingua: 'en' });
    await fabio.get('/statistiche/definizioni');
    expect(fabio.text).toContain('a day of closure that is added later counts for what is recorded from then on'); // prettier-ignore
  });

  test('of an installation without requests is nothing to count', async () => {
    const fresh = await openHouse();
    await fresh.transactions.run(async (em) => {
      const queryRunner = em.queryRunner ?? em.dataSource.createQueryRunner();
      await new CountWorkingTime1763683200111().down(queryRunner);
      await new CountWorkingTime1763683200111().up(queryRunner);
    });
    expect(await fresh.reads.of(RequestFacts).count()).toBe(0);
    await fresh.close();
  });
});
