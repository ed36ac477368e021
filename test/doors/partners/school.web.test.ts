import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Vault } from '../../../src/config/vault.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { pdf, picture } from '../../files/pictures.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf, type Words } from '../../support/steps.js';
import { hidden, signedIn } from './signed-in.js';
import { passwordIn } from '../offices/desk.js';

const WRITE = '/ente/nuova?place=school-le-vele&category=buildings-schools';
const AT_SCHOOL = {
  category: 'buildings-schools',
  title: 'Cancello della scuola scardinato',
  location: { place: 'school-il-gabbiano' },
  answers: { 'gas-smell': 'no' },
} as const;

describe('a school with a sign-in', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const record = async (ticketNumber: string, action: string, words: Words = {}) =>
    steps.record(await house.town.viewer('paolo'), ticketNumber, action, words);

  const fields = (lia: Awaited<ReturnType<typeof signedIn>>) => ({
    submissionId: hidden(lia, 'submissionId'),
    place: 'school-le-vele',
    category: 'buildings-schools',
    'answers.gas-smell': 'no',
    title: 'Finestra che non si chiude',
    where: 'primo piano, aula 2B',
    description: 'Quando piove entra acqua.',
  });

  test('begins with its requests: it has no tasks', async () => {
    const lia = await signedIn(house, 'lia');
    const answer = await lia.get('/ente');
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/ente/segnalazioni');
  });

  test('chooses building and category, then files with photo and document, in the name of who is signed in and without a password', async () => {
    const lia = await signedIn(house, 'lia');
    await lia.get('/ente/nuova');
    expect(lia.page).toContain('Scuola primaria Le Vele');
    expect(lia.page).not.toContain('Biblioteca comunale');
    expect((await lia.get('/ente/nuova?place=&category=')).status).toBe(422);
    await lia.get(WRITE);
    expect(lia.page).toContain('Si sente odore di gas?');
    const sent = await lia.upload('/ente/nuova', fields(lia), [
      { field: 'photos', name: 'finestra.jpg', bytes: await picture().jpeg().toBuffer() },
      { field: 'documents', name: 'relazione.pdf', bytes: pdf, type: 'application/pdf' },
    ]);
    expect(sent.status).toBe(303);
    await lia.follow(sent);
    const number = String(sent.headers['location']).split('/').at(-1) ?? '';
    const row = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber: number });
    expect(row).toMatchObject({
      channel: 'school',
      passwordFingerprint: null,
      placeId: house.town.placeId('school-le-vele'),
      filedByPartnerId: house.town.partnerId('istituto-collodi-rocca'),
      address: 'Via dei Lanternai 21, primo piano, aula 2B',
    });
    expect(lia.page).toContain(`La segnalazione ${number} è stata inviata`);
    expect(lia.page).toContain('finestra.jpg');
    expect(lia.page).toContain('relazione.pdf');
    expect(passwordIn(lia.page)).toBe('');
    const paolo = await house.town.viewer('paolo');
    const seen = done(await house.get(RequestViews).view(paolo, number, 'it'));
    expect(seen.steps[0]?.actor).toMatchObject({ kind: 'partner', name: 'Lia Monti' });
  });

  test('sees what others filed at its buildings beside its own, with filters, and nothing from elsewhere', async () => {
    const { ticketNumber: byAnna } = await file(house, AT_SCHOOL);
    const { ticketNumber: elsewhere } = await file(house);
    const lia = await signedIn(house, 'lia');
    await lia.get(WRITE);
    const sent = await lia.upload('/ente/nuova', fields(lia), []);
    const own = String(sent.headers['location']).split('/').at(-1) ?? '';
    await lia.get('/ente/segnalazioni');
    expect(lia.page).toContain(own);
    expect(lia.page).toContain(byAnna);
    expect(lia.page).not.toContain(elsewhere);
    await lia.get('/ente/segnalazioni?da-chi=nostre');
    expect(lia.page).toContain(own);
    expect(lia.page).not.toContain(byAnna);
    await lia.get('/ente/segnalazioni?da-chi=altri');
    expect(lia.page).not.toContain(own);
    expect(lia.page).toContain(byAnna);
    expect((await lia.get(`/ente/segnalazioni/${elsewhere}`)).status).toBe(404);
    expect((await lia.get(`/ente/segnalazioni/${byAnna}`)).status).toBe(200);
    expect(lia.page).not.toContain('Ferrini'); // its agreement opens no names
  });

  test('has each public step of a request at its building in its page, and in order at its endpoint; nothing internal', async () => {
    const { ticketNumber } = await file(house, AT_SCHOOL);
    await record(ticketNumber, 'take-in-charge', { note: 'Passa il fabbro del Comune.' });
    await record(ticketNumber, 'note', { note: 'Chiavi in segreteria.' });
    await record(ticketNumber, 'plan-inspection', { data: { plannedOn: '2026-10-08' } });
    const lia = await signedIn(house, 'lia');
    await lia.get(`/ente/segnalazioni/${ticketNumber}`);
    expect(lia.page).toContain('Passa il fabbro del Comune.');
    expect(lia.page).toContain('Sopralluogo programmato');
    expect(lia.page).not.toContain('Chiavi in segreteria.');
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const sent = await house.reads
      .of(Delivery)
      .find({ where: { subject: id, kind: 'step.recorded' }, order: { sequence: 'ASC' } });
    const texts = sent.map(
      ({ sealedContent }) =>
        (JSON.parse(house.get(Vault).open(sealedContent ?? '')) as { text: string }).text,
    );
    expect(sent.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(texts[0]).toContain('Segnalazione inviata');
    expect(texts[1]).toContain('Presa in carico');
    expect(texts[2]).toContain('Sopralluogo programmato');
    expect(texts.join()).not.toContain('Chiavi in segreteria.');
  });

  test('an emergency stops the filing with the number to call, and keeps what was typed', async () => {
    const lia = await signedIn(house, 'lia');
    await lia.get(WRITE);
    const answer = await lia.upload(
      '/ente/nuova',
      { ...fields(lia), 'answers.gas-smell': 'yes' },
      [],
    );
    expect(answer.status).toBe(422);
    expect(lia.page).toContain('href="tel:112"');
    expect(lia.page).toContain('Quando piove entra acqua.');
  });

  test('each wrong field is named and a building of somebody else is not taken', async () => {
    const lia = await signedIn(house, 'lia');
    await lia.get(WRITE);
    const wrong = {
      ...fields(lia),
      'answers.gas-smell': '',
      title: '',
      description: 'x'.repeat(5000),
    };
    expect((await lia.upload('/ente/nuova', { ...wrong, title: 'y'.repeat(200) }, [])).status).toBe(
      422,
    );
    for (const field of ['answers.gas-smell', 'title', 'description'])
      expect(lia.page).toContain(`id="fault-${field}"`);
    expect(
      (await lia.upload('/ente/nuova', { ...fields(lia), place: 'building-library' }, [])).status,
    ).toBe(422);
    expect(lia.page).toContain('id="fault-place"');
  });

  test('who has no buildings is told whom to ask', async () => {
    const walter = await signedIn(house, 'walter');
    expect((await walter.get('/ente/nuova')).status).toBe(422);
    expect(walter.page).toContain('Nessun edificio è registrato');
  });
});
