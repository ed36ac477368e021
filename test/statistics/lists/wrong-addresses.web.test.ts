/** What an address names wrongly is told, on the page with its sentence and to programs as a problem, and is never answered with something else. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Tokens } from '../../../src/accounts/tokens.service.js';
import { type Desk, seated } from '../../doors/offices/desk.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

const AT = '/ufficio/statistiche';

describe('an address of the statistics that names what there is not', () => {
  let house: House;
  let fabio: Desk;
  let token: string;
  beforeAll(async () => {
    house = await openHouse({ now: '2027-03-15T10:00:00Z' });
    await file(house);
    fabio = await seated(house, 'fabio');
    ({ token } = done(await house.get(Tokens).createFor('fabio', null)));
  });
  afterAll(() => house.close());

  test.each([
    ['/enti?mese=abc', 'Mese non valido'],
    ['/enti?mese=9999-12', 'Mese non valido'],
    ['/enti.csv?mese=abc', 'Mese non valido'],
    ['/enti.csv?mese=2027-04', 'Il mese non è ancora iniziato'],
    ['/enti.csv?mese=2027-01&mese=2027-02', 'Mese non valido'],
    ['/obiettivi?anno=9999', 'Anno non valido'],
    ['/obiettivi.csv?anno=9999', 'Anno non valido'],
    ['/mesi/2027-02/file/csv?numeri=romani', 'Scegliere una delle voci proposte'],
    ['/segnalazioni.csv?colonne=nope', '«nope» non è una colonna'],
    ['/segnalazioni.csv?colonne=kind&colonne=nope', '«nope» non è una colonna'],
    ['/segnalazioni.csv?da=2027-03-01', 'Questo dato non è previsto'],
    ['?fino=abc', 'Mese non valido'],
    ['?voce=nothing.at-all', '«nothing.at-all» non è una voce'],
    ['?voce=office.nope', '«office.nope» non è una voce'],
    ['?voce=channel.web&voce=channel.phone', 'Le due voci sono dello stesso genere'],
    ['?voce=channel.web&voce=kind.report&voce=office.roads-works', 'al massimo 2 voci'],
  ])('is answered 422 with the sentence: %s', async (address, sentence) => {
    const answer = await fabio.get(AT + address);
    expect(answer.status).toBe(422);
    expect(fabio.text).toContain(sentence);
  });

  test.each(['/mesi/abc', '/mesi/2027-02?revisione=abc', '/mesi/2027-02?revisione=9', '/mesi/2027-02/file/csv?revisione=abc', '/mesi/2027-02/file/doc', '/mesi/2027-02/confronto?prima=a&dopo=b'])('is not found: %s', async (address) => {
    expect((await fabio.get(AT + address)).status).toBe(404);
  }); // prettier-ignore

  test('a wrong filter is left out and the town is shown, with the others and the sentence', async () => {
    await fabio.get(`${AT}?voce=office.nope&voce=channel.web`);
    expect(fabio.page.match(/selected>/g)).toHaveLength(1);
  });

  test('a filter that nothing was counted of is one all the same, and stays chosen', async () => {
    expect((await fabio.get(`${AT}?voce=category.parks-green&voce=channel.sms`)).status).toBe(422);
    expect((await fabio.get(`${AT}?voce=category.parks-green&voce=hour.03`)).status).toBe(200);
    expect(fabio.page.match(/selected>/g)).toHaveLength(2);
    expect(fabio.page).toContain('<option value="category.parks-green" selected>');
  });

  test.each([
    ['columns=nope', 422, 'columns'],
    ['columns=kind,nope', 422, 'columns'],
    ['from=2027-02-31', 422, 'from'],
    ['from[]=1', 400, 'from[]'],
    ['from=2027-01-01&from=2027-01-02', 400, 'from'],
    ['colonne=kind', 400, 'colonne'],
  ])('is a problem for programs: %s', async (query, status, field) => {
    const answer = await request(house.app.getHttpServer())
      .get(`/api/v1/statistics/requests.csv?${query}`)
      .set('Authorization', `Bearer ${token}`);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect([answer.status, answer.body.errors[0].field]).toEqual([status, field]);
  });
});
