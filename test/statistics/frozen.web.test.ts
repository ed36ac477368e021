import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { CountPhases1763683200105 } from '../../migrations/1763683200105-count-phases.js';
import { CountWorkingTime1763683200111 } from '../../migrations/1763683200111-count-working-time.js';
import { IndexOpenFacts1763683200129 } from '../../migrations/1763683200129-index-open-facts.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { register } from '../../src/doors/administration/commands/publish.command.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { ImportDesk } from '../../src/requests/importing/import-desk.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { StepValue } from '../../src/requests/steps/step-value.entity.js';
import { canonicalJson, canonicalSha256 } from '../../src/shared/canonical-json.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { type MonthDocument, tells } from '../../src/statistics/domain/month-document.js';
import { monthOf } from '../../src/statistics/domain/month.js';
import { MonthArchive } from '../../src/statistics/months/month-archive.service.js';
import { MonthBook } from '../../src/statistics/months/month-book.service.js';
import { PublishedMonth } from '../../src/statistics/months/published-month.entity.js';
import { type Desk, seated } from '../doors/offices/desk.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { recorderOf } from '../support/steps.js';

const FORMATS = ['csv', 'json', 'xlsx', 'pdf'];

describe('a frozen month', () => {
  let house: House;
  let fabio: Desk;
  let ticketNumber: string;
  beforeAll(async () => {
    house = await openHouse({ now: '2027-03-15T10:00:00Z' });
    const past = ['2026-11', '2026-12', '2027-01', '2026-10'].map((month, i) => ({ sourceSystem: 'prova', sourceId: `p${i}`, filedAt: new Date(`${month}-10T10:00:00Z`), closedAt: null, categoryCode: 'roads-signs', channel: 'phone' as const, title: 'Una prova', stateCode: 'received', outcome: null, isWithdrawn: false })); // prettier-ignore
    await house.get(ImportDesk).importRequests(past, 'prova');
    ticketNumber = (await file(house)).ticketNumber;
    await record('take-in-charge');
    house.clock.set('2027-04-01T08:00:00Z');
    fabio = await seated(house, 'fabio');
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const record = (action: string) => steps.record(house.town.bruno, ticketNumber, action);
  const request = () => house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const stored = (month: string) => house.reads.of(PublishedMonth).find({ where: { month } });
  const command = async (...given: string[]): Promise<string[]> => {
    const printed: string[] = [];
    const program = new Command();
    register(program, (work) => work(house.app, (line) => void printed.push(line)));
    await program.parseAsync(['node', 'iter', 'publish', 'month', ...given]);
    return printed;
  };

  test('of an imported past is one that somebody asks for: each month once, oldest first; what is not over is refused', async () => {
    const lines = await command('2026-11', '--to', '2027-01');
    expect(lines.map((line) => line.split('\t').slice(0, 2))).toEqual([['2026-11', '1'], ['2026-12', '1'], ['2027-01', '1']]); // prettier-ignore
    expect(await command('2026-11')).toEqual([lines[0]]);
    expect((await house.get(MonthArchive).read('2026-12'))?.document.totals).toMatchObject({ openAtStart: 2, received: 1, receivedImported: 1 }); // prettier-ignore
    await expect(command('2027-04')).rejects.toThrow('Il mese 2027-04 non è ancora finito.');
    await expect(command('2026-13')).rejects.toThrow('Mese non valido');
    await expect(command('2027-01', '--to', '2026-11')).rejects.toThrow(
      'Il mese finale 2026-11 viene prima di quello iniziale 2027-01.',
    );
    await expect(command('1970-01', '--to', '2027-01')).rejects.toThrow('al massimo 600 mesi');
    await expect(command('2027-01', '--to', '2027-1')).rejects.toThrow('Mese non valido');
  });

  test('survives what happens to its requests afterwards, erased texts and contacts among it', async () => {
    await house.get(MonthArchive).publish(monthOf('2027-03'));
    const before = await stored('2027-03');
    const { id: requestId, lastSeq } = await request();
    for (let seq = lastSeq; seq > 0; seq -= 1) {
      const { version } = await request();
      const correction = {
        seq,
        version,
        reason: 'Testi da togliere.',
        treatment: 'erase',
      } as const;
      done(await house.get(CorrectionDesk).correct(house.town.carla, ticketNumber, correction, newId())); // prettier-ignore
    }
    const texts = ['title', 'description'].map((name) => ({ requestId, seq: 1, name }));
    const emptied = await house.reads.of(StepValue).find({ where: texts });
    expect(emptied.map(({ value, erasedAt }) => [value, erasedAt])).toEqual([[null, house.clock.now()], [null, house.clock.now()]]); // prettier-ignore
    expect(await stored('2027-03')).toEqual(before);
    await house.transactions.run((em) => em.query('UPDATE step_values SET value = NULL')); // contacts too, which no command erases yet
    expect(await stored('2027-03')).toEqual(before);
    const read = await house.get(MonthArchive).read('2027-03');
    expect(read?.document.patterns.moves.map(({ to }) => to.code)).toContain('taken-in-charge');
    for (const format of FORMATS)
      expect((await fabio.get(`/ufficio/statistiche/mesi/2027-03/file/${format}`)).status).toBe(200); // prettier-ignore
  });

  test.each([
    [1, '2027-02', ['firstAnswerWorking', 'satisfaction']],
    [3, '2026-10', ['firstAnswerWorking']],
  ])(
    'that an older version of the program wrote (format %i) survives the upgrade, is shown and written as it was, and is no correction of itself',
    async (format, month, unknown) => {
      const now = await house.get(MonthBook).month(monthOf(month));
      const old = inFormat(format, now.document);
      for (const figure of unknown) expect(old.totals).not.toHaveProperty(figure);
      const row = { month, revision: 1, publishedAt: house.clock.now(), document: canonicalJson(old), checksum: canonicalSha256(old), reason: null, publishedBy: null }; // prettier-ignore
      await house.transactions.run(async (em) => {
        await insertRows(em, PublishedMonth, [row]);
        const connection = em.queryRunner ?? em.dataSource.createQueryRunner();
        const upgrade = [new CountPhases1763683200105(), new CountWorkingTime1763683200111(), new IndexOpenFacts1763683200129()]; // prettier-ignore
        for (const migration of [...upgrade].reverse()) await migration.down(connection);
        for (const migration of upgrade) await migration.up(connection);
      });
      expect(await stored(month)).toEqual([row]);
      const read = await house.get(MonthArchive).read(month);
      const { state = [] } = old.by;
      expect(read?.document).toMatchObject({ format, totals: old.totals, by: { office: old.by.office, state } }); // prettier-ignore
      for (const path of ['', ...FORMATS.map((one) => `/file/${one}`)])
        expect((await fabio.get(`/ufficio/statistiche/mesi/${month}${path}`)).status).toBe(200);
      const revision = { by: 'Dario Neri', reason: 'Nulla di nuovo.' };
      expect(isRefusal(await house.get(MonthArchive).revise(monthOf(month), revision))).toBe(true);
    },
  );

  test('that does not tell a breakdown leaves the year to the facts, and the page says so', async () => {
    await fabio.get('/ufficio/statistiche?fino=2027-03&voce=state.received');
    expect(fabio.text).toContain('Numeri calcolati adesso');
    await fabio.get('/ufficio/statistiche?fino=2027-03&voce=office.roads-works');
    expect(fabio.text).not.toContain('Numeri calcolati adesso');
  });
});

/** As the version of the program wrote it that had this format. */
function inFormat(format: number, document: MonthDocument): MonthDocument {
  const isTold = (name: string) => tells({ format }, name as Parameters<typeof tells>[1]);
  const text = JSON.stringify({ ...document, format }, (name, value: unknown) => (isTold(name) ? value : undefined)); // prettier-ignore
  return JSON.parse(text) as MonthDocument;
}
