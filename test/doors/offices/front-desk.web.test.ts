import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TicketProof } from '../../../src/access/ticket-proof.service.js';
import { Notice } from '../../../src/notices/notice.entity.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { pdf, picture } from '../../files/pictures.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { action, at, type Desk, mails, numberIn, passwordIn, seated, told } from './desk.js';

describe('the front desk', () => {
  let house: House;
  let gina: Desk;
  beforeAll(async () => {
    house = await openHouse();
    gina = await seated(house, 'gina');
  });
  afterAll(() => house.close());

  const open = () => house.reads.of(Notice).find({ order: { createdAt: 'ASC', id: 'ASC' } });
  const proves = async (number: string, password: string): Promise<boolean> => {
    const proved = await house.get(TicketProof).prove(number, password, '192.0.2.7');
    return proved !== null && 'requestId' in proved;
  };

  test('files what came by phone, hands over number and password, and the person is to be told', async () => {
    await gina.get('/ufficio/nuova');
    const answer = await gina.post('/ufficio/nuova', told());
    expect(answer.status).toBe(200);
    const [number, password] = [numberIn(gina.page), passwordIn(gina.page)];
    expect(gina.page).toContain('src="data:image/png;base64,');
    expect(gina.page).toContain(`/servizi/segnalazioni/${number}`);
    const request = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber: number });
    expect([request.channel, request.reachedBy]).toEqual(['phone', 'phone']);
    expect(request.filedByAccountId).toBe(house.town.gina.accountId);

    await gina.get('/ufficio/da-comunicare');
    expect(gina.text).toContain(`Segnalazione ${number} ricevuta`);
    const item = (await open()).find((one) => one.requestId === request.id);
    const path = `/ufficio/da-comunicare/${item?.id}`;
    await gina.get(path);
    expect(gina.text).toContain(password); // the words of the mail that there is no address for
    const unsaid = await gina.post(path, {});
    expect(unsaid.status).toBe(422);
    const said = await gina.post(path, { how: 'phone', note: 'Ringrazia.' });
    expect([said.status, said.headers['location']]).toEqual([303, '/ufficio/da-comunicare']);
    await gina.follow(said);
    expect(gina.page).not.toContain(path);
    const view = done(await house.get(RequestViews).view(house.town.bruno, number, 'it'));
    expect(view.steps.at(-1)).toMatchObject({
      action: 'told',
      note: 'Informato per telefono. Ringrazia.',
      actor: { name: 'Gina Torre' },
    });
    expect((await gina.get(path)).status).toBe(404);
  });

  test('the same form sent twice gives the same receipt and one request', async () => {
    const form = told({ title: 'Tombino aperto' });
    await gina.post('/ufficio/nuova', form);
    const first = [numberIn(gina.page), passwordIn(gina.page)];
    await gina.post('/ufficio/nuova', form);
    expect([numberIn(gina.page), passwordIn(gina.page)]).toEqual(first);
  });

  test('what is missing is said all at once, each at its field, and nothing typed is lost', async () => {
    const answer = await gina.post('/ufficio/nuova', {
      ...told({
        title: '',
        'citizen.lastName': '',
        'citizen.phone': 'tre',
        'location.address': '',
      }),
      'answers.defect': '',
      privacy: '',
    });
    expect(answer.status).toBe(422);
    const fields = [
      'title',
      'citizen.lastName',
      'citizen.phone',
      'location',
      'answers.defect',
      'privacy',
    ];
    for (const field of fields) expect(gina.page).toContain(`id="fault-${field}"`);
    expect(gina.page).toContain('Profonda, al centro della corsia.</textarea>');
    expect(gina.page).toContain('value="Nilde"');
  });

  test('the questions of a category come without a script, and with one as a piece of the page', async () => {
    const asked = await gina.post('/ufficio/nuova', {
      ...told({ title: 'A metà' }),
      vai: 'domande',
    });
    expect(asked.status).toBe(200);
    expect(gina.page).toContain('name="answers.length-metres"');
    expect(gina.page).toContain('value="A metà"');
    const piece = await gina.get('/ufficio/nuova/domande?tipo=roads-signs');
    expect(piece.text).toContain('name="answers.length-metres"');
    expect(piece.text).not.toContain('<html');
  });

  test('a known place is searched and chosen', async () => {
    await gina.post('/ufficio/nuova', { ...told({ ricerca: 'lampione 0601' }), vai: 'cerca' });
    expect(gina.page).toMatch(/name="location.place"[^>]*value="lamp-0601"/);
    const answer = await gina.post('/ufficio/nuova', told({ 'location.place': 'lamp-0601' }));
    const request = await house.reads
      .of(ServiceRequest)
      .findOneByOrFail({ ticketNumber: numberIn(answer.text) });
    expect(request.placeId).toBe(house.town.placeId('lamp-0601'));
  });

  test('an emergency stops the filing with the number to call, whatever else is missing', async () => {
    const answer = await gina.post('/ufficio/nuova', {
      category: 'street-lighting',
      'answers.live-cable': 'yes',
      vai: 'domande',
    });
    expect(answer.text).toMatch(/href="tel:0000\d+"/);
    expect(gina.text).toContain('Fermarsi: è un’emergenza');
    const sent = await gina.post(
      '/ufficio/nuova',
      told({ category: 'street-lighting', 'answers.live-cable': 'yes' }),
    );
    expect(sent.status).toBe(422);
    expect(gina.page).toContain('href="tel:0000');
  });

  test('a photo that is none is refused by name; the good one is kept and filed', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const form = told({ title: 'Con foto' });
    const refused = await gina.upload('/ufficio/nuova', form, [
      { field: 'photos', name: 'buca.jpg', bytes: jpeg },
      { field: 'photos', name: 'nota.jpg', bytes: pdf },
    ]);
    expect(refused.status).toBe(422);
    expect(gina.text).toContain('Già caricato: buca.jpg');
    const { bozza = '' } = gina.hidden('/ufficio/nuova');
    await gina.post('/ufficio/nuova', { ...form, bozza });
    const view = done(
      await house.get(RequestViews).view(house.town.gina, numberIn(gina.page), 'it'),
    );
    expect(view.steps[0]?.attachments.map(({ name }) => name)).toEqual(['buca.jpg']);
  });

  test('a letter that came days ago counts from the day it came', async () => {
    await gina.post('/ufficio/nuova', told({ channel: 'mail', occurredAt: '2026-10-01T09:00' }));
    const view = done(
      await house.get(RequestViews).view(house.town.gina, numberIn(gina.page), 'it'),
    );
    expect(view.request.filedAt.toISOString()).toBe('2026-10-01T07:00:00.000Z');
    const later = await gina.post('/ufficio/nuova', told({ occurredAt: '2026-10-09T09:00' }));
    expect(later.status).toBe(422);
    expect(gina.page).toContain('id="fault-occurredAt"');
  });

  test('a citizen is found by number, by name and by phone; a closed request too', async () => {
    const { ticketNumber } = await file(house, {
      title: 'Panchina rotta',
      contacts: {
        firstName: 'Ottavia',
        lastName: 'Serafini',
        organisation: null,
        email: null,
        phone: '0000555919',
        postalAddress: null,
      },
    });
    for (const words of [ticketNumber, 'Serafini', '0000555919', 'panchina']) {
      await gina.get(`/ufficio?cerca=${encodeURIComponent(words)}`);
      expect(gina.page).toContain(at(ticketNumber));
    }
    const elena = await seated(house, 'elena');
    await elena.get('/ufficio?cerca=Serafini');
    expect(elena.page).not.toContain(at(ticketNumber));
    await gina.get('/ufficio?cerca=Zzyzx');
    expect(gina.text).toContain('Nessuna segnalazione corrisponde.');
  });

  test('takes a message for somebody on the phone: the citizen’s words, under the desk’s name', async () => {
    const { ticketNumber } = await file(house);
    const taken = await gina.act(action(ticketNumber, 'take-message'), {
      note: 'La buca si è allargata dopo la pioggia.',
    });
    expect(taken.status).toBe(303);
    await gina.get(at(ticketNumber));
    expect(gina.text).toContain('La buca si è allargata dopo la pioggia.');
    const bruno = await seated(house, 'bruno');
    await bruno.get('/ufficio/avvisi');
    expect(bruno.text).toContain('Il cittadino ha scritto');
    expect(bruno.page).toContain(at(ticketNumber));
  });

  test('a new password is shown once, the old one is void, and it is mailed', async () => {
    const { ticketNumber, password } = await file(house);
    expect(await proves(ticketNumber, password)).toBe(true);
    const path = at(ticketNumber, '/password');
    await gina.get(path);
    expect(passwordIn(gina.page)).toBe('');
    await gina.post(path, gina.hidden(path));
    const fresh = passwordIn(gina.page);
    expect(await proves(ticketNumber, password)).toBe(false);
    expect(await proves(ticketNumber, fresh)).toBe(true);
    expect((await mails(house, 'new-password')).at(-1)?.text).toContain(fresh);
    const bruno = await seated(house, 'bruno');
    expect((await bruno.get(path)).status).toBe(403);
  });

  test('what is printed for the counter is what the ticket holder reads: nothing internal', async () => {
    const { ticketNumber } = await file(house);
    const bruno = await seated(house, 'bruno');
    await bruno.act(action(ticketNumber, 'take-in-charge'), {
      internalNote: 'Attenzione al vicino.',
    });
    const carla = await seated(house, 'carla');
    await carla.act(action(ticketNumber, 'authorise'), { 'data.amount': '4876' });
    await gina.get(at(ticketNumber, '/stampa'));
    expect(gina.text).toContain('Intervento autorizzato dal responsabile');
    expect(gina.text).not.toMatch(/4876|Attenzione al vicino/);
    await carla.get(at(ticketNumber));
    expect(carla.text).toMatch(/4876.*Attenzione al vicino/);
  });

  test('a notice is ticked off by whoever it is for, and by nobody else', async () => {
    const { ticketNumber } = await file(house);
    await gina.act(action(ticketNumber, 'take-message'), { note: 'Chiede quando si interviene.' });
    const notice = (await open()).find(
      (one) => one.kind === 'citizen-wrote' && !one.doneAt && one.data['number'] === ticketNumber,
    );
    const nadia = await seated(house, 'nadia');
    await nadia.get('/ufficio');
    expect((await nadia.post(`/ufficio/avvisi/${notice?.id}/fatto`)).status).toBe(404);
    const bruno = await seated(house, 'bruno');
    await bruno.get('/ufficio/avvisi');
    expect((await bruno.post(`/ufficio/avvisi/${notice?.id}/fatto`)).status).toBe(303);
    await bruno.get('/ufficio/avvisi');
    expect(bruno.page).not.toContain(String(notice?.id));
  });
});
