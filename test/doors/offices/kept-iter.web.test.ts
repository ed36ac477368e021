import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { action, at, type Desk, seated } from './desk.js';

describe('a category with another iter', () => {
  let house: House;
  let dario: Desk;
  beforeAll(async () => {
    house = await openHouse();
    dario = await seated(house, 'dario');
  });
  afterAll(() => house.close());

  const change = async (ticketNumber: string, category: string): Promise<void> => {
    const path = action(ticketNumber, 'change-category');
    await dario.act(path, { 'data.category': category, note: 'È un arredo, non una strada.' });
    await dario.get(at(ticketNumber));
  };
  const stepOf = (desk: Desk): string => {
    const begin = desk.text.indexOf('Cambiato il tipo di disservizio');
    return desk.text.slice(begin, desk.text.indexOf('Prova', begin));
  };
  const KEPT = 'Continua con l’iter «Guasto o disservizio», versione 1, con cui è cominciata';

  test('the step and the page say that the request goes on with the iter that it began with, and how the other one is had', async () => {
    const { ticketNumber } = await file(house);
    await change(ticketNumber, 'street-furniture');
    expect(stepOf(dario)).toContain(`${KEPT}, e non con «Manutenzione con sopralluogo e preventivo».`); // prettier-ignore
    expect(dario.text).toContain(
      `${KEPT}. Le nuove segnalazioni di questo tipo seguono «Manutenzione con sopralluogo e preventivo»: per seguirlo si divide la segnalazione`,
    );
    expect(dario.page).toContain(`href="${at(ticketNumber, '/dividi')}"`);
    await dario.post('/lingua', { lingua: 'en', ritorno: '/ufficio' });
    await dario.get(at(ticketNumber));
    expect(dario.text).toContain('It goes on with the iter “Fault or poor service”, version 1');
    await dario.post('/lingua', { lingua: 'it', ritorno: '/ufficio' });
  });

  test('nothing is said where the new category follows the same iter, nor after the way back', async () => {
    const { ticketNumber } = await file(house);
    await change(ticketNumber, 'street-lighting');
    expect(dario.text).not.toContain('Continua con l’iter');
    await change(ticketNumber, 'street-furniture');
    await change(ticketNumber, 'roads-signs');
    expect(dario.text.match(/Continua con l’iter/g)).toHaveLength(1); // the step in between keeps its word
    expect(dario.text).not.toContain('Le nuove segnalazioni di questo tipo seguono');
  });

  test('what a rule gives to somebody under the new type is said on the page, with the form that asks them', async () => {
    const { ticketNumber } = await file(house);
    await dario.act(action(ticketNumber, 'take-in-charge'), {});
    await change(ticketNumber, 'street-lighting');
    expect(dario.text).toMatch(
      /La regola «[^»]+» la dà a Luce & Strade[^:]*: non gli è stato ancora inviato nulla\./,
    );
    const href = `${action(ticketNumber, 'assign-contractor')}?ente=luce-strade`;
    expect(dario.page.replaceAll('&#x3D;', '=')).toContain(`href="${href}"`);
    await dario.get(href);
    expect(dario.page).toMatch(/<option value="luce-strade" selected/);
    await dario.act(action(ticketNumber, 'assign-contractor'), {
      'data.partner': 'luce-strade',
      'data.instructions': 'Sostituire la lampada.',
    });
    await dario.get(at(ticketNumber));
    expect(dario.text).not.toContain('non gli è stato ancora inviato nulla');
  });
});
