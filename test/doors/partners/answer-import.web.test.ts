import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Catalogue } from '../../../src/catalogue/catalogue.service.js';
import { Category } from '../../../src/catalogue/category.entity.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { hidden, signedIn } from './signed-in.js';

const WASTE = {
  category: 'waste-cleaning',
  title: 'Rifiuti',
  answers: { kind: 'dumped' },
} as const;
const LAMP = { category: 'street-lighting', title: 'Lampione', answers: { 'live-cable': 'no' } } as const; // prettier-ignore
const HEADING = 'taskId;number;state;category;title;address;dueAt;plannedFor;reference;performedAt;operatorCode;note'; // prettier-ignore

describe('a partner’s answers from a table', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-06T15:00:00Z' });
  });
  afterAll(() => house.close());

  const taskOf = async (filing: object): Promise<Task & { number: string }> => {
    const { ticketNumber: number } = await file(house, { location: { address: 'Via delle Vele 14' }, ...filing }); // prettier-ignore
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber: number });
    return Object.assign(await house.reads.of(Task).findOneByOrFail({ requestId: id }), { number });
  };
  const row = (id: string, state: string, rest: Partial<Record<string, string>> = {}) =>
    [id, '', state, '', '', '', '', rest['plannedFor'], rest['reference'], rest['performedAt'], rest['operatorCode'], rest['note']].join(';'); // prettier-ignore
  const table = (...rows: string[]) => Buffer.from(`\uFEFF${[HEADING, ...rows].join('\r\n')}\r\n`);
  const upload = async (bytes: Buffer) => {
    const walter = await signedIn(house, 'walter');
    await walter.get('/ente/risposte');
    const sent = await walter.upload('/ente/risposte', {}, [{ field: 'file', name: 'risposte.csv', bytes, type: 'text/csv' }]); // prettier-ignore
    return { walter, sent };
  };
  const state = async ({ id }: Task) => (await house.reads.of(Task).findOneByOrFail({ id })).state;

  test('shows row by row what would happen and changes nothing; one button records each row on its own, once', async () => {
    house.clock.set('2026-10-05T06:00:00Z');
    const [accept, plan, finish, decline, same] = [
      await taskOf(WASTE),
      await taskOf(WASTE),
      await taskOf(WASTE),
      await taskOf(WASTE),
      await taskOf(WASTE),
    ];
    house.clock.set('2026-10-06T15:00:00Z');
    const steps = await house.reads.of(Step).count();
    const { walter, sent } = await upload(
      table(
        row(accept.id, 'accepted', { reference: 'AR-1' }),
        row(plan.id, 'scheduled', { plannedFor: '12/10/2026 8:15' }),
        row(finish.id, 'done', { performedAt: '06/10/2026 9.30', operatorCode: '44' }),
        row(decline.id, 'declined', { note: 'Area privata, non di nostra competenza.' }),
        row(same.id, 'offered'),
      ),
    );
    expect(sent.status).toBe(200);
    expect(walter.page).toContain('Righe da registrare: 4; rifiutate: 0.');
    expect(walter.page).toContain('Nessuna novità');
    expect(await house.reads.of(Step).count()).toBe(steps);
    expect(await state(finish)).toBe('offered');
    const confirm = {
      submissionId: hidden(walter, 'submissionId'),
      handle: hidden(walter, 'handle'),
    };
    for (const _ of [1, 2]) {
      expect((await walter.post('/ente/risposte/conferma', confirm)).status).toBe(200);
      expect(walter.page.match(/>Registrata</g)).toHaveLength(4);
    }
    for (const [task, now] of [
      [accept, 'accepted'],
      [plan, 'scheduled'],
      [finish, 'done'],
      [decline, 'declined'],
      [same, 'offered'],
    ] as const)
      // prettier-ignore
      expect(await state(task)).toBe(now);
    const after = await house.reads.of(Task).findOneByOrFail({ id: finish.id });
    expect(after).toMatchObject({
      operatorCode: '44',
      performedAt: new Date('2026-10-06T07:30:00Z'),
    });
    expect((await house.reads.of(Task).findOneByOrFail({ id: plan.id })).plannedFor).toEqual(new Date('2026-10-12T06:15:00Z')); // prettier-ignore
    const view = done(await house.get(RequestViews).view(house.town.walter, finish.number, 'it'));
    const completed = view.steps.filter(({ action }) => action === 'task-complete');
    expect(completed.map(({ actor }) => actor.name)).toEqual(['Walter Ferri']);
  });

  test('a broken row is refused with its line and reason, and holds back no other', async () => {
    house.clock.set('2026-10-05T06:00:00Z');
    const good = await taskOf(WASTE);
    const late = await taskOf(WASTE);
    const foreign = await taskOf(LAMP);
    house.clock.set('2026-10-06T15:00:00Z');
    const { walter } = await upload(
      table(
        row(good.id, 'accepted'),
        row(late.id, 'done', { performedAt: '06/10/2026' }),
        row(foreign.id, 'accepted'),
        row('senza codice', 'accepted'),
        row(good.id, 'declined', { note: 'no' }),
      ),
    );
    expect(walter.page).toContain('Righe da registrare: 1; rifiutate: 4.');
    expect(walter.page).toContain('«06/10/2026» non è un giorno con l’ora.');
    expect(walter.page.match(/Non c’è un vostro incarico/g)).toHaveLength(2);
    expect(walter.page).toContain('già in una riga precedente');
    expect(walter.page).not.toContain(foreign.number);
    const second = await upload(table(row(late.id, 'done'), row(good.id, 'fatto')));
    expect(second.walter.page).toContain('«fatto» non è una risposta');
    expect(second.walter.page).toContain('Non c’è nulla da registrare.');
    const future = await upload(table(row(late.id, 'done', { performedAt: '2026-10-07 09:00' })));
    expect(future.walter.page).toContain('La data non può essere nel futuro.');
  });

  test('what moved between preview and confirmation is told, not overwritten; what another partner was shown is not confirmed', async () => {
    house.clock.set('2026-10-05T06:00:00Z');
    const task = await taskOf(WASTE);
    house.clock.set('2026-10-06T15:00:00Z');
    const { walter } = await upload(table(row(task.id, 'accepted')));
    const confirm = {
      submissionId: hidden(walter, 'submissionId'),
      handle: hidden(walter, 'handle'),
    };
    const tommaso = await signedIn(house, 'tommaso');
    await tommaso.get('/ente/risposte');
    expect((await tommaso.post('/ente/risposte/conferma', confirm)).status).toBe(404);
    expect((await tommaso.post('/ente/risposte/conferma', { ...confirm, handle: 'x.y.z.w' })).status).toBe(404); // prettier-ignore
    await upload(table(row(task.id, 'scheduled', { plannedFor: '2026-10-12 08:15' }))).then(
      async (other) => {
        const form = { submissionId: hidden(other.walter, 'submissionId'), handle: hidden(other.walter, 'handle') }; // prettier-ignore
        await other.walter.post('/ente/risposte/conferma', form);
      },
    );
    await walter.post('/ente/risposte/conferma', confirm);
    expect(walter.page).toContain('Qualcun altro ha appena modificato questi dati');
    expect(await state(task)).toBe('scheduled');
  });

  test('the file that was downloaded goes in again as it is: nothing new', async () => {
    const walter = await signedIn(house, 'walter');
    await walter.get('/ente/incarichi.csv?stato=tutti');
    const bytes = Buffer.from(walter.page);
    expect(walter.page).toContain(HEADING);
    expect(walter.page).toMatch(/;done;.*;\d\d\/\d\d\/\d{4} \d\d:\d\d;/);
    expect(walter.page).not.toMatch(/\d{4}-\d\d-\d\dT/);
    const { walter: again } = await upload(bytes);
    expect(again.page).toContain('Righe da registrare: 0; rifiutate: 0.');
  });

  test('a task that is due at an hour says it in the file', async () => {
    await house.transactions.run((em) =>
      em.update(Category, { code: 'waste-cleaning' }, { term: { hours: 24 } }),
    );
    house.get(Catalogue).forget();
    house.clock.set('2026-10-05T06:00:00Z');
    const { number } = await taskOf(WASTE);
    house.clock.set('2026-10-06T15:00:00Z');
    const walter = await signedIn(house, 'walter');
    await walter.get('/ente/incarichi.csv?stato=tutti');
    expect(walter.page).toMatch(new RegExp(`;${number};offered;.*;06/10/2026 08:00;`));
    expect(walter.page).toMatch(/;declined;.*;15\/10\/2026;/);
    const { walter: again } = await upload(Buffer.from(walter.page));
    expect(again.page).toContain('Righe da registrare: 0; rifiutate: 0.');
  });

  test('a file that is no table, lacks a heading or is too long is refused whole', async () => {
    for (const [bytes, said] of [
      [Buffer.from('number;title\r\n1;x\r\n'), 'taskId, state'],
      [Buffer.from(`${HEADING}\r\n`), 'non ha righe'],
      [Buffer.from(`${HEADING}\r\n${row('x', 'done')}\r\n`.repeat(201)), 'Al massimo 200'],
      [Buffer.from('a\0b'), 'non si può leggere'],
    ] as const) {
      const { walter, sent } = await upload(bytes);
      expect(sent.status).toBe(422);
      expect(walter.page).toContain(said);
    }
  });
});
