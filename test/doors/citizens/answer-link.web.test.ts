import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Vault } from '../../../src/config/vault.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import { StepPreview } from '../../../src/requests/steps/step-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { picture } from '../../files/pictures.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf, type Words } from '../../support/steps.js';
import { openBrowser } from '../../web/browser.js';
import { hidden } from './wizard.js';

const QUESTION = 'A quale numero civico si trova la buca?';

describe('answering the office’s question from the link in the mail', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const { record: recordAs, view: viewOf } = recorderOf(() => house);
  const view = (ticketNumber: string) => viewOf(house.town.bruno, ticketNumber);
  const record = (ticketNumber: string, action: string, words: Words = {}) =>
    recordAs(house.town.bruno, ticketNumber, action, words);

  /** A request whose citizen is asked; answers its number and the path of the link in the mail. */
  async function asked(): Promise<{ ticketNumber: string; path: string }> {
    const { ticketNumber } = await file(house);
    await record(ticketNumber, 'take-in-charge');
    await record(ticketNumber, 'ask-citizen', { data: { question: QUESTION } });
    return { ticketNumber, path: await linkOf(ticketNumber) };
  }

  async function linkOf(ticketNumber: string): Promise<string> {
    const subject = (await view(ticketNumber)).request.id;
    const mails = await house.reads.of(Delivery).find({
      where: { subject, kind: 'question' },
      order: { createdAt: 'DESC' },
    });
    const { text } = JSON.parse(house.get(Vault).open(mails[0]?.sealedContent ?? '')) as {
      text: string;
    };
    return /\/servizi\/risposta\/[\w.-]+/.exec(text)?.[0] ?? 'no link';
  }

  const answered = async (path: string, note: string) => {
    const browser = openBrowser(house.app);
    await browser.get(path);
    const [invio, version] = [hidden(browser, 'invio'), hidden(browser, 'version')];
    const bytes = await picture().jpeg().toBuffer();
    const photos = [{ field: 'photos', name: 'civico.jpg', bytes }];
    return { answer: await browser.upload(path, { invio, version, note }, photos), browser };
  };

  test('words that come when the question is over are not sent, and not lost', async () => {
    const { ticketNumber, path } = await asked();
    const browser = openBrowser(house.app);
    await browser.get(path);
    const form = { invio: hidden(browser, 'invio'), version: hidden(browser, 'version') };
    await record(ticketNumber, 'go-on-without-answer', { note: 'Si va a vedere.' });
    const answer = await browser.post(path, { ...form, note: 'Davanti al 12.' });
    expect(answer.status).toBe(410);
    expect(browser.page).toContain('Davanti al 12.');
  });

  test('it shows the question, number, category and place, and no personal data; opening it changes nothing', async () => {
    const { ticketNumber, path } = await asked();
    const answer = await openBrowser(house.app).get(path);
    expect(answer.status).toBe(200);
    for (const shown of [QUESTION, ticketNumber, 'Via delle Reti 12'])
      expect(answer.text).toContain(shown);
    expect(answer.text).not.toMatch(/Anna|Ferrini|posta\.example|mezzo metro|Buca profonda/);
    expect((await view(ticketNumber)).state.code).toBe('waiting-citizen');
  });

  test('it opens the question again where the step that went on without an answer was struck, until it was struck itself', async () => {
    const { ticketNumber, path } = await asked();
    const strike = async (seq: number) => {
      const { version } = (await view(ticketNumber)).request;
      const correction = { seq, version, reason: 'Troppo presto.', treatment: 'keep' } as const;
      const desk = house.get(CorrectionDesk);
      done(await desk.correct(house.town.carla, ticketNumber, correction, newId()));
    };
    await record(ticketNumber, 'go-on-without-answer', { note: 'Si prosegue.' });
    const open = () => openBrowser(house.app).get(path);
    expect((await open()).status).toBe(410);
    await strike(4);
    const { status, text } = await open();
    expect([status, text.includes(QUESTION)]).toEqual([200, true]);
    expect(text).not.toContain('Troppo presto');
    await strike(3);
    expect((await open()).status).toBe(410);
  });

  test('text and photo answer it without number and password; then the link says that it is over', async () => {
    const { ticketNumber, path } = await asked();
    const { answer, browser } = await answered(path, 'Davanti al 12, sul lato del mare.');
    expect([answer.status, answer.headers['location']]).toEqual([303, path]);
    const after = await view(ticketNumber);
    expect(after.state.code).toBe('taken-in-charge');
    expect(after.steps.at(-1)).toMatchObject({ action: 'answer' });
    const over = await browser.follow(answer);
    expect(over.status).toBe(410);
    expect(over.text).toContain(`/servizi/segnalazioni?numero=${ticketNumber}`);
    expect(over.text).not.toContain(QUESTION);
  });

  test('an empty answer comes back with a sentence at its field', async () => {
    const { path } = await asked();
    const { answer } = await answered(path, '');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('civico.jpg');
  });

  test('it opens that question alone: not the request’s page, and not the next question', async () => {
    const { ticketNumber, path } = await asked();
    const { browser } = await answered(path, 'Davanti al 12.');
    const page = await browser.get(`/servizi/segnalazioni/${ticketNumber}`);
    expect(page.status).toBe(303);
    await record(ticketNumber, 'ask-citizen', { data: { question: 'E di quale colore?' } });
    expect((await browser.get(path)).status).toBe(410);
  });

  test('what was changed in the address is there for nobody', async () => {
    const { path } = await asked();
    const other = path.replace('/risposta/3.', '/risposta/2.');
    expect(other).not.toBe(path);
    expect((await openBrowser(house.app).get(other)).status).toBe(404);
  });

  test('the office that asks sees no link with which it could answer itself', async () => {
    const { ticketNumber } = await asked();
    expect(JSON.stringify((await view(ticketNumber)).steps)).not.toContain('/risposta/');
    await record(ticketNumber, 'go-on-without-answer', { note: 'Trovata sul posto.' });
    const { version } = (await view(ticketNumber)).request;
    const command = { action: 'ask-citizen', version, data: { question: QUESTION }, files: [] };
    const preview = done(
      await house.get(StepPreview).preview(house.town.bruno, ticketNumber, command),
    );
    expect(JSON.stringify(preview.letter)).not.toContain('/risposta/');
  });
});
