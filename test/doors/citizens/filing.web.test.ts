import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { type House, openHouse } from '../../support/house.js';
import { openBrowser } from '../../web/browser.js';
import { annasForm, begin, fileInBrowser, press, send, shownTicket } from './wizard.js';

describe('filing in a browser without JavaScript', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('leads from the privacy notice over data and summary to number and password', async () => {
    const browser = openBrowser(house.app);
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
  });

  test('shows the password once: the page loaded again says so', async () => {
    const browser = openBrowser(house.app);
    const { ticketNumber, password } = await fileInBrowser(browser);
    await browser.get(`/servizi/segnalazioni/${ticketNumber}/conferma`);
    expect(browser.page).not.toContain(password);
    expect(browser.page).toContain('mostrata una volta sola');
    expect(browser.page).toContain('a•••@posta.example');
  });

  test('the browser that filed may look at the request at once', async () => {
    const browser = openBrowser(house.app);
    const { ticketNumber } = await fileInBrowser(browser);
    const answer = await browser.get(`/servizi/segnalazioni/${ticketNumber}`);
    expect(answer.status).toBe(200);
    expect(browser.page).toContain('Inviata');
    expect(await house.reads.of(ServiceRequest).countBy({ ticketNumber })).toBe(1);
  });
});
