import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { type House, openHouse } from '../../support/house.js';
import { type Browser, openBrowser } from '../../web/browser.js';
import { annasForm, begin, hidden, press, SUMMARY } from './wizard.js';

describe('an emergency belongs to the telephone', () => {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    house = await openHouse();
  });
  beforeEach(async () => {
    browser = openBrowser(house.app);
    await begin(browser);
  });
  afterAll(() => house.close());

  test.each([
    ['a smell of gas', 'buildings-schools', 'answers.gas-smell', 'tel:112'],
    ['a burst main', 'water-flooding', 'answers.burst-main', 'tel:0000555100'],
    ['a live cable', 'street-lighting', 'answers.live-cable', 'tel:0000555200'],
  ])(
    '%s stops the filing with the number to ring and no way on',
    async (_what, category, question, link) => {
      const answer = await press(browser, annasForm({ category, [question]: 'yes' }));
      expect(answer.status).toBe(422);
      expect(browser.page).toContain('va segnalata subito per telefono');
      expect(browser.page).toContain(`href="${link}"`);
      expect(browser.page).not.toContain('Conferma e invia');
      await browser.get(SUMMARY);
      expect(browser.page).toContain(`href="${link}"`);
      expect(await house.reads.of(ServiceRequest).count()).toBe(0);
    },
  );

  test('it stops before anything else is asked', async () => {
    await press(browser, { category: 'street-lighting', 'answers.live-cable': 'yes' }, 'tipo');
    expect(browser.page).toContain('href="tel:0000555200"');
  });

  test('sending past the notice is refused too', async () => {
    const bozza = hidden(browser, 'bozza');
    await press(browser, annasForm({ category: 'street-lighting', 'answers.live-cable': 'yes' }));
    const answer = await browser.post(SUMMARY, { bozza });
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('href="tel:0000555200"');
    expect(await house.reads.of(ServiceRequest).count()).toBe(0);
  });

  test('an answer chosen by mistake can be corrected', async () => {
    await press(browser, annasForm({ category: 'street-lighting', 'answers.live-cable': 'yes' }));
    await browser.get('/servizi/segnalazione-disservizio/nuova/dati?correggi=1');
    await press(browser, annasForm({ category: 'street-lighting', 'answers.live-cable': 'no' }));
    expect(browser.page).toContain('Conferma e invia');
  });

  test('a category that is no emergency line says so and goes on', async () => {
    await press(browser, annasForm({ category: 'public-order' }), 'tipo');
    expect(browser.page).toContain('Questo servizio non è per le emergenze');
    await press(browser, annasForm({ category: 'public-order' }));
    expect(browser.page).toContain('Conferma e invia');
  });

  test('the page of the service names every emergency number', async () => {
    await browser.get('/servizi/segnalazione-disservizio');
    for (const number of ['112', '0000555100', '0000555200'])
      expect(browser.page).toContain(`href="tel:${number}"`);
    for (const name of [
      'service-title',
      'service-addressed',
      'service-how-to',
      'service-needed',
      'service-achieved',
      'service-calendar-text',
      'service-online-access',
      'service-area',
      'metatag',
    ])
      expect(browser.page).toContain(`data-element="${name}"`);
  });
});
