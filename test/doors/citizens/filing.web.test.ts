import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { FilingDraft } from '../../../src/requests/filing/filing-draft.entity.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Settings } from '../../../src/settings/settings.service.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { TOWN_PASSWORD } from '../../support/people.js';
import { type Browser, openBrowser } from '../../web/browser.js';
import {
  annasForm,
  begin,
  DATA,
  fileInBrowser,
  FILING,
  hidden,
  press,
  send,
  shownTicket,
  SUMMARY,
} from './wizard.js';

describe('filing in a browser without JavaScript', () => {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    house = await openHouse();
  });
  beforeEach(() => {
    browser = openBrowser(house.app);
  });
  afterAll(() => house.close());

  const requests = () => house.reads.of(ServiceRequest).count();

  test('leads from the privacy notice over data and summary to number and password', async () => {
    await begin(browser);
    expect(browser.page).toContain('Dati di segnalazione');
    await press(browser, annasForm());
    expect(browser.page).toContain('Conferma e invia');
    expect(browser.page).toContain('Via delle Reti 12');
    expect(browser.page).toContain('Buca nella strada');
    await send(browser);
    const { ticketNumber, password } = shownTicket(browser);
    expect(ticketNumber).toMatch(/^2026-\d{6}-[0-9A-Z]$/);
    expect(password).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(browser.page).toContain('Lavori pubblici e strade');
    expect(browser.page).toContain('anna.ferrini@posta.example');
    expect(browser.page).toContain('data:image/svg+xml');
    expect(browser.page).toContain(`http://iter.test/servizi/segnalazioni/${ticketNumber}<`);
  });

  test('before it is sent an urgent report is promised so many hours, afterwards their hour', async () => {
    house.clock.set('2026-11-20T17:05:00Z');
    await begin(browser);
    await press(browser, annasForm({ category: 'safety-decay' }));
    expect(browser.page).toContain('Risposta prevista entro 48 ore dall’invio.');
    house.clock.set('2026-11-20T17:20:00Z');
    await send(browser);
    expect(browser.page).toContain('22 novembre 2026 alle ore 18:20');
  });

  test('shows the password once: the page loaded again says so', async () => {
    const { ticketNumber, password } = await fileInBrowser(browser);
    await browser.get(`/servizi/segnalazioni/${ticketNumber}/conferma`);
    expect(browser.page).not.toContain(password);
    expect(browser.page).toContain('mostrata una volta sola');
    expect(browser.page).toContain('a•••@posta.example');
  });

  test('the browser that filed may look at the request at once, another one may not', async () => {
    const { ticketNumber } = await fileInBrowser(browser);
    expect((await browser.get(`/servizi/segnalazioni/${ticketNumber}`)).status).toBe(200);
    const stranger = await openBrowser(house.app).get(`/servizi/segnalazioni/${ticketNumber}`);
    expect(stranger.headers['location']).toBe(`/servizi/segnalazioni?numero=${ticketNumber}`);
  });

  test('the privacy notice must be acknowledged and is never acknowledged beforehand', async () => {
    await browser.get(FILING);
    expect(browser.page).not.toContain('checked');
    const answer = await browser.post(FILING, {});
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('dichiarare di aver letto');
  });

  test('sending the same summary again, as with the back button, shows the same confirmation and files nothing', async () => {
    await begin(browser);
    await press(browser, annasForm());
    const handle = hidden(browser, 'bozza');
    await send(browser);
    const first = shownTicket(browser);
    const count = await requests();
    await browser.follow(await browser.post(SUMMARY, { bozza: handle }));
    expect(shownTicket(browser)).toEqual(first);
    expect(await requests()).toBe(count);
  });

  test('a double click, both at once, makes one request and both answers lead to it', async () => {
    await begin(browser);
    await press(browser, annasForm());
    const bozza = hidden(browser, 'bozza');
    const count = await requests();
    const letters = await house.reads.of(Delivery).countBy({ kind: 'received' });
    const answers = await Promise.all([1, 2, 3].map(() => browser.post(SUMMARY, { bozza })));
    expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1);
    expect(answers[0]?.headers['location']).toMatch(/conferma$/);
    expect(await requests()).toBe(count + 1);
    expect(await house.reads.of(Delivery).countBy({ kind: 'received' })).toBe(letters + 1);
  });

  test('two tabs of one draft make one request', async () => {
    await begin(browser);
    await press(browser, annasForm());
    const secondTab = hidden(browser, 'bozza');
    await browser.get(SUMMARY);
    await send(browser);
    const { ticketNumber } = shownTicket(browser);
    const again = await browser.post(SUMMARY, { bozza: secondTab });
    expect(again.headers['location']).toContain(ticketNumber);
  });

  test('the draft ends with the filing', async () => {
    const before = await house.reads.of(FilingDraft).count();
    await fileInBrowser(browser);
    expect(await house.reads.of(FilingDraft).count()).toBe(before);
    await browser.get(FILING);
    expect(browser.page).not.toContain('già iniziata');
  });

  test('an expired session loses nothing that was typed', async () => {
    await begin(browser);
    const bozza = hidden(browser, 'bozza');
    const later = openBrowser(house.app);
    await later.upload(DATA, { ...annasForm(), bozza, vai: 'avanti' }, []);
    await later.get(SUMMARY);
    expect(later.page).toContain('Buca profonda davanti al civico 12');
  });

  test('following another request in between does not lose the draft', async () => {
    const { ticketNumber, password } = await fileInBrowser(openBrowser(house.app));
    await begin(browser);
    await press(browser, annasForm({ title: 'Panchina rotta in piazza' }), 'carica');
    await browser.post('/servizi/segnalazioni/accedi', { ticketNumber, password });
    await browser.get(DATA);
    expect(browser.page).toContain('Panchina rotta in piazza');
  });

  test('who has no e-mail address gives a phone number, and the front desk is told to ring', async () => {
    await fileInBrowser(browser, {
      reachedBy: 'phone',
      'citizen.email': '',
      'citizen.phone': '0000 555 701',
    });
    expect(browser.page).toContain('le notizie arriveranno per telefono');
  });

  test('who has no e-mail address and gives nothing else reads what is missing', async () => {
    await begin(browser);
    const answer = await press(browser, annasForm({ reachedBy: 'post', 'citizen.email': '' }));
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('href="#field-citizen.postalAddress"');
  });

  test('a search lists the known places, the chosen one is the place of the request', async () => {
    await begin(browser);
    const form = annasForm({ 'location.address': '', 'location.search': 'le vele' });
    await press(browser, form, 'cerca');
    expect(browser.page).toContain('Scuola primaria Le Vele, Via dei Lanternai 21 (Centro)');
    await press(browser, form);
    expect(browser.page).toContain('Scegliere uno dei luoghi trovati');
    await press(browser, { ...form, 'location.place': 'school-le-vele' });
    expect(browser.page).toContain('Luogo scelto');
    expect(browser.page).toContain('Via dei Lanternai 21');
  });

  test('what was searched and is nowhere known counts as the address', async () => {
    await begin(browser);
    await press(
      browser,
      annasForm({ 'location.address': '', 'location.search': 'Vicolo Senza Nome 3' }),
    );
    expect(browser.page).toContain('Conferma e invia');
    expect(browser.page).toContain('Vicolo Senza Nome 3');
  });

  test('Enter in a new search searches', async () => {
    await begin(browser);
    const answer = await browser.upload(
      DATA,
      {
        ...annasForm({ 'location.search': 'pinoli' }),
        bozza: hidden(browser, 'bozza'),
        vai: 'invio',
      },
      [],
    );
    expect(answer.headers['location']).toBe(`${DATA}#field-location.search`);
  });

  test('the questions of a category come with it, those of the one before are forgotten', async () => {
    await begin(browser);
    await press(browser, annasForm({ category: 'parks-green' }), 'tipo');
    expect(browser.page).toContain('Erba alta');
    await press(browser, annasForm({ category: 'parks-green', 'answers.kind': 'tree' }));
    expect(browser.page).toContain('Albero o ramo');
    expect(browser.page).not.toContain('Buca nella strada');
  });

  test('the draft can be thrown away', async () => {
    await begin(browser);
    await press(browser, annasForm(), 'carica');
    await browser.get(FILING);
    expect(browser.page).toContain('già iniziata');
    await browser.follow(await browser.post(`${FILING}/ricomincia`));
    expect(browser.page).toContain('La bozza è stata eliminata');
    expect((await browser.get(DATA)).headers['location']).toBe(FILING);
  });

  test('who files without end is told how long to wait, with the draft kept', async () => {
    const settings = house.get(Settings);
    await house.transactions.run((em) => settings.set(em, 'filingsPerTenMinutes', 1));
    try {
      const crowd = openBrowser(house.app);
      await begin(crowd);
      await press(crowd, annasForm());
      const answer = await send(crowd);
      expect(answer.status).toBe(429);
      expect(crowd.page).toMatch(/Riprovare tra \d+ minuti/);
      expect(crowd.page).toContain('Conferma e invia');
    } finally {
      await house.transactions.run((em) => settings.set(em, 'filingsPerTenMinutes', 1000));
    }
  });

  test('everything is there in English too', async () => {
    const english = openBrowser(house.app, 'en');
    await begin(english);
    await press(english, annasForm({ language: 'en' }));
    expect(english.page).toContain('Confirm and send');
    await send(english);
    expect(english.page).toContain('Report sent');
    expect(english.page).toContain('Public works and roads');
  });

  test('who signs in, or proves another ticket, while writing finds their draft again', async () => {
    const browser = openBrowser(house.app);
    await begin(browser);
    await press(browser, annasForm({ title: '' }));
    await browser.get('/accedi');
    await browser.post('/accedi', { username: 'bruno', password: TOWN_PASSWORD, ritorno: '' });
    await browser.get(DATA);
    expect(browser.page).toContain('pericolosa per le biciclette.');
    const { ticketNumber, password } = await file(house);
    await browser.post('/servizi/segnalazioni/accedi', { ticketNumber, password });
    await browser.get(DATA);
    expect(browser.page).toContain('pericolosa per le biciclette.');
    await browser.post('/esci', {});
    expect((await browser.get(DATA)).headers['location']).toBe(FILING); // a shared computer keeps nothing
  });
});
