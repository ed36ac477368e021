import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { clockDesk, QUESTION } from '../../clock/desk.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { at, seated } from './desk.js';

const TO_FIRM = { partner: 'luce-strade', instructions: 'Riempire la buca con asfalto a caldo.' };

describe('why a request is late', () => {
  let house: House;
  let clock: ReturnType<typeof clockDesk>;
  beforeAll(async () => {
    house = await openHouse();
    clock = clockDesk(house);
  });
  afterAll(() => house.close());

  /** What the director records at 10 in the morning of these days. */
  async function records(ticketNumber: string, story: readonly [string, string, object?][]) {
    for (const [day, action, more] of story) {
      house.clock.set(`2026-${day}T08:00:00Z`);
      await clock.record(house.town.dario, ticketNumber, action, more);
    }
  }
  async function line(ticketNumber: string, day: string, language = 'it'): Promise<string> {
    house.clock.set(`2026-${day}T08:00:00Z`);
    const dario = await seated(house, 'dario');
    await dario.post('/lingua', { lingua: language, ritorno: '/ufficio' });
    await dario.get(at(ticketNumber));
    return /(?:In ritardo di|Late by|\d+ days? late).*?(?=<\/p>)/s.exec(dario.page)?.[0].replace(/<[^>]*>/g, '') ?? ''; // prettier-ignore
  }

  test('one line says where the time went, state by state and office by office, at which firm, and the pauses apart', async () => {
    house.clock.set('2026-10-05T08:00:00Z');
    const { ticketNumber } = await file(house);
    const citizen = await clock.citizen(ticketNumber);
    await records(ticketNumber, [
      ['10-08', 'take-in-charge'],
      ['10-12', 'change-office', { data: { office: 'green' }, note: 'È nella pineta.' }],
      ['10-15', 'ask-citizen', QUESTION],
    ]);
    house.clock.set('2026-10-25T08:00:00Z');
    await clock.record(citizen, ticketNumber, 'answer', { note: 'Davanti al 12.' });
    await records(ticketNumber, [
      ['10-27', 'authorise', { data: { amount: '800' } }],
      ['10-28', 'assign-contractor', { data: TO_FIRM }],
      ['10-30', 'wait-third-party', { data: { awaited: 'Il nulla osta della provincia' } }],
      ['11-08', 'resume'],
    ]);
    expect(await line(ticketNumber, '11-30')).toBe(
      'In ritardo di 16 giorni. Dove è andato il tempo: Inviata, 3 giorni (Lavori pubblici e strade); ' +
        'Presa in carico, 4 giorni (Lavori pubblici e strade); Presa in carico, 5 giorni (Verde pubblico); ' +
        'Intervento autorizzato, 1 giorno (Verde pubblico); ' +
        'Affidata a una ditta o a un ente, 24 giorni (Verde pubblico, incarico a Luce &amp; Strade S.r.l.). ' +
        'In attesa, contato a parte: In attesa di informazioni dal cittadino, 10 giorni (Verde pubblico); ' +
        'In attesa di terzi, 9 giorni (Verde pubblico). Il termine è rimasto sospeso 10 giorni.',
    );
    expect(await line(ticketNumber, '11-30', 'en')).toContain(
      'Sent, 3 days (Public works and roads); Taken in charge, 4 days (Public works and roads); Taken in charge, 5 days (Parks and green spaces)',
    );
  });

  test('an office that got it because a state belongs to it has the time of that state', async () => {
    const workflows = house.get(Workflows);
    const { document } = await workflows.current('fault');
    const states = document.states.map((state) =>
      state.code === 'own-team' ? { ...state, owner: 'schools-buildings' } : state,
    );
    house.clock.set('2026-10-05T08:00:00Z');
    done(await house.transactions.run((em) => workflows.publish(em, { ...document, states }, 'Ivo Greco', house.clock.now()))); // prettier-ignore
    const { ticketNumber } = await file(house);
    await records(ticketNumber, [
      ['10-07', 'take-in-charge'],
      ['10-09', 'authorise', { data: { amount: '800' } }],
      ['10-12', 'assign-own-team'],
    ]);
    expect(await line(ticketNumber, '11-16')).toContain(
      'Intervento autorizzato, 3 giorni (Lavori pubblici e strade); In lavorazione, 35 giorni (Edifici comunali e scuole).',
    );
  });
});
