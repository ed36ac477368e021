import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Vault } from '../../../src/config/vault.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { TaskDesk } from '../../../src/requests/tasks/task-desk.service.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { WorksheetFigures } from '../../../src/worksheets/worksheet-figures.service.js';
import { WorksheetLine } from '../../../src/worksheets/worksheet-line.entity.js';
import { Worksheet } from '../../../src/worksheets/worksheet.entity.js';
import { Worksheets } from '../../../src/worksheets/worksheets.service.js';
import readExcelFile from 'read-excel-file/node';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import type { Browser } from '../../web/browser.js';
import { signedIn } from '../partners/signed-in.js';

const NEW = '/ufficio/tabulati/nuovo/luce-strade';
const LAMP = {
  category: 'street-lighting',
  title: 'Lampione spento',
  answers: { 'live-cable': 'no' },
} as const;

describe('a partner’s monthly sheet', () => {
  let house: House;
  let dario: Browser;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-02T08:00:00Z' });
  });
  afterAll(() => house.close());

  const offered = async (address: string) => {
    const { ticketNumber } = await file(house, { ...LAMP, location: { address } });
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    return {
      ticketNumber,
      requestId: id,
      task: await house.reads.of(Task).findOneByOrFail({ requestId: id }),
    };
  };
  const completed = async (address: string, performedAt: string, operatorCode: string) => {
    const made = await offered(address);
    const answer = {
      action: 'complete',
      version: 1,
      operatorCode,
      performedAt: new Date(performedAt),
    } as const;
    const at = { taskId: made.task.id, ticketNumber: made.ticketNumber };
    done(
      await house.get(TaskDesk).answer(house.town.tommaso, at, { answer, files: [], key: newId() }),
    );
    return made;
  };
  const upload = async (rows: string[], month = '2026-10') => {
    await dario.get(NEW);
    const text = [
      'Consuntivo mensile;;;;',
      'Segnalazione;Data;Operatore;Indirizzo;Importo',
      ...rows,
    ].join('\r\n');
    const sheet = {
      field: 'sheet',
      name: 'ottobre.csv',
      bytes: Buffer.from(text, 'latin1'),
      type: 'text/csv',
    };
    return dario.upload(NEW, { month }, [sheet]);
  };
  const lineOf = async (where: object) => house.reads.of(WorksheetLine).findOneByOrFail(where);
  const settle = async (line: WorksheetLine, decision: string) =>
    dario.post(`/ufficio/tabulati/${line.worksheetId}/righe/${line.id}`, {
      decision,
      submissionId: newId(),
    });

  test('every kind of difference is settled in the browser, with a step on the request, and the closing freezes it', async () => {
    const same = await offered('Via delle Reti 1').then(({ ticketNumber }) => ticketNumber);
    const agreed = await offered('Via delle Reti 2');
    const otherDay = await offered('Via delle Reti 3');
    const notDone = await offered('Via delle Reti 4');
    const missing = await offered('Via delle Reti 5');
    house.clock.set('2026-10-20T08:00:00Z');
    for (const [made, at] of [
      [agreed, '2026-10-06T08:00:00Z'],
      [otherDay, '2026-10-07T08:00:00Z'],
      [missing, '2026-10-08T08:00:00Z'],
    ] as const) {
      const answer = {
        action: 'complete',
        version: 1,
        operatorCode: '17',
        performedAt: new Date(at),
      } as const;
      const task = { taskId: made.task.id, ticketNumber: made.ticketNumber };
      done(
        await house
          .get(TaskDesk)
          .answer(house.town.tommaso, task, { answer, files: [], key: newId() }),
      );
    }
    house.clock.set('2026-11-03T08:00:00Z');
    dario = await signedIn(house, 'dario');
    const answer = await upload([
      `${agreed.ticketNumber};06/10/2026;17;Via delle Reti 2;`,
      `${otherDay.ticketNumber};09/10/2026;23;Via delle Reti 3;`,
      `${notDone.ticketNumber};10/10/2026;31;Via delle Reti 4;45,00`,
      ';11/10/2026;31;Via Sconosciuta 9;120,00',
      'Totale;;;;165,00',
    ]);
    expect(answer.status).toBe(303);
    await dario.follow(answer);
    expect(dario.page).toContain('Via Sconosciuta 9');
    expect(dario.page).toContain('data diversa');
    expect(dario.page).toContain('qui non risulta eseguito');
    const sheet = await house.reads.of(Worksheet).findOneByOrFail({ month: '2026-10' });
    const kinds = await house.reads
      .of(WorksheetLine)
      .find({ where: { worksheetId: sheet.id }, order: { position: 'ASC' } });
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'matched',
      'different',
      'different',
      'unknown',
      'missing',
    ]);
    expect(same).not.toBe('');

    expect((await dario.post(`/ufficio/tabulati/${sheet.id}/chiusura`)).status).toBe(422);
    expect(dario.page).toContain('Restano 4 righe');
    expect((await settle(await lineOf({ taskId: otherDay.task.id }), 'accept')).status).toBe(303);
    expect(await house.reads.of(Task).findOneByOrFail({ id: otherDay.task.id })).toMatchObject({
      state: 'done',
      operatorCode: '23',
      performedAt: new Date('2026-10-09T10:00:00Z'),
    });
    expect((await settle(await lineOf({ taskId: notDone.task.id }), 'accept')).status).toBe(303);
    expect(await house.reads.of(Task).findOneByOrFail({ id: notDone.task.id })).toMatchObject({
      state: 'done',
      operatorCode: '31',
    });
    expect(
      (await house.reads.of(ServiceRequest).findOneByOrFail({ id: notDone.requestId })).stateCode,
    ).toBe('work-done');
    const unknown = await lineOf({ worksheetId: sheet.id, kind: 'unknown' });
    expect((await settle(unknown, 'ask')).status).toBe(303);
    expect((await settle(await lineOf({ taskId: missing.task.id }), 'keep')).status).toBe(303);
    const [question] = await house.reads.of(Delivery).findBy({ kind: 'worksheet.question' });
    expect(question?.destination).toBe('centrale@luce-strade.example');
    expect(house.get(Vault).open(question?.sealedContent ?? '')).toContain('Via Sconosciuta 9');
    for (const [requestId, action] of [
      [otherDay.requestId, 'worksheet-accept'],
      [notDone.requestId, 'worksheet-accept'],
      [missing.requestId, 'worksheet-keep'],
    ] as const)
      expect(await house.reads.of(Step).countBy({ requestId, action })).toBe(1);
    expect(
      await house.reads
        .of(Step)
        .countBy({ requestId: agreed.requestId, action: 'worksheet-accept' }),
    ).toBe(0);

    expect((await dario.post(`/ufficio/tabulati/${sheet.id}/chiusura`)).status).toBe(303);
    expect((await settle(unknown, 'keep')).status).toBe(422);
    expect(dario.page).toContain('è chiuso');
    expect((await upload([';11/10/2026;31;Via Altra 1;'])).status).toBe(422);
    expect(dario.page).toContain('è chiuso');
    await dario.get(`/ufficio/segnalazioni/${otherDay.ticketNumber}`);
    expect(dario.page).toContain('Tabulato mensile: accolto il dato dell’ente');
  });

  test('a broken sheet is refused with line and reason, and changes nothing; columns that are not recognised can be named', async () => {
    const before = await house.reads.of(Worksheet).count();
    expect((await upload(['x;31/02/2026;17;Via delle Reti 2;'], '2026-09')).status).toBe(422);
    expect(dario.page).toContain('Riga 3: «31/02/2026» non è una data');
    expect(await house.reads.of(Worksheet).count()).toBe(before);
    await dario.get(NEW);
    const bytes = Buffer.from('Alfa;Beta\nPL-1;06/09/2026\n');
    const odd = { field: 'sheet', name: 'a.csv', bytes, type: 'text/csv' };
    expect((await dario.upload(NEW, { month: '2026-09' }, [odd])).status).toBe(422);
    expect(dario.page).toContain('id="fault-sheet"');
    const named = { month: '2026-09', 'column-place': 'Alfa', 'column-day': 'Beta' };
    expect((await dario.upload(NEW, named, [odd])).status).toBe(303);
    await dario.get(NEW);
    expect(dario.page).toContain('value="Alfa"'); // kept for the next one
    expect((await dario.upload(NEW, { month: '2026-13' }, [odd])).status).toBe(422);
    expect((await dario.upload(NEW, { month: '2026-09' }, [])).status).toBe(422);
  });

  test('who may not see a request sees no line of it; a decision there is not found', async () => {
    const { task } = await completed('Via delle Vele 8', '2026-11-03T08:00:00Z', '17');
    house.clock.set('2026-12-02T08:00:00Z');
    dario = await signedIn(house, 'dario');
    expect((await upload([';12/11/2026;31;Via Sola 1;'], '2026-11')).status).toBe(303);
    const line = await lineOf({ taskId: task.id });
    const carla = await signedIn(house, 'carla'); // roads, not lighting
    await carla.get(`/ufficio/tabulati/${line.worksheetId}`);
    expect(carla.page).toContain('Via Sola 1');
    expect(carla.page).not.toContain('Via delle Vele 8');
    expect(carla.page).not.toContain('/originale');
    const path = `/ufficio/tabulati/${line.worksheetId}/righe/${line.id}`;
    expect((await carla.post(path, { decision: 'keep', submissionId: newId() })).status).toBe(404);
    const original = `/ufficio/tabulati/${line.worksheetId}/originale`; // a file has no part that could be left out
    expect((await carla.get(original)).status).toBe(404);
    expect((await dario.get(original)).status).toBe(200);
  });

  test('a sheet that has no lines yet is for who sees all that its partner has been given, and something of it', async () => {
    house.clock.set('2026-12-02T08:00:00Z');
    dario = await signedIn(house, 'dario');
    const uploaded = async (partner: string, month: string) => {
      const path = `/ufficio/tabulati/nuovo/${partner}`;
      await dario.get(path);
      const bytes = Buffer.from('%PDF-1.4\n%%EOF\n');
      const pdf = { field: 'sheet', name: 'foglio.pdf', bytes, type: 'application/pdf' };
      expect((await dario.upload(path, { month }, [pdf])).status).toBe(303);
      const { id } = await house.reads.of(Worksheet).findOneByOrFail({
        ...{ partnerId: house.town.partnerId(partner), month },
      });
      expect(await house.reads.of(WorksheetLine).countBy({ worksheetId: id })).toBe(0);
      return { page: `/ufficio/tabulati/${id}`, id };
    };
    const lamps = await uploaded('luce-strade', '2026-06'); // no work in that month
    const idle = await uploaded('acque-costiere', '2026-06'); // no work at all
    const carla = await signedIn(house, 'carla'); // roads, not lighting
    await carla.get(lamps.page);
    expect(carla.page).not.toContain('/originale');
    expect((await carla.get(`${lamps.page}/originale`)).status).toBe(404);
    expect((await dario.get(`${lamps.page}/originale`)).status).toBe(200);
    expect((await carla.get(`${idle.page}/originale`)).status).toBe(404);
    expect((await dario.get(`${idle.page}/originale`)).status).toBe(200); // he sent it
    await house.transactions.run((em) =>
      em.update(Worksheet, { month: '2026-06' }, { uploadedBy: 'Altra Persona' }),
    );
    expect((await dario.get(`${idle.page}/originale`)).status).toBe(404);
    expect((await dario.get(`${lamps.page}/originale`)).status).toBe(200); // he sees all of theirs
    await house.transactions.run((em) =>
      em.update(Worksheet, { id: lamps.id }, { state: 'refused' }),
    );
    expect((await carla.get(`${lamps.page}/originale`)).status).toBe(404);
  });

  test('our own sheet shows an office’s person the works of requests that they may see, and no others', async () => {
    const carla = await signedIn(house, 'carla'); // roads, not lighting
    const csv = await carla.get('/ufficio/tabulati/nostro/luce-strade/csv?mese=2026-11');
    expect(csv.status).toBe(200);
    expect(csv.text).not.toContain('Via delle Vele 8');
    expect(csv.text.trim().split('\n')).toHaveLength(1); // the heading
  });

  test('the list asks for the partners’ names once, however many sheets it has', async () => {
    const rows = jest.spyOn(house.reads, 'rows');
    const sheets = await house.get(Worksheets).list();
    const asked = rows.mock.calls.length;
    rows.mockRestore();
    expect(sheets.length).toBeGreaterThan(1);
    expect(sheets.every(({ partnerName }) => partnerName !== '')).toBe(true);
    expect(asked).toBe(1);
  });

  test('our own sheet of a month, as CSV and XLSX', async () => {
    const csv = await dario.get('/ufficio/tabulati/nostro/luce-strade/csv?mese=2026-11');
    expect(csv.text).toContain('Via delle Vele 8');
    expect(csv.text).toContain('03/11/2026');
    expect(csv.text).not.toContain('Ferrini');
    const path = '/ufficio/tabulati/nostro/luce-strade/xlsx?mese=2026-11';
    const excel = await dario.download(path);
    const [sheet] = await readExcelFile(excel);
    expect(sheet?.data[1]).toContain('Via delle Vele 8');
    const pdf = await dario.download(path.replace('xlsx', 'pdf'));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await dario.get('/ufficio/tabulati/nostro/luce-strade/csv?mese=x')).status).toBe(404);
  });

  test('a sheet that is a PDF is ticked by hand: the same, another day, not there, and a line that only it has; then it is settled and closed', async () => {
    const [same, otherDay, absent] = await inTurn(['Via A 1', 'Via A 2', 'Via A 3'], (address) =>
      completed(address, '2026-12-02T08:00:00Z', '17'),
    );
    const open = await offered('Via A 4');
    house.clock.set('2027-01-04T08:00:00Z');
    dario = await signedIn(house, 'dario');
    await dario.get(NEW);
    const bytes = Buffer.from('%PDF-1.4\n%%EOF\n');
    const pdf = { field: 'sheet', name: 'dicembre.pdf', bytes, type: 'application/pdf' };
    const sent = await dario.upload(NEW, { month: '2026-12' }, [pdf]);
    expect(sent.status).toBe(303);
    await dario.follow(sent);
    for (const made of [same, otherDay, absent, open])
      expect(dario.page).toContain(made?.ticketNumber);
    const { worksheetId: id } = await lineOf({ taskId: same?.task.id, kind: 'unticked' });
    const ticks = `/ufficio/tabulati/${id}/spunte`;
    const tick = async (taskId: string | undefined, fields: Record<string, string>) => {
      const line = await lineOf({ taskId, worksheetId: id });
      return dario.post(`${ticks}/${line.id}`, fields);
    };
    expect((await dario.post(`/ufficio/tabulati/${id}/chiusura`)).status).toBe(422);
    expect((await tick(absent?.task.id, { verdict: 'absent' })).status).toBe(303);
    const differs = { verdict: 'differs', day: '05/12/2026', time: '9.30', amount: '45,00' };
    expect((await tick(otherDay?.task.id, { ...differs, time: 'x' })).status).toBe(422);
    expect(dario.page).toContain('value="45,00"');
    expect((await tick(otherDay?.task.id, differs)).status).toBe(303);
    expect((await tick(open.task.id, { ...differs, operator: '9' })).status).toBe(303);
    const rest = await lineOf({ taskId: same?.task.id, worksheetId: id });
    expect((await dario.post(ticks, { lines: rest.id })).status).toBe(303);
    const only = { day: '2026-12-09', address: 'Via Ignota 3', operator: '17' };
    expect((await dario.post(`${ticks}/nuova`, only)).status).toBe(303);
    const lines = await house.reads.of(WorksheetLine).findBy({ worksheetId: id });
    const kindOf = (taskId?: string) => lines.find((one) => one.taskId === (taskId ?? null))?.kind;
    expect([same, otherDay, absent, open].map((made) => kindOf(made?.task.id))).toEqual([
      'matched',
      'different',
      'missing',
      'different',
    ]);
    expect(kindOf()).toBe('unknown');
    expect(lines.find(({ id: line }) => line === rest.id)).toMatchObject({
      tickedBy: house.town.dario.name,
      tickedAt: new Date('2027-01-04T08:00:00Z'),
    });
    for (const line of lines.filter(({ kind }) => kind !== 'matched' && kind !== 'pending'))
      expect((await settle(line, line.taskId === open.task.id ? 'accept' : 'keep')).status).toBe(
        303,
      );
    expect((await house.reads.of(Task).findOneByOrFail({ id: open.task.id })).state).toBe('done');
    expect((await tick(absent?.task.id, { verdict: 'same' })).status).toBe(422);
    expect((await dario.post(`/ufficio/tabulati/${id}/chiusura`)).status).toBe(303);
    expect((await dario.post(`${ticks}/nuova`, only)).status).toBe(422);
    expect((await dario.download(`/ufficio/tabulati/${id}/originale`)).equals(bytes)).toBe(true);
    const printed = await dario.download(`/ufficio/tabulati/${id}/stampa`);
    expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('closed months are counted once for the statistics, by partner and month', async () => {
    const { partnerId } = house.town.tommaso;
    const months = await house.get(WorksheetFigures).months('2026-10', '2026-12', partnerId);
    expect(months.map(({ month }) => month)).toEqual(['2026-10', '2026-12']);
    expect(months[0]?.figures).toEqual({
      ...{ matched: 1, different: 2, missing: 1, unknown: 1, twice: 0 },
      ...{ accepted: 2, kept: 1, asked: 1 },
    });
    const [score] = await house.get(WorksheetFigures).scores('2026-10', '2026-12');
    expect(score).toMatchObject({ partnerId, months: 2, matchedShare: 2 / 10 });
  });
});

async function inTurn<T, R>(ones: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const one of ones) made.push(await work(one));
  return made;
}
