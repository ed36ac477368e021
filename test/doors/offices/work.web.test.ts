import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { pdf, picture } from '../../files/pictures.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { action, at, type Desk, mails, seated } from './desk.js';

const OUTCOME = {
  'data.outcome': 'repaired',
  'data.whatWasDone': 'La buca è stata riempita con asfalto a caldo e la strada è di nuovo aperta.',
  'data.doneBy': 'Squadra comunale',
  'data.citizenCan':
    'Se il problema si ripresenta si può riaprire la segnalazione dalla sua pagina.',
};

describe('the work on a request, at the desk', () => {
  let house: House;
  let bruno: Desk;
  let carla: Desk;
  beforeAll(async () => {
    house = await openHouse();
    bruno = await seated(house, 'bruno');
    carla = await seated(house, 'carla');
  });
  afterAll(() => house.close());

  const stateOf = async (ticketNumber: string): Promise<string> => {
    const view = await house.get(RequestViews).view(house.town.bruno, ticketNumber, 'it');
    return done(view).state.code;
  };
  /** Filed, and brought to where it can be closed. */
  const verified = async (): Promise<string> => {
    const { ticketNumber } = await file(house);
    await bruno.act(action(ticketNumber, 'take-in-charge'));
    await carla.act(action(ticketNumber, 'authorise'), { 'data.amount': '800' });
    await bruno.act(action(ticketNumber, 'assign-own-team'));
    await bruno.act(action(ticketNumber, 'record-work-done'), {
      'data.work': 'Riempita con asfalto a caldo.',
    });
    await bruno.act(action(ticketNumber, 'verify'));
    return ticketNumber;
  };

  test('a request goes from filing to the answer through the pages alone', async () => {
    const { ticketNumber } = await file(house);
    await bruno.get('/ufficio');
    expect(bruno.page).toContain(at(ticketNumber));
    const taken = await bruno.act(action(ticketNumber, 'take-in-charge'));
    expect([taken.status, taken.headers['location']]).toEqual([303, at(ticketNumber)]);
    await bruno.follow(taken);
    expect(bruno.text).toContain('Fase registrata: Presa in carico dall’ufficio.');
    await bruno.act(action(ticketNumber, 'record-inspection'), {
      'data.findings': 'Buca di mezzo metro, segnalata con un cavalletto.',
    });
    expect(await stateOf(ticketNumber)).toBe('inspected');
    await carla.act(action(ticketNumber, 'authorise'), { 'data.amount': '800,50' });
    await carla.act(action(ticketNumber, 'assign-contractor'), {
      'data.partner': 'luce-strade',
      'data.instructions': 'Riempire la buca e rimettere la segnaletica.',
    });
    expect(await stateOf(ticketNumber)).toBe('with-contractor');
    await bruno.get(at(ticketNumber));
    expect(bruno.text).toContain('Luce & Strade');
    expect(bruno.text).toContain('in attesa di risposta');
  });

  test('what another hand did earlier says when and by whom, beside who recorded it', async () => {
    const { ticketNumber } = await file(house);
    house.clock.pass(20 * 60_000);
    await bruno.act(action(ticketNumber, 'take-in-charge'));
    await bruno.act(action(ticketNumber, 'record-inspection'), {
      'data.findings': 'Confermata dalla squadra di notte.',
      occurredAt: '2026-10-05T10:05',
      'performedBy.firm': 'Edilstrade',
      'performedBy.operatorCode': '14',
    });
    await bruno.get(at(ticketNumber));
    expect(bruno.text).toMatch(
      /Eseguito il 5 ottobre 2026 alle ore 10:05 da Edilstrade, operatore 14/,
    );
    expect(bruno.text).toMatch(
      /Registrato il 5 ottobre 2026 alle ore 10:20 da Bruno Conti, Operatore/,
    );
  });

  test('a time that is not one is said at its field, and everything typed is kept', async () => {
    const { ticketNumber } = await file(house);
    const path = action(ticketNumber, 'take-in-charge');
    const answer = await bruno.act(path, {
      note: 'Ci pensiamo noi',
      occurredAt: '2026-02-31T10:00',
    });
    expect(answer.status).toBe(422);
    expect(bruno.page).toContain('id="fault-occurredAt"');
    expect(bruno.page).toContain('Ci pensiamo noi</textarea>');
    expect(await stateOf(ticketNumber)).toBe('received');
  });

  test('a text that is too short is refused at its field, in the language of whoever reads', async () => {
    const { ticketNumber } = await file(house);
    await bruno.act(action(ticketNumber, 'take-in-charge'));
    const english = await seated(house, 'beatrice', 'en');
    await english.post('/lingua', { lingua: 'en', ritorno: '/ufficio' });
    const path = action(ticketNumber, 'record-inspection');
    const answer = await english.act(path, { 'data.findings': 'Poco' });
    expect(answer.status).toBe(422);
    expect(english.page).toMatch(/id="fault-data.findings".*at least 10 characters/s);
    expect(english.page).toContain('Poco</textarea>');
  });

  test('closing shows the very mail, and nothing is recorded until it is confirmed', async () => {
    const ticketNumber = await verified();
    const before = await house.reads.of(Step).count();
    const path = action(ticketNumber, 'close');
    const preview = await carla.act(path, OUTCOME);
    expect(preview.status).toBe(200);
    expect(carla.text).toContain('Nulla è stato ancora registrato né inviato.');
    const shown = carla.page;
    expect(await house.reads.of(Step).count()).toBe(before);
    expect(await mails(house, 'outcome')).toEqual([]);

    house.clock.pass(10 * 60_000);
    const confirmed = await carla.send(path, {}, 'conferma');
    expect(confirmed.status).toBe(303);
    expect(await stateOf(ticketNumber)).toBe('closed');
    const [mail] = await mails(house, 'outcome');
    // the address that opens the rating is the citizen's alone
    const signed = /\/servizi\/valutazione\/[\w.-]+/;
    expect(mail?.text).toMatch(signed);
    expect(textOfLetter(shown)).toBe(mail?.text.replace(signed, `/servizi/segnalazioni/${ticketNumber}`)); // prettier-ignore
    expect(shown).toContain(`<h2 id="desk-mail-subject">${mail?.subject}</h2>`);
  });

  test('the letter can be changed before it goes: the form comes back as it was typed', async () => {
    const ticketNumber = await verified();
    const path = action(ticketNumber, 'close');
    await carla.act(path, OUTCOME);
    const back = await carla.send(path, {}, 'modifica');
    expect(back.status).toBe(200);
    expect(carla.page).toContain(`${OUTCOME['data.whatWasDone']}</textarea>`);
    expect(await stateOf(ticketNumber)).toBe('verified');
  });

  test('a template with its blanks left is refused at the field', async () => {
    const ticketNumber = await verified();
    await carla.get(action(ticketNumber, 'close'));
    expect(carla.page).toContain('Il [data] è stato eseguito');
    const answer = await carla.send(action(ticketNumber, 'close'), {
      ...OUTCOME,
      'data.whatWasDone':
        'Il [data] è stato eseguito il seguente intervento: [descrizione del lavoro].',
    });
    expect(answer.status).toBe(422);
    expect(carla.page).toContain('id="fault-data.whatWasDone"');
    expect(carla.page).not.toContain('id="fault-data.citizenCan"');
  });

  test('a form sent twice records one step', async () => {
    const { ticketNumber } = await file(house);
    const path = action(ticketNumber, 'take-in-charge');
    await bruno.get(path);
    const fields = { ...bruno.hidden(path), note: 'Una volta sola', vai: 'registra' };
    const answers = [await bruno.post(path, fields), await bruno.post(path, fields)];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const view = done(await house.get(RequestViews).view(house.town.bruno, ticketNumber, 'it'));
    expect(view.steps.filter((step) => step.action === 'take-in-charge')).toHaveLength(1);
  });

  test('a photo that is none is refused by its name, and the good ones stay for the next try', async () => {
    const { ticketNumber } = await file(house);
    const path = action(ticketNumber, 'photo');
    await bruno.get(path);
    const jpeg = await picture().jpeg().toBuffer();
    const refused = await bruno.sendWith(path, {}, [
      { field: 'photos', name: 'buca.jpg', bytes: jpeg },
      { field: 'photos', name: 'nota.jpg', bytes: pdf },
    ]);
    expect(refused.status).toBe(422);
    expect(bruno.text).toContain('nota.jpg');
    expect(bruno.text).toContain('Già caricato: buca.jpg');
    expect((await bruno.send(path)).status).toBe(303);
    const view = done(await house.get(RequestViews).view(house.town.bruno, ticketNumber, 'it'));
    const [photo] = view.steps.at(-1)?.attachments ?? [];
    expect(photo?.name).toBe('buca.jpg');
    const served = await bruno.get(at(ticketNumber, `/allegati/${photo?.id}`));
    expect(served.headers['content-type']).toBe('image/jpeg');
    const foreign = await seated(house, 'nadia');
    expect((await foreign.get(at(ticketNumber, `/allegati/${photo?.id}`))).status).toBe(404);
  });

  test('every kind of field of an action has its control', async () => {
    const { ticketNumber } = await file(house);
    await bruno.act(action(ticketNumber, 'take-in-charge'));
    await bruno.get(action(ticketNumber, 'plan-inspection'));
    expect(bruno.page).toMatch(/<select[^>]*name="data.inspector".*Beatrice Landi.*<\/select>/s);
    expect(bruno.page).toMatch(/type="date"[^>]*name="data.plannedOn"/);
    expect(bruno.page).not.toContain('Elena Marchi'); // a portfolio is no team
    const dario = await seated(house, 'dario');
    await dario.get(action(ticketNumber, 'change-office'));
    expect(dario.page).toContain('value="green"');
    await dario.get(action(ticketNumber, 'change-category'));
    expect(dario.page).toContain('value="street-lighting"');
    const moved = await dario.act(action(ticketNumber, 'change-office'), {
      'data.office': 'environment',
      note: 'Riguarda un terreno privato.',
    });
    expect(moved.headers['location']).toBe('/ufficio');
    expect((await dario.get(at(ticketNumber))).status).toBe(404);
  });

  test('an invented submission id or version is a fault of the form, not of the house', async () => {
    const { ticketNumber } = await file(house);
    const path = action(ticketNumber, 'take-in-charge');
    const answer = await bruno.post(path, {
      versione: 'x',
      viste: '1',
      invio: 'mio',
      vai: 'registra',
    });
    expect(answer.status).toBe(422);
    expect(bruno.hidden(path)).toMatchObject({ versione: '1', viste: '1' }); // the page mends what nobody can see
    expect((await bruno.post(path, {})).status).toBe(422);
    const unknown = await bruno.post(action(ticketNumber, 'fly'), { invio: newId() });
    expect(unknown.status).toBe(404);
  });
});

/** The words of the letter on the page, as the browser shows them. */
function textOfLetter(page: string): string {
  const html = /id="desk-letter">([^<]*)</.exec(page)?.[1] ?? '';
  return html
    .replace(/&#x([0-9A-Fa-f]+);/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
