import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CitizenViewer, PartnerViewer } from '../../../src/access/viewer.js';
import { stepModels } from '../../../src/doors/citizens/following/step-models.js';
import { TicketAccess } from '../../../src/requests/contacts/ticket-access.service.js';
import { CouncilArea } from '../../../src/territory/council-area.entity.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { Notice } from '../../../src/notices/notice.entity.js';
import { RequestFacts } from '../../../src/requests/facts/request-facts.entity.js';
import { OpinionDesk } from '../../../src/requests/opinions/opinion-desk.service.js';
import { PartnerRequests } from '../../../src/requests/queries/partner-requests.service.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Verifier } from '../../../src/requests/verifying/verifier.service.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';
import { hidden, signedIn } from './signed-in.js';

const HILL = { location: { latitude: 43.287, longitude: 10.6 } } as const; // Fonte Vecchia
const SEA = { location: { latitude: 43.287, longitude: 10.53 } } as const; // Pineta
const OPINION = 'La strada serve anche lo scuolabus: chiediamo che si cominci da qui.';

describe('a district council with a sign-in', () => {
  let house: House;
  let flavia: PartnerViewer;
  beforeAll(async () => {
    house = await openHouse();
    const viewer = await house.town.viewer('flavia');
    if (viewer.kind !== 'partner') throw new Error('Flavia is of the district council');
    flavia = viewer;
  });
  afterAll(() => house.close());

  const row = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const give = (viewer: PartnerViewer, ticketNumber: string, text = OPINION) =>
    house.get(OpinionDesk).give(viewer, ticketNumber, { text, key: newId() });

  test('begins with its area: what was filed there, wherever it went, and nothing from elsewhere; no name, no contact', async () => {
    const { ticketNumber: there } = await file(house, HILL);
    const { ticketNumber: elsewhere } = await file(house, SEA);
    await house.transactions.run((em) =>
      em.query('DELETE FROM involvements WHERE partner_id IS NOT NULL'),
    ); // no rule told it: it looks on all the same
    const browser = await signedIn(house, 'flavia');
    const start = await browser.get('/ente');
    expect(start.headers['location']).toBe('/ente/zona');
    await browser.get('/ente/zona');
    expect(browser.page).toContain('Fonte Vecchia');
    expect(browser.page).toContain(there);
    expect(browser.page).not.toContain(elsewhere);
    expect((await browser.get(`/ente/segnalazioni/${elsewhere}`)).status).toBe(404);
    expect((await browser.get(`/ente/segnalazioni/${there}`)).status).toBe(200);
    expect(browser.page).not.toContain('Ferrini');
    expect(browser.page).not.toContain('anna.ferrini');
  });

  test('an agreement never opens contacts to it, and one that has run out opens nothing', async () => {
    const { partnerId } = flavia;
    const agree = (agreement: object) =>
      house.transactions.run(
        (em) =>
        em.query(`UPDATE partners SET agreement = '${JSON.stringify(agreement)}' WHERE id = '${partnerId}'`), // prettier-ignore
      );
    await agree({ seesContacts: true });
    expect(await house.town.viewer('flavia')).toMatchObject({ seesContacts: false });
    await agree({ seesContacts: true, until: '2026-10-04' });
    expect((await house.town.viewer('flavia')) as PartnerViewer).not.toHaveProperty('areaIds');
    await agree({ seesContacts: false });
  });

  test('pages through its areas newest first, none twice and none left out', async () => {
    const filed: string[] = [];
    for (const longitude of [10.6, 10.61, 10.6])
      for (const latitude of [43.287, 43.262])
        filed.push((await file(house, { location: { latitude, longitude } })).ticketNumber);
    const list = house.get(PartnerRequests);
    const read: string[] = [];
    let cursor: string | undefined;
    do {
      const slice = await list.inAreas(flavia, { stage: 'all', limit: 2, cursor }, 'it');
      read.push(...slice.items.map(({ ticketNumber }) => ticketNumber));
      cursor = slice.next ?? undefined;
    } while (cursor);
    expect(new Set(read).size).toBe(read.length);
    expect(read.slice(0, filed.length)).toEqual([...filed].reverse());
    const forged = Buffer.from('["no day","x"]').toString('base64url');
    const again = await list.inAreas(flavia, { stage: 'all', limit: 2, cursor: forged }, 'it');
    expect(again.items[0]?.ticketNumber).toBe(filed.at(-1));
  });

  test('sees the figures of its areas beside the town’s, as the council’s own statistics count them', async () => {
    house.clock.set('2026-10-06T08:00:00Z'); // a month that runs is remembered for ten seconds of the same day
    const browser = await signedIn(house, 'flavia');
    await browser.get('/ente/zona?mese=2026-10');
    const [here] = await house.reads.rows<{ n: unknown }>(
      `SELECT COUNT(*) AS n FROM request_facts f JOIN areas a ON a.id = f.area_id WHERE a.code = 'fonte-vecchia'`,
    );
    const line =
      /<th scope="row">Fonte Vecchia<\/th>([\s\S]*?)<\/tr>/.exec(browser.page)?.[1] ?? '';
    const cells = [...line.matchAll(/<td[^>]*>\s*([^<]*)/g)].map(([, cell]) => cell?.trim());
    expect(cells.slice(0, 2)).toEqual(['0', String(here?.n)]);
    expect(browser.page).toContain('Tutto il Comune');
    await browser.get('/ente/zona?mese=2026-09');
    expect(browser.page).toContain('settembre 2026');
  });

  test('says publicly what it thinks: the citizen reads it with the name of the person and the council, nothing moves, the office is told', async () => {
    const { ticketNumber } = await file(house, HILL);
    const before = await row(ticketNumber);
    const browser = await signedIn(house, 'flavia');
    await browser.get(`/ente/segnalazioni/${ticketNumber}`);
    expect(browser.page).toContain(`/ente/segnalazioni/${ticketNumber}/parere`);
    await browser.get(`/ente/segnalazioni/${ticketNumber}/parere`);
    const form = { submissionId: hidden(browser, 'submissionId'), opinion: OPINION };
    const path = `/ente/segnalazioni/${ticketNumber}/parere`;
    expect((await browser.post(path, { ...form, opinion: ' ' })).status).toBe(422);
    expect(browser.page).toContain('id="fault-opinion"');
    for (const sent of [await browser.post(path, form), await browser.post(path, form)])
      expect(sent.status).toBe(303); // a double click is one opinion
    const after = await row(ticketNumber);
    expect(after).toMatchObject({ version: before.version, stateCode: before.stateCode });
    const anna: CitizenViewer = { kind: 'citizen', requestId: after.id, ticketNumber };
    const { steps } = done(await house.get(RequestViews).view(anna, ticketNumber, 'it'));
    const given = steps.filter(({ action }) => action === 'opinion');
    expect(given).toHaveLength(1);
    expect(given[0]).toMatchObject({
      label: 'Parere del consiglio di zona',
      note: OPINION,
      movedTo: null,
      actor: { name: 'Flavia Pascoli', partner: 'Consiglio di frazione della Collina' },
    });
    const notices = await house.reads.of(Notice).findBy({ requestId: after.id });
    expect(notices.map(({ kind }) => kind)).toContain('partner-answered');
    const kinds = await house.reads.of(Delivery).findBy({ subject: after.id, channel: 'email' });
    expect(kinds.filter(({ kind }) => kind === 'step')).toHaveLength(1);
    const facts = await house.reads.of(RequestFacts).findOneByOrFail({ requestId: after.id });
    expect(facts.firstAnswerAt).toBeNull(); // who does not work on it has not answered
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });

  test('has no say elsewhere, nor where the request has ended; nobody else has any', async () => {
    const { ticketNumber: elsewhere } = await file(house, SEA);
    const { ticketNumber } = await file(house, HILL);
    expect(await give(flavia, elsewhere)).toMatchObject({ code: 'not-found' });
    expect(await give(flavia, ticketNumber, 'x'.repeat(5_000))).toMatchObject({ code: 'invalid' });
    const lamps = { ...HILL, category: 'street-lighting', answers: { 'live-cable': 'no' } };
    const lit = await file(house, lamps);
    expect(await give(house.town.tommaso, lit.ticketNumber)).toMatchObject({ code: 'not-allowed' });
    const citizen: CitizenViewer = { kind: 'citizen', requestId: (await row(ticketNumber)).id, ticketNumber }; // prettier-ignore
    await recorderOf(() => house).record(citizen, ticketNumber, 'withdraw');
    const late = { code: 'not-possible-now', reason: 'opinion-after-end' };
    expect(await give(flavia, ticketNumber)).toMatchObject(late);
  });

  test('files for a resident, who gets number and password and follows it like anybody; the step carries both names, the page of the council none', async () => {
    const browser = await signedIn(house, 'flavia');
    await browser.get('/ente/zona/nuova');
    expect(browser.page).not.toContain('Pineta');
    expect((await browser.get('/ente/zona/nuova?area=pineta&category=roads-signs')).status).toBe(
      422,
    );
    const path = '/ente/zona/nuova?area=fonte-vecchia&category=roads-signs';
    await browser.get(path);
    const fields = {
      ...{ submissionId: hidden(browser, 'submissionId'), area: 'fonte-vecchia' },
      ...{ category: 'roads-signs', 'answers.defect': 'pothole', title: 'Buca sulla salita' },
      ...{ address: 'Salita della chiesa', description: 'Profonda, e di notte non si vede.' },
      ...{ firstName: 'Nella', lastName: 'Bruni', email: 'nella.bruni@posta.example', phone: '' },
    };
    expect((await browser.upload('/ente/zona/nuova', fields, [])).status).toBe(422);
    expect(browser.page).toContain('id="fault-privacy"');
    const sent = await browser.upload('/ente/zona/nuova', { ...fields, privacy: 'on' }, []);
    expect(sent.status).toBe(200);
    const number = /20\d\d-\d{6}-\w/.exec(browser.page)?.[0] ?? '';
    const password = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(browser.page)?.[0] ?? '';
    const holder = await house.get(TicketAccess).byPassword(number, password);
    expect(holder).toMatchObject({ kind: 'citizen', ticketNumber: number });
    const filed = await row(number);
    expect(filed).toMatchObject({ reachedBy: 'email', channel: 'helper', areaId: house.town.areaId('fonte-vecchia'), filedByPartnerId: flavia.partnerId }); // prettier-ignore
    const received = await house.reads.of(Delivery).findBy({ subject: filed.id, kind: 'received' });
    expect(received.map(({ destination }) => destination)).toEqual(['nella.bruni@posta.example']);
    const nella: CitizenViewer = { kind: 'citizen', requestId: filed.id, ticketNumber: number };
    const view = done(await house.get(RequestViews).view(nella, number, 'it'));
    expect(view.steps[0]?.actor.name).toBe('Flavia Pascoli');
    expect(view.citizen?.name).toBe('Nella Bruni');
    expect(stepModels(view, '').at(-1)?.onBehalf).toBe('Nella Bruni');
    await browser.get(`/ente/segnalazioni/${number}`);
    expect(browser.page).toContain('Buca sulla salita');
    expect(browser.page).not.toMatch(/Nella|Bruni/);
  });

  test('an administrator gives it areas and takes them back, and cannot promise it contacts', async () => {
    const ivo = await signedIn(house, 'ivo');
    const path = '/amministrazione/enti/consiglio-collina';
    await ivo.get(path);
    expect(ivo.page).toContain('Zone di cui si occupa');
    expect((await ivo.post(`${path}/zone`, { areaCode: 'valle-chiara' })).status).toBe(303);
    const given = { areaId: house.town.areaId('valle-chiara') };
    expect(await house.reads.of(CouncilArea).countBy(given)).toBe(1);
    expect((await ivo.post(`${path}/zone`, { areaCode: 'nowhere' })).status).toBe(422);
    expect((await ivo.post(`${path}/zone/valle-chiara/togli`, {})).status).toBe(303);
    expect(await house.reads.of(CouncilArea).countBy(given)).toBe(0);
    const luce = '/amministrazione/enti/luce-strade';
    await ivo.get(luce);
    expect(ivo.page).not.toContain('Zone di cui si occupa');
    expect((await ivo.post(`${luce}/zone`, { areaCode: 'valle-chiara' })).status).toBe(422);
    const fields = { name: 'Consiglio', kind: 'district-council', seesContacts: 'on' };
    expect((await ivo.post(path, fields)).status).toBe(422);
    expect(ivo.page).toContain('Un consiglio di frazione non vede recapiti');
  });
});
