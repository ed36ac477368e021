import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Catalogue } from '../../../src/catalogue/catalogue.service.js';
import { Category } from '../../../src/catalogue/category.entity.js';
import { FilingDesk } from '../../../src/requests/filing/filing-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { annasFiling, done, file, NOBODY } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { action, at, type Desk, seated } from './desk.js';

describe('the list of an office', () => {
  let house: House;
  let bruno: Desk;
  beforeAll(async () => {
    house = await openHouse();
    bruno = await seated(house, 'bruno');
  });
  afterAll(() => house.close());

  const shown = (): string[] =>
    [...bruno.page.matchAll(/<td[^>]*desk-main.*?segnalazioni\/([\d-]+-[0-9A-Z])"/gs)].map(
      ([, number]) => number ?? '',
    );

  test('an empty list says so, and where the rest is', async () => {
    await bruno.get('/ufficio');
    expect(bruno.text).toContain('Nessuna segnalazione aperta.');
    expect(bruno.page).toContain('href="/ufficio?fase&#x3D;tutte"'.replace('&#x3D;', '='));
  });

  test('what is overdue comes first, marked by a word; quick links and filters narrow it', async () => {
    const arrived = { occurredAt: new Date('2026-08-20T08:00:00Z'), title: 'Vecchia' };
    const old = await file(house, arrived, house.town.gina); // a letter that lay on paper
    const fresh = await file(house, {
      title: 'Nuova',
      category: 'water-flooding',
      answers: { 'burst-main': 'no' },
    });
    await bruno.get('/ufficio');
    expect(shown()[0]).toBe(old.ticketNumber);
    expect(bruno.text).toContain('19/09/2026 Scaduta');
    await bruno.get('/ufficio?scadute=1');
    expect(shown()).toEqual([old.ticketNumber]);
    await bruno.get('/ufficio?tipo=water-flooding');
    expect(shown()).toEqual([fresh.ticketNumber]);
    await bruno.get('/ufficio?dal=2026-10-01&al=2026-10-31');
    expect(shown()).toEqual([fresh.ticketNumber]);
    await bruno.get('/ufficio?ente=acque-costiere');
    expect(shown()).toEqual([fresh.ticketNumber]);
    await bruno.act(action(old.ticketNumber, 'take'));
    await bruno.get('/ufficio?assegnate=me');
    expect(shown()).toEqual([old.ticketNumber]);
    await bruno.get('/ufficio?stato=received');
    expect(shown()).toEqual([old.ticketNumber]);
    await bruno.get('/ufficio?fase=chiuse');
    expect(shown()).toEqual([]);
    expect(bruno.text).toContain('Togliere qualche filtro');
  });

  test('what waits for somebody is among the open ones, and has a stage of its own', async () => {
    const waiting = await file(house, { title: 'In attesa di risposta' });
    await bruno.act(action(waiting.ticketNumber, 'take-in-charge'));
    const question = action(waiting.ticketNumber, 'ask-citizen');
    await bruno.act(question, { 'data.question': 'Davanti a quale civico?' });
    await bruno.send(question, {}, 'conferma');
    await bruno.get('/ufficio?fase=in-attesa');
    expect(shown()).toEqual([waiting.ticketNumber]);
    await bruno.get('/ufficio?fase=aperte');
    expect(shown()).toContain(waiting.ticketNumber);
  });

  test('a day that does not exist is said at its field and the list is there all the same', async () => {
    await bruno.get('/ufficio?dal=31/02/2026');
    expect(bruno.page).toContain('id="fault-dal"');
    expect(shown().length).toBeGreaterThan(0);
  });

  test('strange parameters break nothing', async () => {
    for (const query of [
      '?pagina=zzz',
      '?stato=a&stato=b',
      '?fase=constructor',
      '?zona=%00&assegnate=%00&cerca=a%00b',
      '?cerca=%22%27%3B--',
    ])
      expect((await bruno.get(`/ufficio${query}`)).status).toBe(200);
  });

  test('a long list goes on page by page, each request once, without a count', async () => {
    const desk = house.get(FilingDesk);
    for (let i = 0; i < 60; i += 1)
      done(await desk.file(NOBODY, annasFiling({ title: `Buca ${i}` }), newId()));
    const seen: string[] = [];
    let path: string | undefined = '/ufficio';
    while (path) {
      await bruno.get(path);
      seen.push(...shown());
      path = /<a class="btn[^"]*" href="([^"]*)" rel="next"/
        .exec(bruno.page)?.[1]
        ?.replaceAll('&amp;', '&')
        .replaceAll('&#x3D;', '=');
    }
    expect(seen).toHaveLength(63);
    expect(new Set(seen).size).toBe(63);
    expect(seen.every((number) => number.length > 0 && at(number).length > 0)).toBe(true);
  });

  test('requests of a category that was switched off are still found by it', async () => {
    const bench = { category: 'street-furniture', answers: { object: 'bench' } };
    const { ticketNumber } = await file(house, bench);
    await house.transactions.run((em) =>
      em.update(Category, { code: 'street-furniture' }, { isActive: false }),
    );
    house.get(Catalogue).forget();
    await bruno.get('/ufficio?tipo=street-furniture');
    expect(bruno.page).toMatch(/<option value="street-furniture" selected>/);
    expect(shown()).toEqual([ticketNumber]);
  });
});
