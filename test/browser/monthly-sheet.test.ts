import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openRequest, wallClock } from './desk.js';
import { People } from './people.js';
import { fileReport } from './reports.js';
import { theTown } from './town.js';
import type { Visitor } from './visitor.js';

const COMPANY = 'Luce & Strade S.r.l.';
const ELSEWHERE = 'Via Sconosciuta 9';
const MISNAMED = 'Via Sbagliata 3';

/** The month of the street-light company: its own sheet beside what the council holds, line by line. */
describe('a monthly work sheet', () => {
  const town = theTown();
  const people = new People(town);
  const tickets = { same: '', other: '', left: '', open: '' };
  const { day: today } = wallClock(new Date());
  afterAll(() => people.leave());

  /** What the page says of the difference about one work. */
  const lineAbout = ({ page }: Visitor, text: string) =>
    page.locator('.ws-lines > li').filter({ hasText: text });

  test('Tommaso records three lamps as done, all at once', async () => {
    for (const name of ['same', 'other', 'left', 'open'] as const)
      tickets[name] = await fileReport(town, {
        ...{ category: 'street-lighting', answers: { 'live-cable': 'no' } },
        ...{ title: `Lampione spento: ${name}`, address: `Strada Nuova, palo ${name}` },
      });
    const { day, time } = wallClock(new Date());
    const tommaso = await people.signedIn('tommaso');
    await tommaso.open('/ente');
    for (const name of ['same', 'other', 'left'] as const)
      await tommaso.page.getByLabel(`Scegli l’incarico ${tickets[name]}`).check();
    await tommaso.fill({
      'Numero operatore': '17',
      'Giorno di esecuzione': day,
      'Ora di esecuzione': time,
    });
    await tommaso.look();
    await tommaso.press('Registra gli interventi eseguiti');
    await tommaso.sees('Registrato come eseguito');
    await tommaso.look();
  });

  test('Dario uploads the company’s own file as it came: each kind of difference is told', async () => {
    const file = join(town.dataDir, 'consuntivo.csv');
    const [year, month, dayOfMonth] = today.split('-');
    const date = `${dayOfMonth}/${month}/${year}`;
    const rows = [
      'Consuntivo mensile pubblica illuminazione;;;;',
      'Segnalazione;Data;Operatore;Indirizzo;Importo',
      `${tickets.same};${date};17;Strada Nuova;`,
      `${tickets.other};${date};23;Strada Nuova;`,
      `${tickets.open};${date};31;Strada Nuova;45,00`,
      `;${date};31;${ELSEWHERE};120,00`,
      `;${date};17;${MISNAMED};`,
      `${tickets.same};${date};17;Strada Nuova;45,00`,
      'Totale;;;;165,00',
    ];
    writeFileSync(file, Buffer.from(rows.join('\r\n'), 'latin1'));
    const dario = await people.signedIn('dario');
    await dario.open('/ufficio/tabulati');
    await dario.follow(COMPANY);
    await dario.fill({ Mese: `${year}-${month}` });
    await dario.field('File').setInputFiles(file);
    await dario.look();
    await dario.press('Carica e confronta');
    await dario.sees('Tabulato ricevuto.');
    await dario.look();
    for (const [text, difference] of [
      [tickets.other, 'operatore diverso'],
      [tickets.open, 'qui non risulta eseguito'],
      [tickets.left, 'Fatti qui, non nel tabulato'],
      [ELSEWHERE, 'Nel tabulato, sconosciuti qui'],
      [tickets.same, 'già presente alla riga 3'],
    ] as const)
      expect(await lineAbout(dario, text).innerText()).toContain(difference);
    expect(await lineAbout(dario, tickets.same).count()).toBe(1); // the first line needs no decision
  });

  test('a line that nobody knew is tied to the request that the sheet seemed to lack', async () => {
    const dario = await people.signedIn('dario');
    const tie = async (typed: string) => {
      const line = lineAbout(dario, MISNAMED);
      await line.getByLabel('È la segnalazione n.').fill(typed);
      await line.getByRole('button', { name: 'Attribuisci la riga' }).click();
    };
    await dario.allowing(422, () => tie('palo left'));
    await dario.sees(/Scrivere il numero della segnalazione/);
    await dario.look();
    await tie(tickets.left);
    await dario.sees('Riga attribuita alla segnalazione e confrontata.');
    await dario.look();
    expect(await lineAbout(dario, tickets.left).innerText()).toContain('luogo diverso');
  });

  test('it cannot be closed while a line is undecided; each is settled with one click', async () => {
    const dario = await people.signedIn('dario');
    await dario.allowing(422, () => dario.press('Chiudi il tabulato'));
    await dario.sees(/^Restano? \d+ righe da decidere/);
    for (const [text, decision] of [
      [tickets.other, 'Vale il loro dato'],
      [tickets.open, 'Vale il loro dato'],
      [tickets.left, 'Vale il nostro'],
      [ELSEWHERE, 'Chiedi all’ente'],
    ] as const) {
      await lineAbout(dario, text).getByRole('button', { name: decision, exact: true }).click();
      await dario.sees('Riga decisa.');
    }
    await settleTheRest(dario);
    await dario.press('Chiudi il tabulato');
    await dario.sees(/^Chiuso da Dario Selva/);
    expect(await dario.page.getByRole('button', { name: 'Vale il nostro' }).count()).toBe(0);
    await dario.look();
  });

  test('the request tells what was decided, and the work that only the company knew is done', async () => {
    const dario = await people.signedIn('dario');
    for (const ticket of [tickets.other, tickets.open]) {
      await openRequest(dario, ticket);
      await dario.sees(/^Tabulato mensile: accolto il dato dell’ente/);
      await dario.sees('Lavoro eseguito');
    }
  });

  test('no page on the way had a fault', async () => {
    expect(await people.faults()).toEqual([]);
  });
});

/** Works of this month that the other tests' roads have left: the council's word holds. */
async function settleTheRest({ page }: Visitor): Promise<void> {
  const ours = page.getByRole('button', { name: 'Vale il nostro', exact: true });
  for (let left = await ours.count(); left > 0; left = await ours.count()) {
    await ours.first().click();
    await page.waitForLoadState();
  }
}
