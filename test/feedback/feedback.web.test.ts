import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Vault } from '../../src/config/vault.js';
import { FeedbackAnswer } from '../../src/feedback/feedback-answer.entity.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { Audit } from '../../src/proof/audit.service.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { ContactDesk } from '../../src/requests/contacts/contact-desk.service.js';
import { StepPreview } from '../../src/requests/steps/step-desk.service.js';
import { Settings } from '../../src/settings/settings.service.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { type Browser, openBrowser } from '../web/browser.js';
import { hidden } from '../doors/citizens/wizard.js';
import { at, seated } from '../doors/offices/desk.js';
import { close, closed, mailOf, record, requestOf } from './closed-request.js';

const MORNING = '2026-10-05T08:00:00Z';
const QUESTION = 'Quanto ti soddisfa il modo in cui ci siamo occupati della segnalazione?';

describe('the question how a closing satisfied', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  beforeEach(() => house.clock.set(MORNING));
  afterAll(() => house.close());

  const answers = async (ticketNumber: string): Promise<FeedbackAnswer[]> =>
    house.reads.of(FeedbackAnswer).find({
      where: { requestId: (await requestOf(house, ticketNumber)).id },
      order: { closingSeq: 'ASC' },
    });
  const linkOf = async (ticketNumber: string): Promise<string> =>
    /\/servizi\/valutazione\/[\w.-]+/.exec(await mailOf(house, ticketNumber, 'outcome'))?.[0] ?? 'no link'; // prettier-ignore
  const holder = async (ticketNumber: string, password: string): Promise<Browser> => {
    const browser = openBrowser(house.app);
    await browser.get('/servizi/segnalazioni');
    await browser.post('/servizi/segnalazioni/accedi', { ticketNumber, password });
    await browser.get(`/servizi/segnalazioni/${ticketNumber}`);
    return browser;
  };
  /** Fills in the form that the browser shows. */
  const send = (browser: Browser, path: string, fields: Record<string, string | string[]>) =>
    browser.post(path, { invio: hidden(browser, 'invio'), fase: hidden(browser, 'fase'), ...fields }); // prettier-ignore
  const formPath = (ticketNumber: string) => `/servizi/segnalazioni/${ticketNumber}/valutazione`;
  const set = (key: 'feedbackAsked' | 'feedbackDays', value: never) =>
    house.transactions.run((em) => house.get(Settings).set(em, key, value));

  describe('on the page of the closed request', () => {
    test('is asked, answered once, and then only shown; nothing of it is a step', async () => {
      const { ticketNumber, password } = await closed(house);
      const browser = await holder(ticketNumber, password);
      expect(browser.page).toContain(QUESTION);
      expect(browser.page).toContain('una volta sola');
      const { lastSeq } = await requestOf(house, ticketNumber);
      const fields = { voto: '2', motivi: ['too-slow', 'quick'], dettagli: '  Tre mesi\nper una buca. ' }; // prettier-ignore
      const sent = await send(browser, formPath(ticketNumber), fields);
      expect([sent.status, sent.headers['location']]).toEqual([303, `/servizi/segnalazioni/${ticketNumber}`]); // prettier-ignore
      await browser.follow(sent);
      expect(browser.page).toContain('il tuo giudizio è stato registrato');
      expect(browser.page).toContain('hai dato 2 su 5');
      expect(browser.page).not.toContain('name="voto"');
      expect(await answers(ticketNumber)).toMatchObject([
        { closingSeq: lastSeq, score: 2, reasons: ['too-slow'], text: 'Tre mesi\nper una buca.', answeredOn: '2026-10-05' }, // prettier-ignore
      ]);
      expect((await requestOf(house, ticketNumber)).lastSeq).toBe(lastSeq);
    });

    test('a form that is sent twice is one answer; another answer is refused and changes nothing', async () => {
      const { ticketNumber, password } = await closed(house);
      const browser = await holder(ticketNumber, password);
      const form = { invio: hidden(browser, 'invio'), fase: hidden(browser, 'fase'), voto: '5' };
      const both = await Promise.all([1, 2].map(() => browser.post(formPath(ticketNumber), form)));
      expect(both.map(({ status }) => status)).toEqual([303, 303]);
      const other = await browser.post(formPath(ticketNumber), { ...form, invio: newId(), voto: '1' }); // prettier-ignore
      expect(other.status).toBe(422);
      expect(other.text).toContain('è già stato dato');
      expect(await answers(ticketNumber)).toMatchObject([{ score: 5, reasons: [], text: null }]);
    });

    test('without a score, or with too many words, it comes back with what was typed', async () => {
      const { ticketNumber, password } = await closed(house);
      const browser = await holder(ticketNumber, password);
      const none = await send(browser, formPath(ticketNumber), { dettagli: 'Tutto bene.' });
      expect(none.status).toBe(422);
      expect(browser.page).toContain('href="#field-voto"');
      expect(browser.page).toContain('Tutto bene.');
      const long = await send(browser, formPath(ticketNumber), { voto: '4', motivi: 'clear', dettagli: 'à'.repeat(201) }); // prettier-ignore
      expect(long.status).toBe(422);
      expect(browser.page).toMatch(/value="4" checked/);
      expect(browser.page).toMatch(/value="clear" checked/);
      const odd = await send(browser, formPath(ticketNumber), { voto: '6' });
      expect(odd.status).toBe(422);
      expect(await answers(ticketNumber)).toEqual([]);
      const full = await send(browser, formPath(ticketNumber), { voto: '4', dettagli: 'à'.repeat(200) }); // prettier-ignore
      expect(full.status).toBe(303);
    });

    test('may be answered until the last day is over, then no more', async () => {
      const { ticketNumber, password } = await closed(house);
      const late = await closed(house);
      house.clock.set('2026-11-04T22:59:00Z'); // the thirtieth day, a minute to midnight
      const browser = await holder(ticketNumber, password);
      expect((await send(browser, formPath(ticketNumber), { voto: '3' })).status).toBe(303);
      const other = await holder(late.ticketNumber, late.password);
      const form = { invio: hidden(other, 'invio'), fase: hidden(other, 'fase'), voto: '3' };
      house.clock.set('2026-11-04T23:00:00Z');
      expect((await other.post(formPath(late.ticketNumber), form)).text).toContain('sono passati');
      await other.get(`/servizi/segnalazioni/${late.ticketNumber}`);
      expect(other.page).not.toContain(QUESTION);
      expect(await answers(late.ticketNumber)).toEqual([]);
    });

    test('who has no e-mail finds it there too, and the front desk reads it with the outcome', async () => {
      const contacts = { firstName: 'Anna', lastName: 'Ferrini', organisation: null, email: null, phone: '0000555701', postalAddress: null }; // prettier-ignore
      const { ticketNumber, password } = await closed(house, { contacts, channel: 'phone' }, house.town.gina); // prettier-ignore
      const browser = await holder(ticketNumber, password);
      expect(browser.page).toContain(QUESTION);
      const { id: requestId } = await requestOf(house, ticketNumber);
      const notices = await house.reads.of(Notice).findBy({ requestId, kind: 'tell-citizen' });
      expect(house.get(Vault).open(notices.at(-1)?.sealedText ?? '')).toContain(
        'Il risultato è soddisfacente?',
      );
    });

    test('reopened it is no longer asked; closed again it is asked again, and both answers stand', async () => {
      const { ticketNumber, password } = await closed(house);
      const browser = await holder(ticketNumber, password);
      const old = { invio: newId(), fase: hidden(browser, 'fase'), voto: '2' };
      expect((await send(browser, formPath(ticketNumber), { voto: '1' })).status).toBe(303);
      await record(house, ticketNumber, 'reopen', { note: 'La buca si è riaperta dopo la pioggia.' }); // prettier-ignore
      await browser.get(`/servizi/segnalazioni/${ticketNumber}`);
      expect(browser.page).not.toContain(QUESTION);
      await record(house, ticketNumber, 'take-in-charge');
      await close(house, ticketNumber);
      expect((await browser.post(formPath(ticketNumber), old)).status).toBe(422); // it was about the first closing
      await browser.get(`/servizi/segnalazioni/${ticketNumber}`);
      expect((await send(browser, formPath(ticketNumber), { voto: '4' })).status).toBe(303);
      expect((await answers(ticketNumber)).map(({ score }) => score)).toEqual([1, 4]);
    });

    test('a reopening that is struck through brings the first closing back, with its answer', async () => {
      const { ticketNumber, password } = await closed(house);
      const browser = await holder(ticketNumber, password);
      expect((await send(browser, formPath(ticketNumber), { voto: '5' })).status).toBe(303);
      const { seq } = await record(house, ticketNumber, 'reopen', { note: 'Aperta per errore, numero sbagliato.' }); // prettier-ignore
      const { version } = await requestOf(house, ticketNumber);
      const correction = { seq, reason: 'Numero sbagliato.', treatment: 'keep' as const, version };
      done(await house.get(CorrectionDesk).correct(house.town.carla, ticketNumber, correction, newId())); // prettier-ignore
      await browser.get(`/servizi/segnalazioni/${ticketNumber}`);
      expect(browser.page).toContain('hai dato 5 su 5');
    });
  });

  describe('is not put', () => {
    test('for what was withdrawn', async () => {
      const { ticketNumber, password } = await file(house);
      const { id: requestId } = await requestOf(house, ticketNumber);
      const by = { kind: 'citizen', requestId, ticketNumber } as const;
      await record(house, ticketNumber, 'withdraw', { by, note: 'È stata riparata.' });
      expect((await holder(ticketNumber, password)).page).not.toContain(QUESTION);
      expect(await mailOf(house, ticketNumber, 'outcome')).not.toContain('/valutazione/');
    });

    test('for what repeats another one: only who filed that one is asked', async () => {
      const [first, second] = [await file(house), await file(house)];
      await record(house, first.ticketNumber, 'take-in-charge');
      await record(house, second.ticketNumber, 'take-in-charge');
      await close(house, second.ticketNumber, { outcome: 'duplicate', duplicateOf: first.ticketNumber }); // prettier-ignore
      await close(house, first.ticketNumber);
      expect((await holder(second.ticketNumber, second.password)).page).not.toContain(QUESTION);
      expect(await mailOf(house, second.ticketNumber, 'outcome')).not.toContain('/valutazione/');
      expect(await mailOf(house, second.ticketNumber, 'followed')).not.toContain('/valutazione/');
      expect(await linkOf(first.ticketNumber)).toContain('/valutazione/');
    });

    test('where the council has switched it off: neither on the page nor in the mail', async () => {
      await set('feedbackAsked', false as never);
      const { ticketNumber, password } = await closed(house);
      const browser = await holder(ticketNumber, password);
      expect(browser.page).not.toContain(QUESTION);
      const mail = await mailOf(house, ticketNumber, 'outcome');
      expect([mail.includes('conclusa'), mail.includes('giudizio')]).toEqual([true, false]);
      const sent = await browser.post(formPath(ticketNumber), { invio: newId(), fase: '3', voto: '3' }); // prettier-ignore
      expect(sent.status).toBe(422);
      await set('feedbackAsked', true as never);
    });
  });

  describe('from the link in the closing’s mail', () => {
    test('shows number, category and place, and no personal data; opening it changes nothing', async () => {
      const { ticketNumber } = await closed(house);
      const path = await linkOf(ticketNumber);
      const answer = await openBrowser(house.app).get(path);
      expect(answer.status).toBe(200);
      for (const shown of [QUESTION, ticketNumber, 'Via delle Reti 12'])
        expect(answer.text).toContain(shown);
      expect(answer.text).not.toMatch(/Anna|Ferrini|posta\.example|mezzo metro|Buca profonda/);
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
      expect(await answers(ticketNumber)).toEqual([]);
    });

    test('records the answer without number and password, once; it opens nothing else', async () => {
      const { ticketNumber } = await closed(house);
      const path = await linkOf(ticketNumber);
      const browser = openBrowser(house.app);
      await browser.get(path);
      const bad = await send(browser, path, { dettagli: 'Grazie.' });
      expect([bad.status, browser.page.includes('Grazie.')]).toEqual([422, true]);
      const sent = await send(browser, path, { voto: '5', motivi: ['quick', 'informed'] });
      expect([sent.status, sent.headers['location']]).toEqual([303, path]);
      await browser.follow(sent);
      expect(browser.page).toContain('hai dato 5 su 5');
      expect(await answers(ticketNumber)).toMatchObject([{ score: 5, reasons: ['quick', 'informed'] }]); // prettier-ignore
      expect((await browser.get(`/servizi/segnalazioni/${ticketNumber}`)).status).toBe(303);
    });

    test('ends with a reopening, and does not rate the next closing', async () => {
      const { ticketNumber } = await closed(house);
      const path = await linkOf(ticketNumber);
      await record(house, ticketNumber, 'reopen', { note: 'La buca si è riaperta dopo la pioggia.' }); // prettier-ignore
      expect((await openBrowser(house.app).get(path)).status).toBe(410);
      await record(house, ticketNumber, 'take-in-charge');
      await close(house, ticketNumber);
      const browser = openBrowser(house.app);
      expect((await browser.get(path)).status).toBe(410);
      const forged = { invio: newId(), fase: String((await requestOf(house, ticketNumber)).lastSeq), voto: '1' }; // prettier-ignore
      expect((await browser.post(path, forged)).status).toBe(410);
      expect(await answers(ticketNumber)).toEqual([]);
    });

    test('what was changed in the address, or belongs to an older password, is there for nobody', async () => {
      const { ticketNumber } = await closed(house);
      const path = await linkOf(ticketNumber);
      const question = path.replace('/valutazione/', '/risposta/');
      for (const other of [path.replace('/3.', '/2.'), question])
        expect((await openBrowser(house.app).get(other)).status).toBe(404);
      done(await house.get(ContactDesk).newPassword(house.town.gina, ticketNumber, newId()));
      expect((await openBrowser(house.app).get(path)).status).toBe(404);
    });

    test('is in the mail alone: neither the office that closes nor the step’s kept words hold it', async () => {
      const { ticketNumber } = await file(house);
      await record(house, ticketNumber, 'take-in-charge');
      const { version } = await requestOf(house, ticketNumber);
      const words = 'La buca è stata chiusa con asfalto a caldo dalla squadra comunale.';
      const data = { outcome: 'answered', whatWasDone: words, doneBy: 'Ufficio strade', citizenCan: words }; // prettier-ignore
      const command = { action: 'close-without-work', version, data, files: [] };
      const { letter } = done(await house.get(StepPreview).preview(house.town.carla, ticketNumber, command)); // prettier-ignore
      expect(JSON.stringify(letter)).toContain('giudizio');
      expect(JSON.stringify(letter)).not.toContain('/valutazione/');
      await close(house, ticketNumber);
      const values = await house.reads.rows<{ value: string }>(`SELECT value FROM step_values WHERE name = 'letter'`); // prettier-ignore
      expect(values.length).toBeGreaterThan(0);
      expect(JSON.stringify(values)).not.toContain('/valutazione/');
    });
  });

  describe('at the desk', () => {
    test('the owning office reads score, reasons and words; mayor, front desk and who helped do not', async () => {
      const { ticketNumber } = await closed(house);
      const browser = openBrowser(house.app);
      const path = await linkOf(ticketNumber);
      await browser.get(path);
      await send(browser, path, { voto: '1', motivi: 'not-solved', dettagli: 'La buca è ancora lì.' }); // prettier-ignore
      for (const username of ['bruno', 'carla', 'dario']) {
        const desk = await seated(house, username);
        await desk.get(at(ticketNumber));
        expect(desk.text).toContain('1 su 5');
        expect(desk.text).toContain('Il problema non è stato risolto');
        expect(desk.text).toContain('La buca è ancora lì.');
      }
      for (const username of ['fabio', 'gina', 'elena']) {
        const desk = await seated(house, username);
        expect((await desk.get(at(ticketNumber))).status).toBe(200);
        expect(desk.text).not.toContain('1 su 5');
        expect(desk.text).not.toContain('La buca è ancora lì.');
      }
    });

    test('a supervisor erases the words for good; the score stays, and the audit list says who', async () => {
      const { ticketNumber, password } = await closed(house);
      const browser = await holder(ticketNumber, password);
      await send(browser, formPath(ticketNumber), { voto: '2', dettagli: 'Colpa del vicino Mario.' }); // prettier-ignore
      const { lastSeq } = await requestOf(house, ticketNumber);
      const path = at(ticketNumber, `/valutazioni/${lastSeq}/cancellazione`);
      const bruno = await seated(house, 'bruno');
      await bruno.get(at(ticketNumber));
      expect(bruno.page).not.toContain(path);
      expect((await bruno.post(path, { invio: newId() })).status).toBe(403);
      const carla = await seated(house, 'carla');
      await carla.get(at(ticketNumber));
      await carla.follow(await carla.post(path, carla.hidden(path)));
      expect(carla.text).toContain('Il testo del giudizio è stato cancellato.');
      expect(carla.text).not.toContain('Mario');
      expect(carla.text).toContain('2 su 5');
      expect(await answers(ticketNumber)).toMatchObject([{ score: 2, text: null }]);
      expect((await carla.post(path, { invio: newId() })).status).toBe(404);
      expect(await house.get(Audit).verifyAudit()).toMatchObject({ ok: true });
    });
  });
});
