import { afterAll, describe, expect, test } from '@jest/globals';
import { openRequest, wallClock } from '../desk.js';
import { mailTo, until } from '../mails.js';
import { People } from '../people.js';
import { fileReport } from '../reports.js';
import { theTown } from '../town.js';

const CLERK = 'guasti@acque-costiere.example';
const DAY_MS = 86_400_000;

/** The water company has nothing but a mailbox; its clerk answers from the mail, on a telephone or at a desk. */
describe('a task that came by mail', () => {
  const town = theTown();
  const people = new People(town);
  let ticket = '';
  let link = '';
  afterAll(() => people.leave());

  test('opening its link changes nothing: a button sends a code to the mailbox', async () => {
    ticket = await fileReport(town, {
      ...{ category: 'water-flooding', answers: { 'burst-main': 'no' } },
      title: 'Fontanella che perde',
    });
    const mail = await until(() => mailTo(town.dataDir, CLERK, ticket));
    link = /https?:\/\/[^/\s]+(\/incarico\/\S+)/.exec(mail.text)?.[1] ?? '';
    const scanner = await people.visitor('mail scanner');
    await scanner.open(link);
    await scanner.look();
    const bruno = await people.signedIn('bruno');
    await openRequest(bruno, ticket);
    await bruno.sees('in attesa di risposta');
    const clerk = await people.visitor('clerk');
    await clerk.open(link);
    await clerk.press('Invia il codice');
    await clerk.look();
  });

  test('with code and name she is in, accepts, and proposes a day', async () => {
    const clerk = await people.visitor('clerk');
    const mail = await until(() => mailTo(town.dataDir, CLERK, 'ecco il codice'));
    const [code = ''] = /(?<![-\d])\d{6}(?![-\d])/.exec(mail.text) ?? [];
    await clerk.fill({ Codice: code, 'Nome e cognome': 'Ada Fonti' });
    await clerk.press('Apri l’incarico');
    await clerk.sees('Fontanella che perde');
    await clerk.page.getByRole('region', { name: 'Il luogo sulla mappa del Comune' }).waitFor();
    await clerk.look();
    await clerk.press('Accetta l’incarico');
    await clerk.sees('Incarico accettato.');
    await clerk.follow('Programma l’intervento');
    const { day } = wallClock(new Date(Date.now() + 2 * DAY_MS));
    await clerk.fill({ 'Giorno previsto': day, 'Ora prevista': '09:30' });
    await clerk.look();
    await clerk.press('Registra il giorno');
    await clerk.sees(/programmat/);
  });

  test('on the same device she comes back without a code, and records operator, day and time', async () => {
    const clerk = await people.visitor('clerk');
    await clerk.open(link);
    await clerk.sees('Ada Fonti');
    await clerk.press('Apri l’incarico');
    await clerk.follow('Registra l’intervento eseguito');
    const { day, time } = wallClock(new Date());
    await clerk.fill({
      'Numero operatore': '9',
      'Giorno di esecuzione': day,
      'Ora di esecuzione': time,
    });
    await clerk.look();
    await clerk.press('Registra l’intervento');
    await clerk.sees(/^Intervento registrato/);
  });

  test('the office reads who said it, by which mailbox, and the operator’s number', async () => {
    const bruno = await people.signedIn('bruno');
    await openRequest(bruno, ticket);
    await bruno.sees(/Ada Fonti/);
    await bruno.sees('Lavoro eseguito');
    expect(await bruno.page.getByRole('main').innerText()).toContain('operatore 9');
  });

  test('a link that was handed to nobody is no link, and says so', async () => {
    const stranger = await people.visitor('stranger');
    await stranger.open(`${link.slice(0, -4)}aaaa`, 404);
    await stranger.look();
  });

  test('no page on the way had a fault', async () => {
    expect(await people.faults()).toEqual([]);
  });
});
