import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.js';
import { ImportDesk } from '../../../src/requests/importing/import-desk.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { type Desk, seated } from './desk.js';

const ANSWER = {
  outcome: 'refused',
  whatWasDone: 'La proposta è stata esaminata: la strada non ha la larghezza necessaria.',
  doneBy: 'Ufficio tecnico',
  citizenCan: 'La proposta si può presentare di nuovo al prossimo piano della mobilità.',
  reasons: 'La sezione stradale minima prevista dalle norme non lo consente.',
};
const ASKED = ['canale', 'rapporto', 'lingua', 'esito', 'ritirate', 'riaperta-dal', 'riaperta-al'];

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
    fabio = await seated(house, 'fabio');
  });
  afterAll(() => house.close());

  const record = async (viewer: Viewer, ticketNumber: string, action: string, more = {}) => {
    const { version } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const command = { action, version, data: {}, files: [], ...more };
    return done(await house.get(StepDesk).record(viewer, ticketNumber, command, newId()));
  };
  const close = async (ticketNumber: string): Promise<void> => {
    await record(house.town.bruno, ticketNumber, 'take-in-charge');
    await record(house.town.carla, ticketNumber, 'close-without-work', { data: ANSWER });
  };
  /** Closed before the year that the dashboard shows: what is open again stands in no list of the closed. */
  const reopened = async (): Promise<void> => {
    const { ticketNumber } = await file(house);
    await close(ticketNumber);
    house.clock.set('2026-10-05T08:00:00Z');
    await record(house.town.carla, ticketNumber, 'reopen', { note: 'La buca si è riaperta.' });
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
    'has as many lines as every number of %s says, in each dimension that a list knows',
    async (page) => {
      const numbers = await numbersOn(page);
      const names = [...numbers.keys()].flatMap((href) => [...new URL(href, 'http://town').searchParams.keys()]); // prettier-ignore
      for (const name of [...ASKED, 'tipo', 'ufficio', 'genere', 'stato']) expect(names).toContain(name); // prettier-ignore
      const found: [string, number][] = [];
      for (const href of numbers.keys()) found.push([href, await listed(href)]);
      expect(found).toEqual([...numbers]);
    },
  );

  test('is not offered for what was open at the end of a month that is over', async () => {
    for (const page of ['/ufficio/statistiche?fino=2026-09', '/ufficio/statistiche/mesi/2026-09'])
      expect([...(await numbersOn(page)).keys()].filter((href) => href.includes('fase=aperte'))).toEqual([]); // prettier-ignore
  });

  test.each([
    ['canale=phone', 2],
    ['canale=web', 5],
    ['rapporto=tourist', 1],
    ['rapporto=-', 3],
    ['lingua=de', 1],
    ['esito=refused', 2],
    ['esito=-', 4],
    ['ritirate=solo', 1],
    ['riaperta-dal=2026-10-05&riaperta-al=2026-10-05', 1],
    ['riaperta-dal=2026-10-06', 0],
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
    const english = await seated(house, 'fabio');
    await english.post('/lingua', { lingua: 'en' });
    await english.get('/ufficio?canale=phone&ritirate=no');
    expect(english.text).toContain('Channel: Telephone');
    expect(english.text).toContain('Without the withdrawn');
  });

  test('leaves out what is no channel, no tie and no language, and a day of reopening that is none is said at its field', async () => {
    await fabio.get('/ufficio?canale=fax&rapporto=constructor&lingua=xx&ritirate=forse');
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
