import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Partners } from '../../src/partners/partners.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import { TaskDesk } from '../../src/requests/tasks/task-desk.service.js';
import { Task } from '../../src/requests/tasks/task.entity.js';
import { newId } from '../../src/shared/ids.js';
import { WorksheetLine } from '../../src/worksheets/worksheet-line.entity.js';
import { Worksheet } from '../../src/worksheets/worksheet.entity.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { signedIn } from '../doors/partners/signed-in.js';
import type { Browser } from '../web/browser.js';

const NEW = '/ufficio/tabulati/nuovo/luce-strade';
const HEADING = 'Segnalazione;Data;Operatore;Indirizzo;Importo';

interface Work {
  readonly ticketNumber: string;
  readonly requestId: string;
  readonly taskId: string;
}

describe('lines of a monthly sheet are settled', () => {
  let house: House;
  let dario: Browser;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-02T08:00:00Z' });
  });
  afterAll(() => house.close());

  const offered = async (address: string): Promise<Work> => {
    const { ticketNumber } = await file(house, {
      ...{ category: 'street-lighting', title: 'Lampione spento' },
      ...{ answers: { 'live-cable': 'no' }, location: { address } },
    });
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const task = await house.reads.of(Task).findOneByOrFail({ requestId: id });
    return { ticketNumber, requestId: id, taskId: task.id };
  };
  const complete = async ({ ticketNumber, taskId }: Work, at: string) => {
    const answer = {
      action: 'complete',
      ...{ version: 1, operatorCode: '17', performedAt: new Date(at) },
    } as const;
    const command = { answer, files: [], key: newId() };
    const task = { taskId, ticketNumber };
    done(await house.get(TaskDesk).answer(house.town.tommaso, task, command));
  };
  /** Works of a month, all done on its sixth but the last, and the time after it. */
  const worksOf = async (month: string, count: number): Promise<Work[]> => {
    house.clock.set(`${month}-02T08:00:00Z`);
    const works: Work[] = [];
    for (let i = 1; i <= count; i += 1) works.push(await offered(`Via delle Reti ${i}`));
    house.clock.set(`${month}-20T08:00:00Z`);
    for (const work of works.slice(0, -1)) await complete(work, `${month}-06T08:00:00Z`);
    house.clock.set(`${month}-28T08:00:00Z`);
    dario = await signedIn(house, 'dario');
    return works;
  };
  const upload = async (month: string, rows: readonly string[]): Promise<WorksheetLine[]> => {
    await dario.get(NEW);
    const bytes = Buffer.from([HEADING, ...rows].join('\r\n'), 'latin1');
    const sheet = { field: 'sheet', name: `${newId()}.csv`, bytes, type: 'text/csv' };
    await dario.follow(await dario.upload(NEW, { month }, [sheet]));
    const { id } = await house.reads.of(Worksheet).findOneByOrFail({ month, state: 'open' });
    const order = { position: 'ASC' } as const;
    return house.reads.of(WorksheetLine).find({ where: { worksheetId: id }, order });
  };
  const settle = (line: WorksheetLine | undefined, decision: string) =>
    dario.post(`/ufficio/tabulati/${line?.worksheetId}/righe/${line?.id}`, {
      ...{ decision, submissionId: newId() },
    });
  const stepsOf = (requestId: string | undefined, action: string) =>
    house.reads.of(Step).countBy({ requestId: requestId ?? '', action });
  const line = (lines: readonly WorksheetLine[], number: number) =>
    lines.find(({ theirs }) => theirs?.line === number);

  test('a job that the sheet lists twice is told with the first line, settled with a step, and changes nothing of the work', async () => {
    const [first, second] = await worksOf('2026-10', 3);
    const lines = await upload('2026-10', [
      `${first?.ticketNumber};06/10/2026;17;Via delle Reti 1;`,
      `${first?.ticketNumber};09/10/2026;23;Via delle Reti 1;`,
      `${second?.ticketNumber};06/10/2026;17;Via delle Reti 2;`,
    ]);
    const again = line(lines, 3);
    expect(again).toMatchObject({ kind: 'twice', firstLine: 2, requestId: first?.requestId });
    expect(dario.page).toContain('Nel tabulato due volte');
    expect(dario.page).toContain('già presente alla riga 2');
    expect(dario.page).not.toContain('<p>Non c’è</p>');
    const closing = `/ufficio/tabulati/${again?.worksheetId}/chiusura`;
    expect((await dario.post(closing)).status).toBe(422);
    expect((await settle(again, 'accept')).status).toBe(303);
    expect(await stepsOf(first?.requestId, 'worksheet-accept')).toBe(1);
    expect(await house.reads.of(Task).findOneByOrFail({ id: first?.taskId })).toMatchObject({
      operatorCode: '17',
      performedAt: new Date('2026-10-06T08:00:00Z'),
    });
    await dario.get(`/ufficio/segnalazioni/${first?.ticketNumber}`);
    expect(dario.page).toContain('già presente alla riga 2');
  });

  test('a job of today without an hour was done by now, also in the morning', async () => {
    const [work] = await worksOf('2027-08', 1);
    const [line] = await upload('2027-08', [
      `${work?.ticketNumber};28/08/2027;17;Via delle Reti 1;`,
    ]);
    expect((await settle(line, 'accept')).status).toBe(303);
    const { performedAt, state } = await house.reads.of(Task).findOneByOrFail({ id: work?.taskId ?? '' }); // prettier-ignore
    expect([state, performedAt]).toEqual(['done', house.clock.now()]);
  });

  test('an operator is the one of the partner’s register, however the sheet types it, and is kept so where their word holds', async () => {
    const [first, second, open] = await worksOf('2026-11', 3);
    const { partnerId } = house.town.tommaso;
    await house.transactions.run((em) =>
      house.get(Partners).rememberOperator(em, partnerId, '17', 'Marco Lanterni'),
    );
    const lines = await upload('2026-11', [
      `${first?.ticketNumber};06/11/2026;17 Lanterni;;`,
      `${second?.ticketNumber};06/11/2026;Op. 18;;`,
      `${open?.ticketNumber};07/11/2026;017;;`,
    ]);
    expect(lines.map(({ differences }) => differences)).toEqual([[], ['operator'], ['notDone']]);
    expect((await settle(line(lines, 4), 'accept')).status).toBe(303);
    expect(await house.reads.of(Task).findOneByOrFail({ id: open?.taskId })).toMatchObject({
      ...{ state: 'done', operatorCode: '17' },
    });
  });

  describe('a line that nobody knew', () => {
    const tie = (line: WorksheetLine | undefined, ticketNumber: string) =>
      dario.post(`/ufficio/tabulati/${line?.worksheetId}/righe/${line?.id}/segnalazione`, {
        ...{ ticketNumber, submissionId: newId() },
      });
    const now = (line: WorksheetLine | undefined) =>
      house.reads.of(WorksheetLine).findOneByOrFail({ id: line?.id });
    let works: readonly Work[] = [];
    let lines: readonly WorksheetLine[] = [];
    beforeAll(async () => {
      works = await worksOf('2026-12', 4);
      lines = await upload('2026-12', [
        `${works[0]?.ticketNumber};06/12/2026;17;;`,
        ';06/12/2026;17;Via Sbagliata 2;',
        ';07/12/2026;23;Via Sbagliata 3;',
        ';08/12/2026;17;Via Sbagliata 4;',
        ';09/12/2026;17;Via Sbagliata 5;',
      ]);
      expect(dario.page).toContain('È la segnalazione n.');
    });

    test('refuses, in words and with what was typed, what is no number, not the partner’s or not of the month', async () => {
      const unknown = line(lines, 3);
      expect((await tie(unknown, 'quella del lampione')).status).toBe(422);
      expect(dario.page).toContain('Scrivere il numero della segnalazione');
      expect(dario.page).toContain('value="quella del lampione"');
      const { ticketNumber: pothole } = await file(house);
      expect((await tie(unknown, pothole)).status).toBe(422);
      expect(dario.page).toContain(
        `Non risultano lavori affidati a questo ente per la segnalazione ${pothole}.`,
      );
      house.clock.set('2027-04-02T08:00:00Z');
      dario = await signedIn(house, 'dario');
      const { ticketNumber: later } = await offered('Via delle Reti 9');
      expect((await tie(unknown, later)).status).toBe(422);
      expect(dario.page).toContain('non riguardano il mese del tabulato');
      expect(await now(unknown)).toMatchObject({ kind: 'unknown', requestId: null });
    });

    test('is the work of which the sheet was thought to know nothing: compared, with a step, and settled like the others', async () => {
      const [, second, , open] = works;
      const [missing] = lines.filter(({ taskId }) => taskId === second?.taskId);
      expect(missing?.kind).toBe('missing');
      expect((await tie(line(lines, 3), second?.ticketNumber.toLowerCase() ?? '')).status).toBe(
        303,
      );
      expect(await now(line(lines, 3))).toMatchObject({
        ...{ kind: 'different', differences: ['place'], taskId: second?.taskId, decision: null },
        tickedBy: house.town.dario.name,
      });
      expect(await house.reads.of(WorksheetLine).findOneBy({ id: missing?.id })).toBeNull();
      expect(await stepsOf(second?.requestId, 'worksheet-tie')).toBe(1);
      expect((await settle(line(lines, 3), 'keep')).status).toBe(303);
      expect(await stepsOf(second?.requestId, 'worksheet-keep')).toBe(1);

      expect((await tie(line(lines, 5), open?.ticketNumber ?? '')).status).toBe(303);
      expect((await now(line(lines, 5))).differences).toEqual(['notDone', 'place']);
      expect((await settle(line(lines, 5), 'accept')).status).toBe(303);
      expect((await house.reads.of(Task).findOneByOrFail({ id: open?.taskId })).state).toBe('done');
      await dario.get(`/ufficio/segnalazioni/${open?.ticketNumber}`);
      expect(dario.page).toContain('Tabulato mensile: riga attribuita a questa segnalazione');
    });

    test('of a work that another line has is that job once more', async () => {
      const again = line(lines, 6);
      expect((await tie(again, works[0]?.ticketNumber ?? '')).status).toBe(303);
      expect(await now(again)).toMatchObject({ kind: 'twice', firstLine: 2 });
    });

    test('once decided is tied to nothing more', async () => {
      const kept = line(lines, 4);
      expect((await settle(kept, 'keep')).status).toBe(303);
      expect((await tie(kept, works[2]?.ticketNumber ?? '')).status).toBe(422);
      expect(dario.page).toContain('La riga è già stata decisa.');
    });
  });
});
