import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OfficeViewer } from '../../../src/access/viewer.js';
import { ContactDesk } from '../../../src/requests/contacts/contact-desk.service.js';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import type { FilingCommand } from '../../../src/requests/filing/filing-command.js';
import { FilingDraft } from '../../../src/requests/filing/filing-draft.entity.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { newId } from '../../../src/shared/ids.js';
import { picture } from '../../files/pictures.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf, type Words } from '../../support/steps.js';
import { type Browser, openBrowser } from '../../web/browser.js';
import { hidden } from './wizard.js';

const FOLLOW = '/servizi/segnalazioni';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NOTHING_FOUND = {
  outcome: 'not-reproducible',
  whatWasDone: 'Il tratto di strada è stato percorso a piedi: la buca segnalata non c’è.',
  doneBy: 'Squadra comunale',
  citizenCan: 'Se la buca c’è ancora si può riaprire la segnalazione con una foto.',
};

describe('following a request with number and password', () => {
  let house: House;
  let browser: Browser;
  let jpeg: Buffer;
  beforeAll(async () => {
    house = await openHouse();
    jpeg = await picture().jpeg().toBuffer();
  });
  beforeEach(() => {
    browser = openBrowser(house.app);
  });
  afterAll(() => house.close());

  const { record } = recorderOf(() => house);
  /** Files, proves the ticket in the browser, and leaves it on the request's page. */
  async function follow(change: Partial<FilingCommand> = {}): Promise<string> {
    const { ticketNumber, password } = await file(house, change);
    await browser.follow(await browser.post(`${FOLLOW}/accedi`, { ticketNumber, password }));
    return ticketNumber;
  }

  const office = async (
    viewer: OfficeViewer,
    ticketNumber: string,
    action: string,
    data: Record<string, unknown> = {},
    more: Words = {},
  ): Promise<number> => (await record(viewer, ticketNumber, action, { data, ...more })).seq;

  async function act(
    ticketNumber: string,
    action: string,
    fields: Record<string, string>,
    photos: readonly [string, Buffer][] = [],
  ) {
    const path = `${FOLLOW}/${ticketNumber}/azioni/${action}`;
    if (!browser.page.includes(`action="${path}"`)) await browser.get(path);
    const form = {
      invio: hidden(browser, 'invio'),
      version: hidden(browser, 'version'),
      bozza: hidden(browser, 'bozza'),
      ...fields,
    };
    const answer = await browser.upload(
      path,
      form,
      photos.map(([name, bytes]) => ({ field: 'photos', name, bytes })),
    );
    return answer.status === 303 ? browser.follow(answer) : answer;
  }

  test('an answer for which the office was faster becomes a message with the same words and photo; one to a closed request can be copied', async () => {
    const ticketNumber = await follow();
    const { bruno, carla } = house.town;
    await office(bruno, ticketNumber, 'take-in-charge');
    await office(bruno, ticketNumber, 'ask-citizen', { question: 'A quale numero civico?' });
    const path = `${FOLLOW}/${ticketNumber}/azioni`;
    await browser.get(`${path}/answer`);
    const form = { invio: hidden(browser, 'invio'), version: hidden(browser, 'version') };
    await office(bruno, ticketNumber, 'go-on-without-answer', {}, { note: 'Si va a vedere.' });
    const note = 'Davanti al 12, accanto al forno.';
    const photos = [{ field: 'photos', name: 'civico.jpg', bytes: jpeg }];
    const late = await browser.upload(`${path}/answer`, { ...form, note }, photos);
    expect(late.status).toBe(422);
    expect(browser.page).toContain(`action="${path}/message"`);
    for (const kept of [note, 'civico.jpg', 'Mentre scriveva la segnalazione è andata avanti'])
      expect(browser.page).toContain(kept);
    const kept = { ...form, invio: hidden(browser, 'invio'), bozza: hidden(browser, 'bozza') };
    await browser.follow(await browser.post(`${path}/message`, { ...kept, version: hidden(browser, 'version'), note })); // prettier-ignore
    expect(browser.page).toContain(note);
    const { steps } = done(await house.get(RequestViews).view(bruno, ticketNumber, 'it'));
    expect(steps.at(-1)).toMatchObject({ action: 'message' });
    await browser.get(`${path}/message`);
    const open = { invio: hidden(browser, 'invio'), version: hidden(browser, 'version') };
    await office(carla, ticketNumber, 'close-without-work', NOTHING_FOUND);
    const closed = await browser.post(`${path}/message`, { ...open, note: 'È anche <profonda>.' });
    expect(closed.status).toBe(409);
    expect(browser.page).toContain('È anche &lt;profonda&gt;.');
  });

  test('what somebody else filed for them says so at its first step; what they filed does not', async () => {
    for (const viewer of [house.town.gina, house.town.hugo]) {
      const { ticketNumber, password } = await file(house, { channel: 'counter' }, viewer);
      await browser.follow(await browser.post(`${FOLLOW}/accedi`, { ticketNumber, password }));
      expect(browser.page.replace(/\s+/g, ' ')).toMatch(
        new RegExp(`${viewer.name}</bdi></strong>[^<]*, per conto di Anna Ferrini`),
      );
    }
    await follow();
    expect(browser.page).not.toContain('per conto di');
  });

  test('number and password open the page, however they were written', async () => {
    const { ticketNumber, password } = await file(house);
    const answer = await browser.post(`${FOLLOW}/accedi`, {
      ticketNumber: ticketNumber.toLowerCase().replaceAll('-', ' '),
      password: password.toLowerCase().replaceAll('-', ' '),
    });
    expect(answer.headers['location']).toBe(`${FOLLOW}/${ticketNumber}`);
    await browser.follow(answer);
    expect(browser.page).toContain('Buca profonda davanti al civico 12');
    expect(browser.page).toContain('Anna Ferrini');
    expect(browser.page).toContain('Lavori pubblici e strade');
    expect(browser.page).toContain('a•••@posta.example');
    expect(browser.page).not.toContain('anna.ferrini@posta.example');
  });

  test.each([
    ['a wrong password', (number: string) => [number, 'AAAA-BBBB-CCCC']],
    ['a number that is not there', () => ['2026-999999-0', 'AAAA-BBBB-CCCC']],
  ])('%s gets the same answer, 401, and keeps only the number', async (_what, typed) => {
    const { ticketNumber } = await file(house);
    const [number = '', password = ''] = typed(ticketNumber);
    const answer = await browser.post(`${FOLLOW}/accedi`, { ticketNumber: number, password });
    expect(answer.status).toBe(401);
    expect(browser.page).toContain('Numero o password non corretti.');
    expect(browser.page).toContain(`value="${number}"`);
    expect(browser.page).not.toContain(password);
  });

  test('who guesses at one number is told how many minutes to wait', async () => {
    const { ticketNumber } = await file(house);
    for (let i = 0; i < 10; i++)
      await browser.post(`${FOLLOW}/accedi`, { ticketNumber, password: `AAAA-BBBB-000${i}` });
    const answer = await browser.post(`${FOLLOW}/accedi`, {
      ticketNumber,
      password: 'AAAA-BBBB-CCCC',
    });
    expect(answer.status).toBe(429);
    expect(browser.page).toMatch(/Riprovare tra \d+ minuti/);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
  });

  test('nothing typed gets a sentence at both fields', async () => {
    const answer = await browser.post(`${FOLLOW}/accedi`, { ticketNumber: '', password: '' });
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('href="#field-password"');
  });

  test('leaving closes the request to this browser', async () => {
    const ticketNumber = await follow();
    await browser.follow(await browser.post(`${FOLLOW}/${ticketNumber}/esci`));
    expect(browser.page).toContain('Uscita effettuata');
    expect((await browser.get(`${FOLLOW}/${ticketNumber}`)).status).toBe(303);
  });

  test('a question of the office is shown with the way to answer it, and the answer moves the request on', async () => {
    const ticketNumber = await follow();
    const { bruno } = house.town;
    await office(bruno, ticketNumber, 'take-in-charge');
    await office(bruno, ticketNumber, 'ask-citizen', {
      question: 'La buca è sulla corsia o sul marciapiede?',
    });
    await browser.get(`${FOLLOW}/${ticketNumber}`);
    expect(browser.page).toContain('In attesa di informazioni dal cittadino');
    expect(browser.page).toContain('La buca è sulla corsia o sul marciapiede?');
    expect(browser.page).toContain('Il termine è sospeso dal');
    expect(browser.page).toContain(`${FOLLOW}/${ticketNumber}/azioni/answer`);
    await act(ticketNumber, 'answer', { note: '' });
    expect(browser.page).toContain('href="#field-note"');
    await act(ticketNumber, 'answer', { note: 'Sulla corsia, lato mare.' }, [['corsia.jpg', jpeg]]);
    expect(browser.page).toContain('Il cittadino ha risposto');
    expect(browser.page).toContain('Sulla corsia, lato mare.');
    expect(browser.page).toContain('Presa in carico');
    expect(browser.page).toContain('rimasto sospeso dal');
    expect(browser.page).toContain('corsia.jpg');
  });

  test('a message with a photo that cannot be read keeps the text and the other photos', async () => {
    const ticketNumber = await follow();
    const answer = await act(ticketNumber, 'message', { note: 'Ora è più larga.' }, [
      ['buona.jpg', jpeg],
      ['finta.jpg', Buffer.from('<svg/>')],
    ]);
    expect(answer.status).toBe(422);
    expect(browser.page).toContain('«finta.jpg» non è una foto');
    expect(browser.page).toContain('Ora è più larga.');
    expect(browser.page).toContain('buona.jpg');
    await act(ticketNumber, 'message', { note: 'Ora è più larga.' });
    expect(browser.page).toContain('Messaggio del cittadino');
    expect(browser.page).toContain('buona.jpg');
    expect(await house.reads.of(FilingDraft).count()).toBe(0);
  });

  test('the same message sent twice is one step', async () => {
    const ticketNumber = await follow();
    await browser.get(`${FOLLOW}/${ticketNumber}/azioni/message`);
    const form = {
      invio: hidden(browser, 'invio'),
      version: hidden(browser, 'version'),
      note: 'Una volta sola.',
    };
    await browser.upload(`${FOLLOW}/${ticketNumber}/azioni/message`, form, []);
    await browser.upload(`${FOLLOW}/${ticketNumber}/azioni/message`, form, []);
    await browser.get(`${FOLLOW}/${ticketNumber}`);
    expect(browser.page.match(/Una volta sola\./g)).toHaveLength(1);
  });

  test('withdrawing asks for a confirmation, then ends the request and offers to reopen it', async () => {
    const ticketNumber = await follow();
    const asked = await act(ticketNumber, 'withdraw', { note: 'Già riparata.' });
    expect(asked.status).toBe(422);
    expect(browser.page).toContain('occorre confermare');
    await act(ticketNumber, 'withdraw', { note: 'Già riparata.', confirm: 'on' });
    expect(browser.page).toContain('Ritirata');
    expect(browser.page).toContain('azioni/reopen-by-citizen');
    await act(ticketNumber, 'reopen-by-citizen', { note: 'La buca c’è di nuovo.' });
    expect(browser.page).toContain('Riaperta');
    expect(browser.page).toContain('La buca c’è di nuovo.');
  });

  test('a closed request shows outcome, what was done and by whom, and can be reopened for 30 days', async () => {
    const ticketNumber = await follow();
    const { bruno, carla } = house.town;
    await office(bruno, ticketNumber, 'take-in-charge');
    await office(carla, ticketNumber, 'close-without-work', NOTHING_FOUND);
    await browser.get(`${FOLLOW}/${ticketNumber}`);
    expect(browser.page).toContain('Problema non riscontrato');
    expect(browser.page).toContain('la buca segnalata non c’è');
    expect(browser.page).toContain('Squadra comunale');
    expect(browser.page).toContain('azioni/reopen-by-citizen');
  });

  test('after 30 days a closed request says that it cannot be reopened any more and offers a new one', async () => {
    const ticketNumber = await follow();
    await act(ticketNumber, 'withdraw', { confirm: 'on' });
    house.clock.pass(31 * DAY_MS);
    browser = openBrowser(house.app);
    const { password } = await renewed(ticketNumber);
    await browser.follow(await browser.post(`${FOLLOW}/accedi`, { ticketNumber, password }));
    expect(browser.page).toContain('si poteva riaprire fino al');
    expect(browser.page).not.toContain('azioni/reopen-by-citizen');
  });

  test('an action that the iter does not offer now leads back to the request', async () => {
    const ticketNumber = await follow();
    await browser.follow(await browser.get(`${FOLLOW}/${ticketNumber}/azioni/reopen-by-citizen`));
    expect(browser.page).toContain('non è prevista in questo momento');
    const answer = await browser.post(`${FOLLOW}/${ticketNumber}/azioni/close`, {
      invio: newId(),
      version: '1',
    });
    expect(answer.headers['location']).toBe(`${FOLLOW}/${ticketNumber}`);
  });

  test('a step that was recorded later says when it happened and when it was recorded', async () => {
    const ticketNumber = await follow();
    house.clock.pass(20 * MINUTE_MS);
    await office(house.town.bruno, ticketNumber, 'take-in-charge');
    const occurredAt = new Date(house.clock.now().getTime() - 10 * MINUTE_MS);
    await office(
      house.town.bruno,
      ticketNumber,
      'record-inspection',
      { findings: 'Buca di mezzo metro sul lato destro.' },
      { occurredAt, performedBy: { name: 'Pino Ghiaia', firm: 'Strade & Figli' } },
    );
    await browser.get(`${FOLLOW}/${ticketNumber}`);
    expect(browser.page).toMatch(
      /eseguito il <time[^>]*>[^<]+<\/time> da <strong><bdi>Pino Ghiaia<\/bdi>, Strade &amp; Figli<\/strong>, registrato il/,
    );
    expect(browser.page).toContain('Bruno Conti');
  });

  test('a corrected step is struck through, with who, when and why', async () => {
    const ticketNumber = await follow();
    const { bruno, carla } = house.town;
    const seq = await office(bruno, ticketNumber, 'take-in-charge');
    const { request } = done(await house.get(RequestViews).view(carla, ticketNumber, 'it'));
    done(
      await house.get(CorrectionDesk).correct(
        carla,
        ticketNumber,
        {
          seq,
          reason: 'Presa in carico per errore.',
          treatment: 'keep',
          version: request.version,
        },
        newId(),
      ),
    );
    await browser.get(`${FOLLOW}/${ticketNumber}`);
    expect(browser.page).toContain('<del>Presa in carico dall’ufficio</del>');
    expect(browser.page).toMatch(
      /Annullata il .* da Carla Fonti, .*Motivo: Presa in carico per errore\./,
    );
  });

  test('a request sent straight to a partner says to whom and since when', async () => {
    await follow({ category: 'water-flooding', answers: { 'burst-main': 'no' } });
    expect(browser.page).toMatch(/Affidata a Acque Costiere S\.p\.A\. dal \d+ \w+ 2026/);
  });

  test('a term that was missed is said honestly', async () => {
    const ticketNumber = await follow();
    house.clock.pass(40 * DAY_MS);
    browser = openBrowser(house.app);
    const { password } = await renewed(ticketNumber);
    await browser.follow(await browser.post(`${FOLLOW}/accedi`, { ticketNumber, password }));
    expect(browser.page).toContain('Il termine è scaduto il');
    expect(browser.page).toContain('Ci scusiamo per il ritardo');
  });

  test('files of another request are not there, nor are those of nobody’s', async () => {
    const other = await follow();
    await act(other, 'message', { note: 'Con foto.' }, [['foto.jpg', jpeg]]);
    const id = new RegExp(`${other}/allegati/([0-9a-f-]{36})`).exec(browser.page)?.[1] ?? '';
    const shown = await browser.get(`${FOLLOW}/${other}/allegati/${id}`);
    expect([shown.status, shown.headers['content-type'], shown.headers['cache-control']]).toEqual([
      200,
      'image/jpeg',
      'private, no-store',
    ]);
    const own = await follow();
    expect((await browser.get(`${FOLLOW}/${own}/allegati/${id}`)).status).toBe(404);
    expect((await browser.get(`${FOLLOW}/${own}/allegati/${newId()}`)).status).toBe(404);
    expect((await openBrowser(house.app).get(`${FOLLOW}/${other}/allegati/${id}`)).status).toBe(
      303,
    );
  });

  test('the town is there for scripts too: places by name, and a drawing without pictures from elsewhere', async () => {
    const found = await browser.get('/servizi/luoghi?q=vele');
    expect(JSON.parse(found.text).items.map(({ name }: { name: string }) => name)).toContain(
      'Scuola primaria Le Vele',
    );
    const drawing = JSON.parse((await browser.get('/servizi/luoghi/mappa')).text);
    expect(drawing.areas).toHaveLength(8);
    expect(drawing.roads.length).toBeGreaterThan(30);
  });

  async function renewed(ticketNumber: string): Promise<{ password: string }> {
    return done(await house.get(ContactDesk).newPassword(house.town.gina, ticketNumber, newId()));
  }
});
