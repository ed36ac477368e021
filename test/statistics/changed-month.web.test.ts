import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lookIntoTown } from '../../src/doors/administration/doctor/town.js';
import { MonthTurn } from '../../src/doors/clock/month-turn.service.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { newId } from '../../src/shared/ids.js';
import { MonthArchive } from '../../src/statistics/months/month-archive.service.js';
import { type Desk, seated } from '../doors/offices/desk.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { recorderOf, type Words } from '../support/steps.js';

const ANSWER = {
  outcome: 'refused',
  whatWasDone: 'La proposta è stata esaminata: la strada non ha la larghezza necessaria.',
  doneBy: 'Ufficio tecnico',
  citizenCan: 'La proposta si può presentare di nuovo al prossimo piano della mobilità.',
  reasons: 'La sezione stradale minima prevista dalle norme non lo consente.',
};
const CHANGED = 'Dopo la pubblicazione i fatti di questo mese sono cambiati';
const MONTH = '/ufficio/statistiche/mesi/2026-10';

describe('a published month whose facts were corrected', () => {
  let house: House;
  let dario: Desk;
  let ticketNumber: string;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    ticketNumber = (await file(house)).ticketNumber;
    await record('take-in-charge', 'bruno');
    await record('close-without-work', 'carla', { data: ANSWER });
    house.clock.set('2026-11-02T08:00:00Z');
    await house.get(MonthTurn).take();
    dario = await seated(house, 'dario');
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const record = (action: string, who: 'bruno' | 'carla', words: Words = {}) =>
    steps.record(house.town[who], ticketNumber, action, words);
  const spoil = (sql: string) => house.transactions.run((em) => em.query(sql));

  test('says nothing while they agree', async () => {
    await dario.get(MONTH);
    expect(dario.text).toContain('revisione 1');
    expect(dario.text).not.toContain(CHANGED);
    await dario.get('/ufficio/statistiche');
    expect(dario.text).not.toContain('Dopo la pubblicazione');
    await dario.get(`${MONTH}/confronto?prima=1&dopo=adesso`);
    expect(dario.text).toContain('I dati di oggi dicono gli stessi numeri.');
  });

  test('stays, and says how many numbers are different by now, with the way to compare them and to revise it', async () => {
    const { version, lastSeq: seq } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber }); // prettier-ignore
    const given = { seq, treatment: 'keep', version, reason: 'Chiusa per errore.' } as const;
    done(await house.get(CorrectionDesk).correct(house.town.carla, ticketNumber, given, newId()));
    house.clock.set('2026-11-03T08:00:00Z');
    dario = await seated(house, 'dario');
    expect((await house.get(MonthArchive).read('2026-10'))?.document.totals.closed).toBe(1);
    await dario.get('/ufficio/statistiche');
    expect(dario.text).toContain('risulta finito con 0 segnalazioni aperte, mentre novembre 2026 comincia con 1'); // prettier-ignore
    expect(dario.page).toContain(`href="${MONTH}"`);
    await dario.get(MONTH);
    expect(dario.text).toMatch(new RegExp(`${CHANGED}: \\d+ numeri sono diversi`));
    const [, count] = /cambiati: (\d+) numeri/.exec(dario.text) ?? [];
    await dario.get(`${MONTH}/confronto?prima=1&dopo=adesso`);
    expect(dario.text).toContain('i dati di oggi');
    expect(dario.page.match(/<tr>\s*<td>/g)).toHaveLength(Number(count));
    await dario.get(MONTH);
    await dario.post(`${MONTH}/ricalcolo`, { motivo: 'Una chiusura era sbagliata.' });
    house.clock.set('2026-11-04T08:00:00Z');
    dario = await seated(house, 'dario');
    await dario.get(MONTH);
    expect(dario.text).not.toContain(CHANGED);
    await dario.get('/ufficio/statistiche');
    expect(dario.text).not.toContain('Dopo la pubblicazione');
  });

  test('whoever may not revise it is not told to', async () => {
    await spoil(`UPDATE request_facts SET filed_on = '2026-09-30', kind = 'complaint'`);
    house.clock.set('2026-11-05T08:00:00Z');
    const bruno = await seated(house, 'bruno');
    await bruno.get(MONTH);
    expect(bruno.text).not.toContain(CHANGED);
  });

  test('one that does not add up is told on the page of the months and by the doctor, and everybody is sent the others', async () => {
    house.clock.set('2026-11-20T08:00:00Z');
    const second = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber: (await file(house)).ticketNumber }); // prettier-ignore
    await spoil(`UPDATE request_facts SET filed_on = '2026-12-31', state_kind = 'closed', closed_at = filed_at, closed_on = '2026-11-20' WHERE request_id = '${second.id}'`); // prettier-ignore
    house.clock.set('2027-02-01T08:00:00Z');
    await house.get(MonthTurn).take();
    expect(await house.get(MonthArchive).latest('2026-11', '2027-01')).toMatchObject([{ month: '2027-01' }]); // prettier-ignore
    const fabio = await seated(house, 'fabio');
    await fabio.get('/ufficio/statistiche/mesi');
    expect(fabio.text).toContain('Il mese di novembre 2026 è finito e non è pubblicato, perché i suoi conti non tornano'); // prettier-ignore
    const found = (await lookIntoTown(house.app)).find(({ place }) => place === 'months');
    expect(found).toMatchObject({ level: 'fault', sentence: expect.stringContaining('2026-11') });
  });
});
