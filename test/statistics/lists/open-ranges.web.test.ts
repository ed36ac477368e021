/** Days without a beginning or an end, and the years at the edge of the calendar: lists answer them, or say what is wrong with them. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Exports } from '../../../src/statistics/exports/exports.service.js';
import { type Desk, seated } from '../../doors/offices/desk.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

const PAGE = '/ufficio/statistiche/segnalazioni';

describe('a list of open days', () => {
  let house: House;
  let dario: Desk;
  beforeAll(async () => {
    house = await openHouse({ now: '2027-03-15T10:00:00Z' });
    await file(house);
    dario = await seated(house, 'dario');
  });
  afterAll(() => house.close());

  const written = async (days: { dal: string; al: string }): Promise<string[]> => {
    await dario.get(PAGE);
    const person = { colonne: 'ticketNumber', personali: 'citizen', motivo: 'Avviso dei lavori' };
    const answer = await dario.post(PAGE, { ...dario.hidden(PAGE), ...days, ...person });
    expect(answer.status).toBe(303);
    await house.get(Exports).idle();
    const { text } = await dario.get(`${String(answer.headers['location'])}/scarica`);
    return text.trimEnd().split('\r\n');
  };

  test.each([
    { dal: '', al: '' },
    { dal: '', al: '9999-12-31' },
    { dal: '1000-01-01', al: '' },
  ])('with personal data holds all that was filed: %j', async (days) => {
    expect(await written(days)).toHaveLength(2);
  });

  test.each(['0001-01-01', '0000-01-01'])('a year that no calendar here has is told at its field: %s', async (dal) => {
    const answer = await dario.get(`${PAGE}.csv?dal=${dal}`);
    expect(answer.status).toBe(422);
    expect(dario.page).toContain('id="fault-dal"');
  }); // prettier-ignore

  test.each([
    '/ufficio?fase=tutte&dal=1000-01-01&al=9999-12-31',
    '/ufficio?fase=tutte&dal=0001-01-01&al=9999-12-31',
    '/ufficio?fase=tutte&chiusa-dal=0001-01-01&chiusa-al=9999-12-31',
    '/ufficio?fase=tutte&riaperta-dal=0001-01-01&riaperta-al=9999-12-31',
    '/ufficio?fase=tutte&aperta-il=9999-12-31',
    '/ufficio?fase=tutte&aperta-il=0001-01-01',
    '/ufficio/fasi-per-livello?dal=0001-01-01&al=9999-12-31',
    '/ufficio/fasi-per-livello?al=9999-12-31',
    '/ufficio/fasi-per-livello?al=1000-01-01',
  ])('a page answers %s', async (address) => {
    expect((await dario.get(address)).status).toBeLessThan(500);
  });
});
