import { afterAll, describe, expect, test } from '@jest/globals';
import { openRequest } from '../desk.js';
import { mailTo, until } from '../mails.js';
import { People } from '../people.js';
import { fileReport } from '../reports.js';
import { theTown } from '../town.js';

const MAILBOX = 'guasti@acque-costiere.example';

/** What people end, open and stop around a partner's task, in pages that no link leads to. */
describe('what is ended, opened and stopped', () => {
  const town = theTown();
  const people = new People(town);
  afterAll(() => people.leave());

  test('the office revokes a link: its page says so and whom to ask; the one that it sends works', async () => {
    const ticket = await fileReport(town, {
      ...{ category: 'water-flooding', answers: { 'burst-main': 'no' } },
      title: 'Tombino che trabocca',
    });
    const mail = await until(() => mailTo(town.dataDir, MAILBOX, ticket));
    const link = linkIn(mail.text);
    const bruno = await people.signedIn('bruno');
    await openRequest(bruno, ticket);
    await bruno.page.locator('summary', { hasText: 'Revoca' }).click();
    await bruno.look();
    await bruno.press('Revoca il collegamento');
    await bruno.sees('Collegamento revocato.');
    const clerk = await people.visitor('clerk');
    await clerk.open(link, 410);
    await clerk.sees(/è stato revocato/);
    await clerk.sees('Lavori pubblici e strade');
    await clerk.look();
    await bruno.press('Invia un collegamento all’ente');
    await bruno.sees('Collegamento inviato alla casella dell’ente.');
    await bruno.look();
    const again = await until(
      () =>
      mailTo(town.dataDir, MAILBOX, `collegamento per rispondere all’incarico per la segnalazione ${ticket}`), // prettier-ignore
    );
    await clerk.open(linkIn(again.text));
    await clerk.sees('Invia il codice');
  });

  test('a utility opens the citizen’s contacts by a button, hands its task on and ends what it handed', async () => {
    const ticket = await fileReport(town, {
      ...{ category: 'waste-cleaning', answers: { kind: 'dumped' } },
      title: 'Mobili sul marciapiede',
    });
    const walter = await people.signedIn('walter');
    await walter.open(`/ente/segnalazioni/${ticket}`);
    await walter.press('Mostra i contatti');
    await walter.sees('marta.olmi@posta.example');
    await walter.look();
    await walter.follow('Torna alla segnalazione');
    await walter.follow('Passa a un collega');
    const form = walter.path;
    await walter.fill({ 'Nome e cognome del collega': 'Dario Neri' });
    await walter.press('Crea il collegamento');
    await walter.sees(/^Collegamento per Dario Neri/);
    await walter.look();
    await walter.open(form);
    await walter.page.locator('summary', { hasText: 'Revoca' }).click();
    await walter.look();
    await walter.press('Revoca il collegamento');
    await walter.sees(/revocato il/);
  });

  test('a district council stops its monthly letter, and has it again', async () => {
    const flavia = await people.signedIn('flavia');
    await flavia.open('/ente/zona');
    await flavia.page.getByRole('link', { name: /^Cambia/ }).click();
    await flavia.press('Non ricevere più il riepilogo');
    await flavia.sees(/non viene più inviato/);
    await flavia.look();
    await flavia.press('Ricevi di nuovo il riepilogo');
    await flavia.sees(/verrà inviato di nuovo/);
  });

  test('no page on the way had a fault', async () => {
    expect(await people.faults()).toEqual([]);
  });
});

function linkIn(text: string): string {
  return /https?:\/\/[^/\s]+(\/incarico\/\S+)/.exec(text)?.[1] ?? '';
}
