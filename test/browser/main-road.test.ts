import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openRequest, record, wallClock } from './desk.js';
import { filePothole, followTicket, POTHOLE, type Receipt } from './filing.js';
import { mailTo, until } from './mails.js';
import { People } from './people.js';
import { potholePhoto } from './pictures.js';
import { theTown } from './town.js';

const EMAIL = 'marta.olmi@posta.example';
const WHAT_WAS_DONE =
  'La buca è stata riempita con asfalto a freddo e il fondo è stato compattato.';
const DAY_MS = 24 * 60 * 60_000;

/** One request from the citizen's report to the answer, each with their own browser; every page on the way is looked at. */
describe('a pothole, from the report to the answer', () => {
  const town = theTown();
  const people = new People(town);
  let receipt: Receipt;
  afterAll(() => people.leave());

  test('Marta files it with a photo and is shown number and password', async () => {
    const marta = await people.visitor('marta');
    await marta.open('/');
    await marta.look('home');
    const photo = await potholePhoto(join(town.dataDir, 'buca.jpg'));
    receipt = await filePothole(marta, { email: EMAIL, photo });
    expect(receipt.ticketNumber).toMatch(/^\d{4}-\d{6}-[0-9A-Z]$/);
    expect(receipt.password).toMatch(/^\w{4}-\w{4}-\w{4}$/);
  });

  test('the confirmation shows the password once', async () => {
    const marta = await people.visitor('marta');
    await marta.page.reload();
    expect(await marta.page.content()).not.toContain(receipt.password);
  });

  test('Bruno finds it in his list, takes it in charge, plans the inspection and records it', async () => {
    const bruno = await people.signedIn('bruno');
    await bruno.open('/ufficio');
    await bruno.look('desk-list');
    await bruno.fill({ Cerca: receipt.ticketNumber });
    await bruno.page
      .getByRole('search')
      .getByRole('button', { name: 'Cerca', exact: true })
      .click();
    await bruno.follow(POTHOLE.title);
    await bruno.sees(POTHOLE.details);
    await bruno.look();
    await record(bruno, 'Prendere in carico');
    await record(bruno, 'Programmare il sopralluogo', () =>
      bruno.fill({ 'Giorno previsto': wallClock(new Date(Date.now() + DAY_MS)).day }),
    );
    await record(bruno, 'Registrare il sopralluogo', async () => {
      await bruno.fill({ 'Che cosa è stato accertato': 'Buca di 50 cm, profonda 8, in corsia.' });
      await bruno.field('Foto del sopralluogo').setInputFiles(join(town.dataDir, 'buca.jpg'));
    });
    await bruno.look();
  });

  test('Carla authorises the work and gives it to the contractor', async () => {
    const carla = await people.signedIn('carla');
    await openRequest(carla, receipt.ticketNumber);
    await record(carla, 'Autorizzare l’intervento', () =>
      carla.fill({ 'Importo massimo in euro': '900' }),
    );
    await record(carla, 'Affidare a una ditta o a un ente', async () => {
      await carla.field('Ditta o ente incaricato').selectOption({ label: 'Luce & Strade S.r.l.' });
      await carla.fill({ 'Istruzioni per chi esegue': 'Riempire la buca con asfalto a freddo.' });
    });
    await carla.look('desk-request');
  });

  test('the contractor’s own server has received the signed webhook', async () => {
    const received = await until(async () => {
      const answer = await fetch(town.receiver);
      const text = await answer.text();
      return text.includes(receipt.ticketNumber) ? text : null;
    });
    expect(received).not.toContain(EMAIL);
  });

  test('Tommaso, of the contractor, accepts the task and reports operator, day and time', async () => {
    const tommaso = await people.signedIn('tommaso');
    await tommaso.open('/ente');
    await tommaso.look();
    await tommaso.follow(POTHOLE.title);
    await tommaso.look('partner-task');
    await tommaso.press('Accetta l’incarico');
    await tommaso.sees('Incarico accettato.');
    await tommaso.follow('Registra l’intervento eseguito');
    const { day, time } = wallClock(new Date());
    await tommaso.fill({
      'Numero operatore': '23',
      'Giorno di esecuzione': day,
      'Ora di esecuzione': time,
      'Vostro riferimento': 'OL-4410',
      'Nota per chi ha segnalato': 'Buca chiusa con asfalto a freddo.',
    });
    await tommaso.look();
    await tommaso.press('Registra l’intervento');
    await tommaso.sees(/^Intervento registrato/);
    await tommaso.look();
  });

  test('Bruno checks the work', async () => {
    const bruno = await people.signedIn('bruno');
    await openRequest(bruno, receipt.ticketNumber);
    await bruno.sees('Eseguito');
    await record(bruno, 'Verificare il lavoro');
  });

  test('Carla sees the very mail before she closes', async () => {
    const carla = await people.signedIn('carla');
    await openRequest(carla, receipt.ticketNumber);
    await carla.follow('Chiudere e comunicare l’esito');
    await carla.look();
    await carla.field('Esito').selectOption({ label: 'Problema risolto' });
    await carla.fill({
      'Che cosa è stato fatto, o perché no': WHAT_WAS_DONE,
      'Da chi': 'Luce & Strade S.r.l.',
      'Che cosa può fare ora il cittadino':
        'Se la buca si riapre, si può riaprire questa segnalazione entro trenta giorni dalla sua pagina.',
    });
    await carla.press('Vedi il messaggio');
    await carla.sees('Nulla è stato ancora registrato né inviato.');
    await carla.sees(WHAT_WAS_DONE);
    await carla.look('closing-preview');
    await carla.press('Confermare e inviare');
    await carla.sees('Problema risolto');
  });

  test('Marta reads the outcome, and who did what, from another browser', async () => {
    const elsewhere = await people.visitor('marta, elsewhere');
    await followTicket(elsewhere, receipt);
    expect(await elsewhere.fact('Esito')).toBe('Problema risolto');
    const page = await elsewhere.page.getByRole('main').innerText();
    for (const name of ['Bruno Conti', 'Carla Fonti', 'Luce & Strade S.r.l.', 'operatore 23'])
      expect(page).toContain(name);
    expect(page).toContain(WHAT_WAS_DONE);
    expect(page).not.toContain('Riempire la buca'); // an instruction is for the contractor
    await elsewhere.look('tracking');
  });

  test('Marta has the outcome by mail too, with what she can do now', async () => {
    const mail = await until(() => mailTo(town.dataDir, EMAIL, WHAT_WAS_DONE));
    expect(mail.text).toContain(receipt.ticketNumber);
    expect(mail.text).toContain('si può riaprire questa segnalazione');
    expect(mail.text).not.toContain(receipt.password);
  });

  test('no page on the way had a fault', async () => {
    expect(await people.faults()).toEqual([]);
  });
});
