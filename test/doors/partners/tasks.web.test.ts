import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Notices } from '../../../src/notices/notices.service.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { picture } from '../../files/pictures.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { hidden, signedIn } from './signed-in.js';

const WASTE = {
  category: 'waste-cleaning',
  title: 'Rifiuti abbandonati dietro i cassonetti',
  location: { address: 'Via delle Vele 14' },
  answers: { kind: 'dumped' },
} as const;
const LAMP = {
  category: 'street-lighting',
  title: 'Lampione spento al numero 3',
  location: { address: 'Via delle Reti 3' },
  answers: { 'live-cable': 'no' },
} as const;

describe('a utility with a sign-in', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
  });
  afterAll(() => house.close());

  const taskOf = async (ticketNumber: string): Promise<Task> => {
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    return house.reads.of(Task).findOneByOrFail({ requestId: id });
  };
  const answerPath = async (ticketNumber: string, answer: string) =>
    `/ente/segnalazioni/${ticketNumber}/incarichi/${(await taskOf(ticketNumber)).id}/${answer}`;

  test('sees its own tasks only; the task and the request of another partner are not there', async () => {
    const own = await file(house, WASTE);
    const other = await file(house, LAMP);
    const walter = await signedIn(house, 'walter');
    await walter.get('/ente');
    expect(walter.page).toContain(own.ticketNumber);
    expect(walter.page).not.toContain(other.ticketNumber);
    expect((await walter.get(`/ente/segnalazioni/${own.ticketNumber}`)).status).toBe(200);
    expect((await walter.get(`/ente/segnalazioni/${other.ticketNumber}`)).status).toBe(404);
    const path = await answerPath(other.ticketNumber, 'esegui');
    expect((await walter.get(path)).status).toBe(404);
    const form = {
      version: '1',
      submissionId: newId(),
      performedDay: '2026-10-05',
      performedTime: '09:30',
    };
    expect((await walter.post(path, form)).status).toBe(404);
    const mixed = path.replace(other.ticketNumber, own.ticketNumber);
    expect((await walter.post(mixed, form)).status).toBe(404);
    expect((await taskOf(other.ticketNumber)).state).toBe('offered');
  });

  test('has each task’s point in its line, for the map: its own, or that of the road which the address names; none where nothing is known', async () => {
    const exact = await file(house, { ...WASTE, location: { address: 'Piazza', latitude: 43.262, longitude: 10.53 } }); // prettier-ignore
    const road = await file(house, { ...WASTE, location: { address: 'Via dei Pinoli 3' } });
    const nowhere = await file(house, { ...WASTE, location: { address: 'Dietro la chiesa' } });
    const walter = await signedIn(house, 'walter');
    await walter.get('/ente');
    const pointOf = (number: string) =>
      new RegExp(`data-latitude="([^"]*)" data-longitude="([^"]*)" data-about="${number},`).exec(walter.page)?.slice(1); // prettier-ignore
    expect(pointOf(exact.ticketNumber)).toEqual(['43.262', '10.53']);
    expect(pointOf(road.ticketNumber)).toEqual(['43.2802', '10.53803']);
    expect(walter.page).toContain(nowhere.ticketNumber);
    expect(pointOf(nowhere.ticketNumber)).toBeUndefined();
    expect(walter.page).toContain('data-from="/servizi/luoghi/mappa"');
  });

  test('completes with operator, day, hour, own reference and photo: the citizen reads firm, operator and both times', async () => {
    house.clock.set('2026-10-05T08:00:00Z');
    const { ticketNumber } = await file(house, WASTE);
    house.clock.set('2026-10-06T15:20:00Z');
    const walter = await signedIn(house, 'walter');
    const path = await answerPath(ticketNumber, 'esegui');
    await walter.get(path);
    const fields = {
      version: hidden(walter, 'version'),
      submissionId: hidden(walter, 'submissionId'),
      operatorCode: '44',
      operatorName: '',
      performedDay: '2026-10-06',
      performedTime: '9.30',
      externalReference: 'AR-2291',
      note: 'Area pulita.',
    };
    const photo = { field: 'photos', name: 'dopo.jpg', bytes: await picture().jpeg().toBuffer() };
    const sent = await walter.upload(path, fields, [photo]);
    expect(sent.status).toBe(303);
    expect((await walter.upload(path, fields, [photo])).status).toBe(303); // sent twice, recorded once
    await walter.follow(sent);
    expect(walter.page).toContain('AR-2291');
    expect(walter.page.split('Intervento eseguito</h3>')).toHaveLength(2);
    expect(await taskOf(ticketNumber)).toMatchObject({
      state: 'done',
      operatorCode: '44',
      externalReference: 'AR-2291',
      performedAt: new Date('2026-10-06T07:30:00Z'),
    });
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const citizen = { kind: 'citizen', requestId: id, ticketNumber } as const;
    const seen = done(await house.get(RequestViews).view(citizen, ticketNumber, 'it'));
    const step = seen.steps.find((one) => one.action === 'task-complete');
    expect(step).toMatchObject({
      performedBy: { firm: 'Ambiente Rocca S.r.l.', operatorCode: '44' },
      occurredAt: new Date('2026-10-06T07:30:00Z'),
      at: new Date('2026-10-06T15:20:00Z'),
      note: 'Area pulita.',
    });
    expect(step?.attachments).toHaveLength(1);
    expect(seen.state.code).toBe('work-done');
    const [attachment] = step?.attachments ?? [];
    const picked = await walter.get(
      `/ente/segnalazioni/${ticketNumber}/allegati/${attachment?.id}`,
    );
    expect(picked.headers['content-type']).toContain('image/jpeg');
    await walter.get(await answerPath(ticketNumber, 'nota'));
    expect(walter.page).toContain('Nota per l’ufficio');
  });

  test('declining brings the request back to the office, which gets a notice and the reason', async () => {
    const { ticketNumber } = await file(house, WASTE);
    const walter = await signedIn(house, 'walter');
    const path = await answerPath(ticketNumber, 'rifiuta');
    await walter.get(path);
    const form = { version: '1', submissionId: hidden(walter, 'submissionId'), reason: '' };
    const empty = await walter.post(path, form);
    expect(empty.status).toBe(422);
    expect(walter.page).toContain('id="fault-reason"');
    const sent = await walter.post(path, { ...form, reason: 'Area privata, fuori contratto.' });
    expect(sent.status).toBe(303);
    const request = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    expect(request.stateCode).toBe('taken-in-charge');
    const notices = (await house.get(Notices).openFor(house.town.nadia)).items;
    expect(notices.filter((one) => one.requestId === request.id)).toMatchObject([
      { kind: 'partner-answered', data: { number: ticketNumber, action: 'task-decline' } },
    ]);
    await walter.follow(sent);
    expect(walter.page).toContain('Area privata, fuori contratto.');
    const seen = done(await house.get(RequestViews).view(house.town.nadia, ticketNumber, 'it'));
    expect(seen.steps.find((one) => one.action === 'task-decline')?.data['reason']).toBe(
      'Area privata, fuori contratto.',
    );
  });

  test('a question reaches the office as a notice, and not the citizen', async () => {
    const { ticketNumber } = await file(house, WASTE);
    const walter = await signedIn(house, 'walter');
    const path = await answerPath(ticketNumber, 'domanda');
    await walter.get(path);
    const form = {
      version: '1',
      submissionId: hidden(walter, 'submissionId'),
      note: 'Chi ha le chiavi del cancello?',
    };
    await walter.follow(await walter.post(path, form));
    expect(walter.page).toContain('Chi ha le chiavi del cancello?');
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const notices = (await house.get(Notices).openFor(house.town.nadia)).items;
    expect(notices.find((one) => one.requestId === id)?.kind).toBe('partner-answered');
    const citizen = { kind: 'citizen', requestId: id, ticketNumber } as const;
    const seen = done(await house.get(RequestViews).view(citizen, ticketNumber, 'it'));
    expect(seen.steps.map((step) => step.action)).not.toContain('task-ask');
  });

  test('an answer to a task that has moved meanwhile is refused, says how it stands, and keeps what was typed', async () => {
    const { ticketNumber } = await file(house, WASTE);
    const [walter, colleague] = [await signedIn(house, 'walter'), await signedIn(house, 'walter')];
    const path = await answerPath(ticketNumber, 'programma');
    await walter.get(path);
    const typed = {
      version: hidden(walter, 'version'),
      submissionId: hidden(walter, 'submissionId'),
      plannedDay: '2026-10-12',
      plannedTime: '08:30',
      note: 'Squadra di lunedì.',
    };
    await colleague.get(`/ente/segnalazioni/${ticketNumber}`);
    const accept = { version: '1', submissionId: hidden(colleague, 'submissionId') };
    expect((await colleague.post(await answerPath(ticketNumber, 'accetta'), accept)).status).toBe(
      303,
    );
    expect((await walter.post(path, typed)).status).toBe(409);
    expect(walter.page).toContain('Nel frattempo l’incarico è cambiato');
    expect(walter.page).toContain('Accettato');
    expect(walter.page).toContain('Squadra di lunedì.');
    expect(walter.page).toContain('value="2026-10-12"');
    const fresh = {
      ...typed,
      version: hidden(walter, 'version'),
      submissionId: hidden(walter, 'submissionId'),
    };
    expect((await walter.post(path, fresh)).status).toBe(303);
    expect(await taskOf(ticketNumber)).toMatchObject({
      state: 'scheduled',
      plannedFor: new Date('2026-10-12T06:30:00Z'),
    });
  });

  test('what was typed for a task that has ended can still go as a note', async () => {
    const { ticketNumber } = await file(house, WASTE);
    const walter = await signedIn(house, 'walter');
    const decline = await answerPath(ticketNumber, 'rifiuta');
    await walter.post(decline, {
      version: '1',
      submissionId: newId(),
      reason: 'Non è nel contratto.',
    });
    const late = { version: '1', submissionId: newId(), reason: 'Il mezzo è guasto.' };
    expect((await walter.post(decline, late)).status).toBe(409);
    expect(walter.page).toContain('prende solo note');
    expect(walter.page).toContain('Il mezzo è guasto.');
    const note = {
      version: hidden(walter, 'version'),
      submissionId: newId(),
      note: 'Il mezzo è guasto.',
    };
    expect((await walter.post(decline.replace('rifiuta', 'nota'), note)).status).toBe(303);
  });

  test('each wrong field is named, the good photo waits, the unreadable one is refused by its name', async () => {
    house.clock.set('2026-10-07T07:30:00Z');
    const { ticketNumber } = await file(house, WASTE);
    house.clock.set('2026-10-07T08:30:00Z');
    const walter = await signedIn(house, 'walter');
    const path = await answerPath(ticketNumber, 'esegui');
    await walter.get(path);
    const fields = {
      version: '1',
      submissionId: hidden(walter, 'submissionId'),
      performedDay: '2026-02-31',
      performedTime: '25:00',
      note: 'Fatto.',
    };
    const good = { field: 'photos', name: 'buona.jpg', bytes: await picture().jpeg().toBuffer() };
    const bad = { field: 'photos', name: 'rotta.jpg', bytes: Buffer.from('<svg/>') };
    expect((await walter.upload(path, fields, [good, bad])).status).toBe(422);
    expect(walter.page).toContain('id="fault-performedDay"');
    expect(walter.page).toContain('id="fault-performedTime"');
    expect(walter.page).toMatch(/href="#field-performedDay">[^<:]+: Data non valida/);
    expect(walter.page).toContain('rotta.jpg');
    expect(walter.page).toContain('buona.jpg');
    expect(walter.page).toContain('Fatto.');
    const mended = {
      ...fields,
      performedDay: '2026-10-07',
      performedTime: '09:00',
      kept: hidden(walter, 'kept'),
    };
    expect((await walter.upload(path, mended, [])).status).toBe(422);
    expect(walter.page).toContain('id="fault-performedDay"'); // before it was filed
    const right = { ...mended, performedTime: '10:15', kept: hidden(walter, 'kept') };
    const sent = await walter.upload(path, right, []);
    expect(sent.status).toBe(303);
    await walter.follow(sent);
    expect(walter.page).toContain('buona.jpg');
  });

  test('can open the contacts while it has work to do and its agreement says so, then sees them masked; another sees none', async () => {
    house.clock.set('2026-10-08T08:00:00Z');
    const { ticketNumber } = await file(house, WASTE);
    const walter = await signedIn(house, 'walter');
    const page = `/ente/segnalazioni/${ticketNumber}`;
    await walter.get(page);
    expect(walter.page).toContain('Mostra i contatti');
    await walter.get(await answerPath(ticketNumber, 'rifiuta'));
    const declined = {
      version: hidden(walter, 'version'),
      submissionId: newId(),
      reason: 'Non sono rifiuti nostri: è materiale edile.',
    };
    await walter.follow(await walter.post(await answerPath(ticketNumber, 'rifiuta'), declined));
    await walter.get(page);
    expect(walter.page).toContain('a•••@posta.example');
    expect(walter.page).not.toMatch(/anna\.ferrini|Mostra i contatti/);

    const lamp = await file(house, LAMP);
    const tommaso = await signedIn(house, 'tommaso');
    await tommaso.get(`/ente/segnalazioni/${lamp.ticketNumber}`);
    expect(tommaso.page).toContain('Lampione spento');
    expect(tommaso.page).not.toMatch(/Ferrini|posta\.example/);
  });

  test('several tasks are recorded as done at once, each with its own result; sent twice, recorded once', async () => {
    house.clock.set('2026-10-06T08:00:00Z');
    const [one, two, ended] = [
      await file(house, WASTE),
      await file(house, WASTE),
      await file(house, WASTE),
    ];
    const named = async (ticketNumber: string) => {
      const { id, version } = await taskOf(ticketNumber);
      return `${id}:${version}`;
    };
    const tasks = await Promise.all(
      [one, two, ended].map(({ ticketNumber }) => named(ticketNumber)),
    );
    const foreign = await named((await file(house, LAMP)).ticketNumber);
    house.clock.set('2026-10-07T15:00:00Z');
    const walter = await signedIn(house, 'walter');
    await walter.post(await answerPath(ended.ticketNumber, 'rifiuta'), {
      ...{ version: '1', submissionId: newId(), reason: 'Fuori contratto.' },
    });
    await walter.get('/ente');
    const form = {
      ...{ submissionId: hidden(walter, 'submissionId'), tasks: [...tasks, foreign] },
      ...{ operatorCode: '44', performedDay: '2026-10-07', performedTime: '9.30' },
    };
    expect((await walter.post('/ente/eseguiti', { ...form, tasks: [] })).status).toBe(422);
    expect(walter.page).toContain('Scegliere almeno un incarico');
    expect(walter.page).toContain('value="44"');
    for (const again of [1, 2]) {
      expect((await walter.post('/ente/eseguiti', form)).status).toBe(200);
      expect([again, walter.page.split('Registrato come eseguito').length - 1]).toEqual([again, 2]);
    }
    const states = await Promise.all(
      [one, two, ended].map(({ ticketNumber }) => taskOf(ticketNumber)),
    );
    expect(states.map(({ state }) => state)).toEqual(['done', 'done', 'declined']);
    expect(states[0]).toMatchObject({
      operatorCode: '44',
      performedAt: new Date('2026-10-07T07:30:00Z'),
    });
    expect(
      (await house.reads.of(Task).findOneByOrFail({ id: foreign.split(':')[0] ?? '' })).state,
    ).toBe('offered');
  });

  test('the list is narrowed by what the address says, and is taken along as a file with the same rows', async () => {
    const { ticketNumber } = await file(house, {
      ...WASTE,
      location: { address: 'Via 100%_Cotone 7' },
    });
    const walter = await signedIn(house, 'walter');
    for (const [query, isThere] of [
      ['cerca=100%25_coto', true],
      [`cerca=${ticketNumber.toLowerCase()}`, true],
      ['cerca=100x', false],
      ['tipo=waste-cleaning&cerca=cotone', true],
      ['tipo=roads-signs', false],
      ['zona=nessuna', false],
      ['scaduti=1&cerca=cotone', false],
    ] as const) {
      await walter.get(`/ente?stato=tutti&${query}`);
      expect([query, walter.page.includes(`/ente/segnalazioni/${ticketNumber}`)]).toEqual([
        query,
        isThere,
      ]);
      const csv = await walter.get(`/ente/incarichi.csv?stato=tutti&${query}`);
      expect([query, csv.text.includes(ticketNumber)]).toEqual([query, isThere]);
    }
  });

  test('reads its own numbers among its other places, and is shown where it is', async () => {
    const walter = await signedIn(house, 'walter');
    const placesOn = async (path: string): Promise<string[]> => {
      await walter.get(path);
      const [nav = ''] = /<ul class="iter-desk-nav">[\s\S]*?<\/ul>/.exec(walter.page) ?? [];
      return [...nav.matchAll(/<a href="([^"]*)"( aria-current="page")?/g)].map(([, href, here]) => `${href}${here ? ' (here)' : ''}`); // prettier-ignore
    };
    expect(await placesOn('/ente/statistiche')).toContain('/ente/statistiche (here)');
    const places = (await placesOn('/ente')).map((place) => place.replace(' (here)', ''));
    expect((await placesOn('/ente/statistiche')).map((place) => place.replace(' (here)', ''))).toEqual(places); // prettier-ignore
  });
});
