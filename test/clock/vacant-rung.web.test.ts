import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Account } from '../../src/accounts/account.entity.js';
import { at, type Desk, seated } from '../doors/offices/desk.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { clockDesk } from './desk.js';

/** A pothole of Monday 5 October 2026: its ladder calls operators, the day after the supervisor, four days later the director. */
describe('a rung on which nobody stands', () => {
  let house: House;
  let desk: ReturnType<typeof clockDesk>;
  let dario: Desk;
  beforeAll(async () => {
    house = await openHouse();
    desk = clockDesk(house);
  });
  afterAll(() => house.close());

  const leave = (roleCode: string) =>
    house.transactions.run((em) => em.update(Account, { roleCode }, { isActive: false }));
  const told = (page: Desk): string[] =>
    page.text.match(/Avviso inviato a: .*?(?=Impronta della fase)/g)?.map((one) => one.trim()) ?? []; // prettier-ignore

  test('the step and the notice say which rule fired, and that it went up because nobody holds the level below', async () => {
    const { ticketNumber } = await file(house);
    await desk.sweepAt('2026-10-08T22:00:00Z');
    await leave('supervisor');
    await desk.sweepAt('2026-10-09T22:00:00Z');
    expect(await desk.notices(ticketNumber)).toEqual([
      'state-overdue operator office',
      'state-overdue director office',
    ]);
    dario = await seated(house, 'dario');
    await dario.get(at(ticketNumber));
    expect(dario.text).toMatch(/fase oltre il suo tempo, responsabile \(pubblicato da/);
    expect(told(dario)).toEqual([
      'Avviso inviato a: Dirigente. Nell’ufficio nessuno ha il ruolo di Responsabile: l’avviso sale di un livello.',
      'Avviso inviato a: Operatore',
    ]);
    await dario.get('/ufficio/avvisi');
    expect(dario.text).toContain('Nell’ufficio nessuno ha il ruolo di Responsabile: l’avviso sale di un livello.'); // prettier-ignore
  });

  test('two empty levels are both named, and where nobody is left above, everybody in the office is told', async () => {
    const { ticketNumber } = await file(house);
    await leave('operator');
    await desk.sweepAt('2026-10-14T22:00:00Z');
    dario = await seated(house, 'dario'); // the days have ended their session
    await dario.get(at(ticketNumber));
    expect(told(dario)).toEqual([
      'Avviso inviato a: Dirigente. Nell’ufficio nessuno ha il ruolo di Operatore, Responsabile: l’avviso sale di 2 livelli.',
    ]);
    await leave('director');
    await desk.sweepAt('2026-10-22T22:00:00Z');
    const { id } = await desk.request(ticketNumber);
    const rows = await house.reads.rows<{ value: string }>(
      `SELECT value AS "value" FROM step_values WHERE request_id = :id AND name = 'told' ORDER BY seq DESC LIMIT 1`,
      { id },
    );
    expect(JSON.parse(rows[0]?.value ?? '')).toEqual({ role: null, name: null, vacant: ['director'] }); // prettier-ignore
  });
});
