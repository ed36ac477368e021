import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditEntry } from '../../../src/proof/audit-entry.entity.js';
import { Office } from '../../../src/offices/office.entity.js';
import { RoutingRule } from '../../../src/routing/routing-rule.entity.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { type Desk, seated } from '../offices/desk.js';

const RULES = '/amministrazione/smistamento';
const NEW = `${RULES}/nuova`;
const POTHOLES = {
  name: 'Le buche vanno al verde',
  position: '1',
  version: '0',
  category: 'roads-signs',
  answers: ['defect:pothole'],
  office: 'green',
  hears: 'all',
  vai: 'salva',
};

describe('routing rules in the browser', () => {
  let house: House;
  let ivo: Desk;
  beforeAll(async () => {
    house = await openHouse();
    ivo = await seated(house, 'ivo');
  });
  afterAll(() => house.close());

  const rule = (code: string) => house.reads.of(RoutingRule).findOneBy({ code });
  const codes = async () =>
    (await house.reads.of(RoutingRule).find({ order: { position: 'ASC' } })).map(
      ({ code }) => code,
    );
  const send = (path: string, fields: Record<string, string | readonly string[]>) =>
    ivo.post(path, fields);

  test('a rule is tried before it is saved: what would change is counted with its numbers, and nothing is', async () => {
    const { ticketNumber } = await file(house);
    await ivo.get(NEW);
    const answer = await send(NEW, { ...POTHOLES, vai: 'prova' });
    expect(answer.status).toBe(200);
    expect(ivo.text).toContain('Una segnalazione : l’ufficio passerebbe da');
    expect(ivo.text).toContain(ticketNumber);
    expect(ivo.text).not.toContain('Buca profonda');
    expect(ivo.page).toContain('value="Le buche vanno al verde"');
    expect(await rule('le-buche-vanno-al-verde')).toBeNull();
  });

  test('what is wrong is said at its field, and everything typed is kept', async () => {
    await ivo.get(NEW);
    const wrong = {
      ...POTHOLES,
      office: '',
      places: 'Atlantide',
      hoursFrom: '20:00',
      seasonFrom: '31/13',
      streets: 'Via delle Reti',
    };
    expect((await send(NEW, { ...wrong, seasonFrom: '' })).status).toBe(422);
    expect(ivo.text).toContain('Indicare almeno un ufficio, una persona o un ente.');
    expect(ivo.text).toContain('«Atlantide» non è tra i luoghi conosciuti.');
    expect(ivo.page).toContain('id="fault-hoursTo"');
    expect(ivo.page).toContain('Via delle Reti');
    expect((await send(NEW, wrong)).status).toBe(422);
    expect(ivo.text).toContain('Scrivere giorno e mese come 15/06.');
    const drawn = { ...POTHOLES, boundary: '10,39 43,38\r\nvicino al porto\r\n10,41 43,39' };
    expect((await send(NEW, drawn)).status).toBe(422);
    expect(ivo.text).toContain('La riga «vicino al porto» non è un vertice');
    expect(ivo.page).toContain('id="fault-boundary"');
    expect(ivo.page).toContain('data-area-map="field-boundary" hidden');
    const other = { ...POTHOLES, answers: ['constructor:x', 'defect:crater', 'defect:pothole'] };
    expect((await send(NEW, other)).status).toBe(422);
    expect(ivo.text).toContain('Questo tipo di disservizio non pone la domanda «constructor»');
    expect(ivo.text).toContain('Alla domanda non si può rispondere «crater»');
    const alien = { ...POTHOLES, office: 'green', person: house.town.accountId('nadia') };
    expect((await send(NEW, alien)).status).toBe(422);
    expect(ivo.text).toContain('Questa persona non fa parte dell’ufficio indicato.');
  });

  test('saved, it stands where it was put, counts at the next filing, and is in the audit list', async () => {
    await ivo.get(NEW);
    expect((await send(NEW, POTHOLES)).status).toBe(303);
    expect((await codes())[0]).toBe('le-buche-vanno-al-verde');
    expect((await rule('le-buche-vanno-al-verde'))?.conditions).toEqual({
      answers: [{ question: 'defect', in: ['pothole'] }],
    });
    expect((await file(house)).office.code).toBe('green');
    const [entry] = await house.reads.of(AuditEntry).find({ order: { seq: 'DESC' }, take: 1 });
    expect(entry).toMatchObject({
      event: 'configuration-changed',
      accountId: house.town.accountId('ivo'),
      data: { rule: 'le-buche-vanno-al-verde', what: 'created' },
    });
  });

  test('its page shows it as it is; of two people who change it at once the second hears so', async () => {
    const page = `${RULES}/regole/le-buche-vanno-al-verde`;
    await ivo.get(page);
    expect(ivo.page).toMatch(/value="defect:pothole" checked/);
    const change = {
      ...POTHOLES,
      version: '1',
      placeKinds: 'school',
      seasonFrom: '1/6',
      seasonTo: '15/09',
    };
    expect((await send(page, change)).status).toBe(303);
    expect((await rule('le-buche-vanno-al-verde'))?.conditions).toMatchObject({
      placeKinds: ['school'],
      season: { from: '06-01', to: '09-15' },
    });
    expect((await send(page, change)).status).toBe(409);
  });

  test('up and down move it by one; a pause and a deletion show what they would change and ask first', async () => {
    const page = `${RULES}/regole/le-buche-vanno-al-verde`;
    await ivo.get(RULES);
    await send(`${page}/giu`, {});
    expect((await codes())[1]).toBe('le-buche-vanno-al-verde');
    await send(`${page}/su`, {});
    await send(`${page}/su`, {});
    expect((await codes())[0]).toBe('le-buche-vanno-al-verde');
    await ivo.get(`${page}/conferma/pausa`);
    expect(ivo.text).toContain('Che cosa cambierebbe');
    expect((await rule('le-buche-vanno-al-verde'))?.isActive).toBe(true);
    const seen = async () => ({
      version: String((await rule('le-buche-vanno-al-verde'))?.version),
    });
    expect((await send(`${page}/pausa`, {})).status).toBe(409);
    await send(`${page}/pausa`, await seen());
    expect((await rule('le-buche-vanno-al-verde'))?.isActive).toBe(false);
    expect((await file(house)).office.code).toBe('roads-works');
    const paused = await seen();
    await send(`${page}/riprendi`, paused);
    expect((await send(`${page}/elimina`, paused)).status).toBe(409);
    await send(`${page}/elimina`, await seen());
    expect(await rule('le-buche-vanno-al-verde')).toBeNull();
    const positions = await house.reads.of(RoutingRule).find({ order: { position: 'ASC' } });
    expect(positions.map(({ position }) => position)).toEqual(positions.map((_, i) => i + 1));
  });

  test('an example says what fires, and of each other rule why it does not', async () => {
    await ivo.get(`${RULES}/prova`);
    const example = { category: 'parks-green', area: 'valle-chiara', kind: 'report', vai: 'prova' };
    expect((await send(`${RULES}/prova`, example)).status).toBe(200);
    expect(ivo.text).toContain(
      'per la regola «Il verde di Valle Chiara è curato dalla squadra strade»',
    );
    expect(ivo.text).toContain('si applica e decide l’ufficio.');
    expect(ivo.text).toContain('non si applica: il tipo di disservizio è un altro.');
    expect(ivo.text).toContain('non si applica: la zona è un’altra.');
    expect((await send(`${RULES}/prova`, { ...example, place: 'Atlantide' })).status).toBe(422);
    expect(ivo.page).toContain('id="fault-place"');
  });

  test('the last month tells how often each rule applied', async () => {
    await ivo.get(`${RULES}/prova`);
    expect((await send(`${RULES}/prova`, { vai: 'mese' })).status).toBe(200);
    expect(ivo.text).toMatch(/Provato su \d+ segnalazioni degli ultimi 31 giorni/);
  });

  test('a rule that can never decide, or names an office that is gone, is told here and in the overview', async () => {
    await ivo.get(NEW);
    await send(NEW, { ...POTHOLES, name: 'Tutte le strade', answers: [], position: '1' });
    await send(NEW, { ...POTHOLES, name: 'Solo le buche', position: '2' });
    await ivo.get(RULES);
    expect(ivo.text).toContain('Non decide mai l’ufficio: prima viene «Tutte le strade»');
    await house.transactions.run((em) => em.update(Office, { code: 'green' }, { isActive: false }));
    await ivo.get(RULES);
    expect(ivo.text).toContain('L’ufficio non è più attivo: questa parte non ha effetto.');
    await ivo.get('/amministrazione');
    expect(ivo.text).toContain('2 regole da rivedere.');
  });
});
