import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { Attachment } from '../../../src/requests/attachments/attachment.entity.js';
import { blackPng, heic, pdf, picture } from '../../files/pictures.js';
import { type House, openHouse } from '../../support/house.js';
import { type Browser, openBrowser } from '../../web/browser.js';
import { annasForm, begin, DATA, hidden, press, send, shownTicket } from './wizard.js';

interface Sent {
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
}

describe('bad input when filing', () => {
  let house: House;
  let browser: Browser;
  let jpeg: Buffer;
  beforeAll(async () => {
    house = await openHouse();
    jpeg = await picture().jpeg().toBuffer();
  });
  beforeEach(async () => {
    browser = openBrowser(house.app);
    await begin(browser);
  });
  afterAll(() => house.close());

  const upload = (files: readonly Sent[], form = annasForm()): Promise<Response> =>
    browser.upload(DATA, { ...form, bozza: hidden(browser, 'bozza'), vai: 'avanti' }, files);
  const photo = (name: string, bytes = jpeg): Sent => ({ field: 'photos', name, bytes });
  const removeButtons = () => [...browser.page.matchAll(/value="rimuovi:([0-9a-f-]{36})"/g)];

  test.each([
    [
      'an SVG named .jpg',
      'finta.jpg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'finta.jpg» non è una foto JPEG',
    ],
    ['a HEIC', 'IMG_1.HEIC', heic('heic', 'mif1'), 'IMG_1.HEIC» è una foto HEIC'],
    [
      'a torn photo',
      'rotta.jpg',
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
      'rotta.jpg» è danneggiata',
    ],
    [
      '14,000 × 14,000 points',
      'enorme.png',
      blackPng(14_000, 14_000),
      'enorme.png» è troppo grande',
    ],
    ['an empty file', 'vuota.jpg', Buffer.alloc(0), 'vuota.jpg» è vuoto'],
  ])(
    '%s is refused by its name, the other photos and the text are kept',
    async (_what, name, bytes, sentence) => {
      const answer = await upload([
        photo('buca.jpg'),
        photo(name, bytes),
        photo('marciapiede.jpg'),
      ]);
      expect(answer.status).toBe(422);
      expect(browser.page).toContain(sentence);
      expect(removeButtons()).toHaveLength(2);
      expect(browser.page).toContain('buca.jpg');
      expect(browser.page).toContain('marciapiede.jpg');
      expect(browser.page).toContain('value="Buca profonda davanti al civico 12"');
      await press(browser, annasForm());
      expect(browser.page).toContain('Conferma e invia');
    },
  );

  test('two that are too large and one that is torn are each refused by their name, text and documents are kept', async () => {
    const answer = await upload([
      photo('mare.jpg', Buffer.alloc(11 * 1024 * 1024, 1)),
      photo('rotta.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])),
      photo('monte.jpg', Buffer.alloc(12 * 1024 * 1024, 1)),
      { field: 'documents', name: 'perizia.pdf', bytes: pdf },
    ]);
    expect(answer.status).toBe(422);
    const atField = /id="faults-photos">.*?<\/div>/s.exec(browser.page)?.[0] ?? '';
    for (const name of ['mare.jpg', 'monte.jpg', 'rotta.jpg'])
      expect(atField).toContain(`«${name}»`);
    expect(browser.page.match(/href="#field-photos"/g)).toHaveLength(3);
    expect(removeButtons()).toHaveLength(1);
    expect(browser.page).toContain('perizia.pdf');
  });

  test('of 11 photos three are kept and one sentence tells of the others', async () => {
    const answer = await upload(Array.from({ length: 11 }, (_, i) => photo(`foto-${i + 1}.jpg`)));
    expect(answer.status).toBe(422);
    expect(removeButtons()).toHaveLength(3);
    expect(browser.page).toContain('se ne possono allegare al massimo 3');
  });

  test('a photo beyond those already uploaded is refused by its name', async () => {
    await upload([photo('uno.jpg'), photo('due.jpg'), photo('tre.jpg')]);
    await browser.get(DATA);
    const answer = await upload([photo('quattro.jpg')]);
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('«quattro.jpg» non è stato allegato');
    expect(removeButtons()).toHaveLength(3);
  });

  test('a file of 40 MB is refused by its name, what came with it is kept', async () => {
    const answer = await upload([
      photo('grande.jpg', Buffer.alloc(40 * 1024 * 1024, 1)),
      photo('buca.jpg'),
    ]);
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('«grande.jpg» è troppo grande: al massimo 10 MB');
    expect(removeButtons()).toHaveLength(1);
  });

  test('a document must be a PDF, whatever its name says', async () => {
    const answer = await upload([{ field: 'documents', name: 'lettera.pdf', bytes: jpeg }]);
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('«lettera.pdf» non è un documento PDF');
  });

  test('an uploaded photo can be looked at by this browser alone, and taken away again', async () => {
    await upload([photo('buca.jpg')]);
    await browser.get(DATA);
    const id = removeButtons()[0]?.[1] ?? '';
    const path = `/servizi/segnalazione-disservizio/nuova/allegati/${id}`;
    const shown = await browser.get(path);
    expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/jpeg']);
    expect((await openBrowser(house.app).get(path)).status).toBe(404);
    await browser.get(DATA);
    await press(browser, annasForm(), `rimuovi:${id}`);
    expect(removeButtons()).toHaveLength(0);
    expect((await browser.get(path)).status).toBe(404);
  });

  test('photos and documents become the request’s', async () => {
    await upload([photo('buca.jpg'), { field: 'documents', name: 'perizia.pdf', bytes: pdf }]);
    await browser.get(`${DATA.replace('dati', 'riepilogo')}`);
    await send(browser);
    const { ticketNumber } = shownTicket(browser);
    await browser.get(`/servizi/segnalazioni/${ticketNumber}`);
    expect(browser.page).toContain('perizia.pdf');
    expect(browser.page).toContain('buca.jpg');
    expect(await house.reads.of(Attachment).count()).toBeGreaterThanOrEqual(2);
  });

  test.each([
    [
      'a foreign postal code',
      { 'location.address': 'Via Roma 1, 00001 Altrove' },
      'field-location.address',
      'non è nel territorio',
    ],
    [
      'a point outside the town',
      { 'location.latitude': '45,4642', 'location.longitude': '9,1900' },
      'field-location',
      'non è nel territorio',
    ],
    [
      'half a point',
      { 'location.latitude': '43,24' },
      'field-location.longitude',
      'Questo campo è richiesto',
    ],
    [
      'a date for a number',
      { 'location.latitude': '31/02/2026', 'location.longitude': '10,5' },
      'field-location.latitude',
      'Coordinate non valide',
    ],
    [
      'a place that is not there',
      { 'location.place': 'school-nowhere' },
      'field-location.place',
      'non è nell&#x27;elenco',
    ],
    [
      'an area that is not there',
      { 'location.area': 'nowhere' },
      'field-location.area',
      'non è nell&#x27;elenco',
    ],
    [
      'a category that is not there',
      { category: 'nowhere', 'answers.defect': '' },
      'field-category',
      'non trovato o non più in uso',
    ],
    [
      'an answer that is not offered',
      { 'answers.defect': 'crater' },
      'field-answers.defect',
      'Scegliere una delle voci',
    ],
    [
      'text for a number',
      { 'answers.length-metres': 'trenta febbraio' },
      'field-answers.length-metres',
      'numero',
    ],
    ['no e-mail address', { 'citizen.email': 'anna' }, 'field-citizen.email', 'Email non valida'],
    [
      'two e-mail addresses',
      { 'citizen.email': 'a@b.example, c@d.example' },
      'field-citizen.email',
      'Email non valida',
    ],
    [
      'a phone number of letters',
      { 'citizen.phone': 'chiamami' },
      'field-citizen.phone',
      'Numero di telefono non valido',
    ],
    ['no title', { title: ' \u0007 ' }, 'field-title', 'Questo campo è richiesto'],
    ['a title of 121 characters', { title: 'à'.repeat(121) }, 'field-title', 'al massimo 120'],
    ['a kind that is not offered', { kind: 'anger' }, 'field-kind', 'Scegliere una delle voci'],
  ])(
    '%s gets a sentence at its field, with everything typed kept',
    async (_what, change, field, sentence) => {
      const answer = await press(browser, annasForm(change));
      expect(answer.status).toBe(422);
      expect(browser.page).toContain(`href="#${field}"`);
      expect(browser.page).toContain(sentence);
      expect(browser.page).toContain('pericolosa per le biciclette.');
      expect(browser.page).toContain('value="Ferrini"');
    },
  );

  test('all faults come at once, in the order of the form, each with the name of its field', async () => {
    await press(
      browser,
      annasForm({
        title: '',
        'citizen.email': 'anna',
        'location.address': '',
        category: '',
        'answers.defect': '',
      }),
    );
    const index = browser.page.slice(
      browser.page.indexOf('id="form-errors"'),
      browser.page.indexOf('</ul>', browser.page.indexOf('id="form-errors"')),
    );
    const fields = [...index.matchAll(/href="#field-([^"]+)"/g)].map(([, field]) => field);
    expect(fields).toEqual(['location', 'category', 'title', 'citizen.email']);
    expect(index).toContain('Titolo: ');
  });

  test('50 KB of text get a sentence and stay in the page', async () => {
    const long = `${'parola '.repeat(7_300)}fine`;
    const answer = await press(browser, annasForm({ description: long }));
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('al massimo 4000 caratteri');
    expect(browser.page).toContain(long);
  });

  test('a text of 300 KB, too, stays in the page', async () => {
    const long = `${'parola '.repeat(43_000)}fine`;
    expect((await press(browser, annasForm({ description: long }))).status).toBe(422);
    expect(browser.page).toContain('al massimo 4000 caratteri');
    expect(browser.page).toContain(long);
  });

  test('a point outside the town is told where the map is, not at a number that nobody typed', async () => {
    const form = annasForm({ 'location.latitude': '45.4642', 'location.longitude': '9.19' });
    expect((await press(browser, form)).status).toBe(422);
    expect(browser.page).toContain('href="#field-location">Luogo: Questo luogo non è nel territorio'); // prettier-ignore
    expect(browser.page).toMatch(/<div id="fault-location">.*Questo luogo non è nel territorio/);
    expect(browser.page).toMatch(/<details class="iter-point" id="point" open>/);
  });

  test('an address in another town is told at the address; a road named after a town is none', async () => {
    await press(browser, annasForm({ 'location.address': 'Via Dante 3, Milano' }));
    expect(browser.page).toMatch(/<div id="fault-location.address">.*Questo luogo non è nel territorio/); // prettier-ignore
    expect(browser.page).toContain('value="Via Dante 3, Milano"');
    expect((await press(browser, annasForm({ 'location.address': 'Via Milano 3' }))).status).toBe(
      200,
    );
    expect(browser.page).toContain('Via Milano 3');
    expect(browser.page).not.toContain('id="form-errors"');
  });

  test('emoji and right-to-left text are filed as they were typed', async () => {
    const title = 'حفرة في الطريق 🕳️👩‍🦽';
    await press(browser, annasForm({ title, description: 'שלום 🚲 <b>buca</b> {{x}}' }));
    await send(browser);
    const { ticketNumber } = shownTicket(browser);
    await browser.get(`/servizi/segnalazioni/${ticketNumber}`);
    expect(browser.page).toContain(title);
    expect(browser.page).toContain('שלום 🚲 &lt;b&gt;buca&lt;/b&gt; {{x}}');
  });

  test('a field that the form does not have is refused, not dropped in silence', async () => {
    const answer = await press(browser, annasForm({ isAdmin: 'yes' }));
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('isAdmin: Questo dato non è previsto');
  });

  test('the summary cannot be reached around what is wrong', async () => {
    await press(browser, annasForm({ title: '' }));
    const answer = await browser.get('/servizi/segnalazione-disservizio/nuova/riepilogo');
    expect(answer.headers['location']).toBe(DATA);
  });
});
