import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { insertRows } from '../../../src/database/insert-rows.js';
import { Routing } from '../../../src/routing/routing.service.js';
import { RoutingRule } from '../../../src/routing/routing-rule.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { clockDesk, QUESTION } from '../../clock/desk.js';
import { mailOf } from '../../feedback/closed-request.js';
import { rule } from '../../routing/rules.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { openBrowser } from '../../web/browser.js';
import { at, seated } from './desk.js';

describe('terms, notices and rules in words', () => {
  let house: House;
  let clock: ReturnType<typeof clockDesk>;
  beforeAll(async () => {
    house = await openHouse();
    clock = clockDesk(house);
    await rules();
  });
  afterAll(() => house.close());

  async function rules(): Promise<void> {
    const { town } = house;
    const more = [
      rule('signs', {
        name: { it: 'I cartelli li segue Beatrice' },
        conditions: { answers: [{ question: 'defect', in: ['sign'] }] },
        personId: town.accountId('beatrice'),
      }),
      rule('council', {
        name: { it: 'Il consiglio della collina sa di via delle Reti' },
        conditions: { streets: ['Via delle Reti'] },
        partnerId: town.partnerId('consiglio-collina'),
        involvement: 'informed',
      }),
    ].map((one, i) => ({ ...one, position: 100 + i, id: newId(), isActive: true, version: 1 }));
    await house.transactions.run((em) => insertRows(em, RoutingRule, more));
    house.get(Routing).forget();
  }
  /** A page as its text reads at the office; signed in anew, since a session does not outlive the days that pass here. */
  async function atDesk(path: string, username = 'bruno'): Promise<string> {
    const desk = await seated(house, username);
    await desk.get(path);
    return desk.text;
  }
  /** The suspension, as the API gives it to the holder. */
  async function answered({ ticketNumber, password }: { ticketNumber: string; password: string }) {
    const answer = await supertest(house.app.getHttpServer() as Server)
      .get(`/api/v1/requests/${ticketNumber}`)
      .auth(ticketNumber, password);
    return (answer.body as { suspension: unknown }).suspension;
  }
  /** The tracking page, as its holder reads it. */
  async function tracking({ ticketNumber, password }: { ticketNumber: string; password: string }) {
    const browser = openBrowser(house.app);
    const path = '/servizi/segnalazioni/accedi';
    await browser.follow(await browser.post(path, { ticketNumber, password }));
    return browser.page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  }

  test('a suspension says since when, until when, and the term before and after, to office and citizen alike', async () => {
    house.clock.set('2026-10-05T08:00:00Z');
    const filed = await file(house);
    const { ticketNumber } = filed;
    await clock.record(house.town.bruno, ticketNumber, 'take-in-charge');
    await clock.record(house.town.bruno, ticketNumber, 'ask-citizen', QUESTION);
    const since =
      'Termine sospeso dal 5 ottobre 2026 alle ore 10:00, al più tardi fino al 4 novembre 2026. Era il 4 novembre 2026';
    expect(await atDesk(at(ticketNumber))).toContain(since);
    expect(await atDesk(at(ticketNumber))).toContain('in attesa del cittadino, al più tardi fino al 4 novembre 2026'); // prettier-ignore
    expect(await tracking(filed)).toContain(since);
    expect(await tracking(filed)).toContain('Il termine è sospeso dal 5 ottobre 2026, in attesa di informazioni, al più tardi fino al 4 novembre 2026'); // prettier-ignore
    expect(await answered(filed)).toEqual({
      since: '2026-10-05T08:00:00.000Z',
      until: null,
      latestUntil: '2026-11-04T23:00:00.000Z',
    });
    expect(await atDesk(`/ufficio?cerca=${ticketNumber}`)).toContain('Termine sospeso');

    house.clock.set('2026-10-15T08:00:00Z');
    await clock.record(await clock.citizen(ticketNumber), ticketNumber, 'answer', { note: 'Al 12.' }); // prettier-ignore
    const both =
      'Termine sospeso dal 5 ottobre 2026 alle ore 10:00 al 15 ottobre 2026 alle ore 10:00. Era il 4 novembre 2026, ora è il 14 novembre 2026.';
    expect(await atDesk(at(ticketNumber))).toContain(both);
    expect(await tracking(filed)).toContain(both);
    expect(await tracking(filed)).toContain('Il termine è rimasto sospeso dal 5 ottobre 2026 al 15 ottobre 2026.'); // prettier-ignore
    expect(await answered(filed)).toMatchObject({ until: '2026-10-15T08:00:00.000Z' });
    expect(await atDesk(`/ufficio?cerca=${ticketNumber}`)).not.toContain('Termine sospeso');
  });

  test('the office reads whom a clock has told, and why the request is late; the citizen reads neither', async () => {
    house.clock.set('2026-10-05T09:00:00Z');
    const filed = await file(house);
    await clock.sweepAt('2026-11-20T09:00:00Z');
    const desk = await atDesk(at(filed.ticketNumber));
    expect(desk).toContain('Avviso inviato a: Operatore');
    expect(desk).toContain('Avviso inviato a: tutto l’ufficio');
    expect(desk).toMatch(/In ritardo di 16 giorni\. Dove è andato il tempo: Inviata, 46 giorni \(/); // prettier-ignore
    const page = await tracking(filed);
    expect(page).not.toContain('Avviso inviato');
    expect(page).not.toContain('In ritardo di');
  });

  test('an urgent term says the hour, to office and citizen alike, and hours say by how much it was missed', async () => {
    house.clock.set('2026-10-23T16:00:00Z');
    const urgent = { category: 'safety-decay', answers: {} };
    const filed = await file(house, urgent);
    const { ticketNumber } = filed;
    const due = '25 ottobre 2026 alle ore 17:00'; // the night has 25 hours
    expect(await atDesk(at(ticketNumber), 'fabio')).toContain(`Termine ${due}`);
    expect(await atDesk(`/ufficio?cerca=${ticketNumber}`, 'fabio')).toContain('25/10/2026, 17:00');
    expect(await tracking(filed)).toContain(`Risposta prevista entro il ${due}`);
    expect(await mailOf(house, ticketNumber, 'received')).toContain(due);
    await clock.sweepAt('2026-10-25T20:30:00Z');
    expect(await atDesk(at(ticketNumber), 'fabio')).toMatch(/In ritardo di 5 ore\. Dove è andato il tempo: \S.*?, 53 ore \(/); // prettier-ignore
    expect(await tracking(filed)).toContain(`Il termine è scaduto il ${due}`);
    await clock.sweepAt('2026-11-20T20:30:00Z');
    expect(await atDesk(at(ticketNumber), 'fabio')).toContain('In ritardo di 27 giorni.');
  });

  test('office, person and informed partner each stand beside the rule that said so, by its name', async () => {
    house.clock.set('2026-10-06T08:00:00Z');
    const { ticketNumber } = await file(house, { answers: { defect: 'sign' } });
    const desk = await atDesk(at(ticketNumber));
    expect(desk).toContain('Ufficio competente per il tipo di segnalazione');
    expect(desk).toContain('per la regola «I cartelli li segue Beatrice»');
    expect(desk).toContain('per la regola «Il consiglio della collina sa di via delle Reti»');
    expect(desk).not.toContain('signs: I cartelli');
    await clock.record(house.town.bruno, ticketNumber, 'take');
    expect(await atDesk(at(ticketNumber))).not.toContain('I cartelli li segue Beatrice');
  });

  test('a task says the name of its rule', async () => {
    house.clock.set('2026-10-06T09:00:00Z');
    const lamp = {
      category: 'street-lighting',
      answers: { 'live-cable': 'no', 'how-many': 'one' },
    };
    const { ticketNumber } = await file(house, lamp);
    expect(await atDesk(at(ticketNumber), 'dario')).toMatch(/Affidato da per la regola «/);
  });
});
