import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.js';
import { ImportDesk } from '../../../src/requests/importing/import-desk.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';
import { type Desk, seated } from './desk.js';

const ANSWER = {
  outcome: 'refused',
  whatWasDone: 'La proposta è stata esaminata: la strada non ha la larghezza necessaria.',
  doneBy: 'Ufficio tecnico',
  citizenCan: 'La proposta si può presentare di nuovo al prossimo piano della mobilità.',
  reasons: 'La sezione stradale minima prevista dalle norme non lo consente.',
};
const ASKED = ['canale', 'rapporto', 'lingua', 'livello', 'ultimo-ente', 'giorno-settimana', 'ora', 'esito', 'ritirate', 'riaperta-dal', 'riaperta-al']; // prettier-ignore
const HILL = { location: { latitude: 43.287, longitude: 10.6 } } as const; // Fonte Vecchia, whose district council is told

describe('the list behind a number', () => {
  let house: House;
  let fabio: Desk;
  beforeAll(async () => {
    house = await openHouse({ now: '2025-09-01T08:00:00Z' });
    await reopened();
    await file(house, { origin: 'tourist', language: 'de' });
    await close((await file(house, { origin: 'business', language: 'en' })).ticketNumber);
    await close((await file(house, { origin: 'secondHome' })).ticketNumber);
    await withdrawn();
    await house.get(ImportDesk).importRequests([card('1'), card('2')], 'prova');
    house.clock.set('2026-10-11T23:30:00Z'); // Monday 12 October, half past one in Rome
    await given((await file(house, HILL)).ticketNumber);
    house.clock.set('2026-10-12T08:00:00Z');
    await file(house, HILL);
    fabio = await seated(house, 'fabio');
  });
  afterAll(() => house.close());

  const { record } = recorderOf(() => house);
  const close = async (ticketNumber: string): Promise<void> => {
    await record(house.town.bruno, ticketNumber, 'take-in-charge');
    await record(house.town.carla, ticketNumber, 'close-without-work', { data: ANSWER });
  };
  /** Closed in the month, and open again: the month counts the closing, and its list shows the request. */
  const reopened = async (): Promise<void> => {
    const { ticketNumber } = await file(house);
    house.clock.set('2026-10-02T08:00:00Z');
    await close(ticketNumber);
    house.clock.set('2026-10-05T08:00:00Z');
    await record(house.town.carla, ticketNumber, 'reopen', { note: 'La buca si è riaperta.' });
  };
  const given = async (ticketNumber: string): Promise<void> => {
    const work = { partner: house.town.partnerId('luce-strade'), instructions: 'Riempire la buca con asfalto a freddo.' }; // prettier-ignore
    await record(house.town.bruno, ticketNumber, 'take-in-charge');
    await record(house.town.carla, ticketNumber, 'authorise', { data: { amount: '900' } });
    await record(house.town.carla, ticketNumber, 'assign-contractor', { data: work });
  };
  const withdrawn = async (): Promise<void> => {
    const { ticketNumber } = await file(house, { origin: null });
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const citizen: Viewer = { kind: 'citizen', requestId: id, ticketNumber };
    await record(citizen, ticketNumber, 'withdraw', { note: 'È stata riparata.' });
  };
  const listed = async (address: string): Promise<number> => {
    await fabio.get(address);
    return new Set(fabio.page.match(/segnalazioni\/\d{4}-\d{6}-\w/g)).size;
  };
  /** Each address that a page's numbers lead to, with the number. */
  const numbersOn = async (page: string): Promise<Map<string, number>> => {
    await fabio.get(page);
    const links = fabio.page.matchAll(/<a href="(\/ufficio\?[^"]*)">(\d+)<\/a>/g);
    return new Map(
      [...links].map(([, href = '', count]) => [
        href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
        Number(count),
      ]),
    );
  };

  test.each(['/ufficio/statistiche', '/ufficio/statistiche/mesi/2026-10'])(
    'has as many lines as every number of %s says, in each dimension',
    async (page) => {
      const numbers = await numbersOn(page);
      const names = [...numbers.keys()].flatMap((href) => [...new URL(href, 'http://town').searchParams.keys()]); // prettier-ignore
      for (const name of [...ASKED, 'tipo', 'ufficio', 'genere', 'stato', 'zona']) expect(names).toContain(name); // prettier-ignore
      const found: [string, number][] = [];
      for (const href of numbers.keys()) found.push([href, await listed(href)]);
      expect(found).toEqual([...numbers]);
    },
  );

  test('is said to be shorter to whom sees less than the whole town, and to nobody else', async () => {
    const dario = await seated(house, 'dario');
    for (const page of ['/ufficio/statistiche', '/ufficio/statistiche/mesi/2026-10']) {
      await dario.get(page);
      expect(dario.page).toContain('perciò possono essere più corti');
      await fabio.get(page);
      expect(fabio.page).not.toContain('perciò possono essere più corti');
    }
  });

  test('is there for every cell of the days and hours, and for every age of what is open', async () => {
    await fabio.get('/ufficio/statistiche');
    const hrefs = [...(await numbersOn('/ufficio/statistiche')).keys()];
    const has = (...asked: string[]) => hrefs.some((href) => asked.every((one) => href.includes(one))); // prettier-ignore
    expect(has('casi=received%7E2026-10-01', 'giorno-settimana=1', 'ora=01')).toBe(true);
    expect(has('fase=aperte', 'dal=2026-10-05') && !has('fase=aperte', 'dal=2026-10-24')).toBe(
      true,
    ); // seen from the 12th
  });

  test('is there for what was open at the end of a month that is over: on the dashboard, on the map, in every line, and by age', async () => {
    for (const page of ['/ufficio/statistiche?fino=2026-09', '/ufficio/statistiche/mesi/2026-09']) {
      const numbers = [...(await numbersOn(page))].filter(([href]) => href.includes('aperta-il=2026-09-30')); // prettier-ignore
      expect(numbers.length).toBeGreaterThan(10);
      expect(numbers.some(([href]) => href.includes('&al='))).toBe(true);
      for (const [href, count] of numbers)
        expect([href, await listed(href)]).toEqual([href, count]);
    }
    await fabio.get('/ufficio?aperta-il=2026-09-30');
    expect(fabio.text).toContain('Aperta alla fine del giorno: 30/09/2026');
    await fabio.get('/ufficio?aperta-il=30/02/2026');
    expect(fabio.page).not.toContain('desk-chips');
  });

  test('is there for the share that came on line: what it counts, without imports and without what came another way', async () => {
    await fabio.get('/ufficio/statistiche');
    const [, href = '', counted] = /<a href="([^"]*casi[^"]*online[^"]*)&amp;contate[^"]*?(\d+)">/.exec(fabio.page) ?? []; // prettier-ignore
    expect([counted, await listed(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))]).toEqual(['6', 6]); // prettier-ignore
    expect(fabio.text).toContain('Arrivate in rete: 01/10/2026–31/10/2026');
  });

  test('is there for the days, shares and ratings of every month and of every line: the cases that they are made of', async () => {
    await fabio.get('/ufficio/statistiche');
    const links = fabio.page.matchAll(
      /<a href="(\/ufficio\?[^"]*(?:durata|casi)[^"]*)">[\d.,]+%?</g,
    );
    const hrefs = [...new Set([...links].map(([, href = '']) => href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')))]; // prettier-ignore
    const asked = (one: string) => hrefs.filter((href) => new URL(href, 'http://town').searchParams.has(one)); // prettier-ignore
    for (const name of ['tipo', 'ufficio', 'canale', 'giorno-settimana']) expect(asked(name).some((href) => /closure|inTerm/.test(href))).toBe(true); // prettier-ignore
    const counted = hrefs.filter((href) => /closure|firstAnswer|inTerm|rated/.test(href));
    const found: [string, string][] = [];
    for (const href of counted) found.push([href, String(await listed(href))]);
    expect(found).toEqual(counted.map((href) => [href, /contate=(\d+)/.exec(href)?.[1]]));
  });

  test.each([
    ['canale=phone', 2],
    ['canale=web', 7],
    ['rapporto=tourist', 1],
    ['rapporto=-', 3],
    ['lingua=de', 1],
    ['esito=refused', 2],
    ['esito=-', 6],
    ['ritirate=solo', 1],
    ['livello=citizen', 3],
    ['livello=supervisor', 4],
    ['livello=gone', 0],
    ['giorno-settimana=1', 7],
    ['giorno-settimana=5', 2],
    ['giorno-settimana=1&ora=01', 1],
    ['ora=12', 2],
    ['ultimo-ente=luce-strade', 1],
    ['ultimo-ente=-', 8],
    ['ultimo-ente=gone', 0],
    ['zona=fonte-vecchia', 2],
    ['zona=-', 2],
    ['riaperta-dal=2026-10-05&riaperta-al=2026-10-05', 1],
    ['riaperta-dal=2026-10-06', 0],
    ['aperta-il=2025-08-31', 0],
    ['aperta-il=2025-09-01', 1],
    ['aperta-il=2026-10-01', 1],
    ['aperta-il=2026-10-02', 2],
    ['aperta-il=2026-10-05', 4],
    ['aperta-il=2026-10-12&zona=fonte-vecchia', 2],
    ['riaperta-al=2026-10-04', 0],
    ['canale=web&lingua=en&esito=refused&chiusa-dal=2026-10-01', 1],
    ['lingua=it&canale=phone&rapporto=resident', 0],
  ])('%s narrows the whole town to %i', async (asked, count) => {
    expect(await listed(`/ufficio?fase=tutte&${asked}`)).toBe(count);
  });

  test('says in words what it is narrowed by, goes on saying it when the form is sent, and each filter can be taken off alone', async () => {
    await fabio.get('/ufficio?fase=tutte&canale=phone&rapporto=-&esito=refused&ritirate=no');
    for (const words of [
      'Canale: Telefono',
      'Rapporto con il Comune: Non indicato',
      'Senza le ritirate',
    ])
      // prettier-ignore
      expect(fabio.text).toContain(words);
    expect(fabio.text).toMatch(/Esito: (?!refused)\S/);
    expect(fabio.page).toContain('<input type="hidden" name="canale" value="phone">');
    expect(fabio.page).toContain('aria-label="Togli il filtro: Telefono"');
    const without = [...fabio.page.matchAll(/<a href="(\/ufficio\?[^"]*)" aria-label="Togli/g)];
    expect(without.map(([, href]) => href?.includes('canale'))).toEqual([false, true, true, true]);
    await fabio.get(
      '/ufficio?livello=supervisor&ultimo-ente=luce-strade&giorno-settimana=1&ora=01',
    );
    expect(fabio.text).toContain('Livello che ha inserito la fase: Responsabile');
    for (const words of ['Ultimo ente con un incarico: Luce &', 'Giorno della settimana: Lunedì', 'Ora di invio: 01:00']) expect(fabio.text).toContain(words); // prettier-ignore
    await fabio.get('/ufficio?livello=citizen&ultimo-ente=-&zona=-');
    expect(fabio.text).toMatch(/fase: Cittadino .*Nessun ente esterno/);
    expect(fabio.page).toContain('<option value="-" selected>');
    const english = await seated(house, 'fabio');
    await english.post('/lingua', { lingua: 'en' });
    await english.get('/ufficio?canale=phone&ritirate=no');
    expect(english.text).toContain('Channel: Telephone');
    expect(english.text).toContain('Without the withdrawn');
  });

  test('leaves out what is no channel, no tie and no language, and a day of reopening that is none is said at its field', async () => {
    await fabio.get(
      '/ufficio?canale=fax&rapporto=constructor&lingua=xx&ritirate=forse&giorno-settimana=8&ora=24',
    );
    expect(fabio.page).not.toContain('desk-chips');
    await fabio.get('/ufficio?riaperta-dal=31/02/2026');
    expect(fabio.page).toContain('id="fault-riaperta-dal"');
  });
});

function card(sourceId: string) {
  return {
    sourceSystem: 'prova',
    sourceId,
    filedAt: new Date('2026-10-02T10:00:00Z'),
    closedAt: null,
    categoryCode: 'roads-signs',
    channel: 'phone' as const,
    title: 'Una prova',
    stateCode: 'received',
    outcome: null,
    isWithdrawn: false,
  };
}
