import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ContactOpening } from '../../src/requests/contacts/contact-opening.service.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import { DeskList } from '../../src/requests/queries/desk-list.service.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import type { Viewer } from '../../src/access/viewer.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import type { StepCommand } from '../../src/requests/steps/step-command.js';
import { Workflows } from '../../src/workflow/workflow.service.js';
import { TaskList } from '../../src/requests/tasks/task-list.service.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

describe('corrections', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const correct = (
    ticketNumber: string,
    given: { seq: number; treatment: 'keep' | 'hide' | 'erase'; version: number; reason?: string },
  ) =>
    house
      .get(CorrectionDesk)
      .correct(
        house.town.carla,
        ticketNumber,
        { reason: 'Registrata sulla segnalazione sbagliata.', ...given },
        newId(),
      );

  const holder = async (ticketNumber: string) => {
    const view = done(await house.get(RequestViews).view(house.town.carla, ticketNumber, 'it'));
    return { kind: 'citizen', requestId: view.request.id, ticketNumber } as const;
  };

  test('closed again after a struck reopening, it ended as it was said, whatever was left empty', async () => {
    const workflows = house.get(Workflows);
    const { document } = await workflows.current('information');
    const said = document.actions.find(({ code }) => code === 'close')!.fields.find(({ type }) => type === 'choice')!; // prettier-ignore
    const asked = { ...said, code: 'why', required: false };
    const actions = document.actions.map((action) =>
      action.code === 'withdraw'
        ? { ...action, fields: [asked], effects: [...action.effects, { kind: 'set-outcome' as const, field: 'why' }] } // prettier-ignore
        : action,
    );
    await house.transactions.run(async (em) =>
      done(await workflows.publish(em, { ...document, actions }, 'Ivo Campi', house.clock.now())),
    );
    const { ticketNumber } = await file(house, { category: 'council-services', answers: {} });
    const record = async (viewer: Viewer, version: number, given: object) => {
      const command = { version, data: {}, files: [], ...given } as unknown as StepCommand;
      return done(await house.get(StepDesk).record(viewer, ticketNumber, command, newId()));
    };
    const row = () => house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const { id: requestId } = await row();
    await record({ kind: 'citizen', requestId, ticketNumber }, 1, { action: 'withdraw' });
    const teresa = await house.town.viewer('teresa');
    const again = await record(teresa, 2, { action: 'reopen', note: 'Ritirata per errore.' });
    const struck = { seq: again.seq, version: 3, treatment: 'keep', reason: 'Era ritirata davvero.' } as const; // prettier-ignore
    done(await house.get(CorrectionDesk).correct(teresa, ticketNumber, struck, newId()));
    expect(await row()).toMatchObject({ stateKind: 'closed', outcome: 'withdrawn' });
  });

  test('a wrong step stays, struck through, with who did it, when and why; the state goes back', async () => {
    const { ticketNumber } = await file(house);
    done(
      await house
        .get(StepDesk)
        .record(
          house.town.bruno,
          ticketNumber,
          { action: 'take-in-charge', version: 1, data: {}, files: [] },
          newId(),
        ),
    );
    const corrected = done(await correct(ticketNumber, { seq: 2, treatment: 'keep', version: 2 }));
    expect(corrected).toMatchObject({ state: 'received', version: 3 });
    const view = done(await house.get(RequestViews).view(house.town.bruno, ticketNumber, 'it'));
    expect(view.steps[1]).toMatchObject({ action: 'take-in-charge', correctedBy: 3 });
    expect(view.steps[2]).toMatchObject({
      action: 'correct',
      note: 'Registrata sulla segnalazione sbagliata.',
    });
    expect(view.actions.map((action) => action.code)).toContain('take-in-charge');
  });

  test('struck one after the other, from the last back, steps take the state back with them', async () => {
    const { ticketNumber } = await file(house);
    const record = (action: string, version: number, data: Record<string, unknown> = {}) =>
      house
        .get(StepDesk)
        .record(house.town.bruno, ticketNumber, { action, version, data, files: [] }, newId());
    done(await record('take-in-charge', 1));
    done(await record('record-inspection', 2, { findings: 'Buca di mezzo metro, da riempire.' }));
    const once = done(await correct(ticketNumber, { seq: 3, treatment: 'keep', version: 3 }));
    const twice = done(await correct(ticketNumber, { seq: 2, treatment: 'keep', version: 4 }));
    expect([once.state, twice.state]).toEqual(['taken-in-charge', 'received']);
  });

  test('a struck reopening leaves the request closed as it was: day, term, outcome and the request it repeats', async () => {
    const original = await file(house);
    const { ticketNumber } = await file(house);
    const record = (
      action: string,
      version: number,
      given: { data?: Record<string, unknown>; note?: string } = {},
    ) => {
      const command = { action, version, data: {}, files: [], ...given };
      return house.get(StepDesk).record(house.town.carla, ticketNumber, command, newId());
    };
    const duplicateOf = original.ticketNumber;
    done(await record('take-in-charge', 1));
    done(
      await record('close-without-work', 2, {
        data: {
          outcome: 'duplicate',
          duplicateOf,
          whatWasDone:
            'La segnalazione è già stata ricevuta e l’ufficio la sta seguendo con l’altro numero.',
          doneBy: 'Ufficio strade',
          citizenCan: 'Si può seguire la prima segnalazione con il numero indicato qui sopra.',
        },
      }),
    );
    const read = async () => {
      const view = done(await house.get(RequestViews).view(house.town.carla, ticketNumber, 'it'));
      const { stateCode, closedAt, dueAt, outcome, duplicateOfId } = view.request;
      return { stateCode, closedAt, dueAt, outcome, duplicateOfId };
    };
    const closed = await read();
    house.clock.pass(86_400_000);
    done(await record('reopen', 3, { note: 'Non è la stessa buca, è più a nord.' }));
    expect(await read()).not.toEqual(closed);
    done(await correct(ticketNumber, { seq: 4, treatment: 'keep', version: 4 }));
    expect(await read()).toEqual(closed);
  });

  test('a hidden text is for offices only; an erased one is gone for everybody, and the chain stays sound', async () => {
    const { ticketNumber } = await file(house, { title: 'Parole che non dovevano esserci' });
    const write = {
      action: 'write-citizen',
      note: 'Un testo finito qui per errore.',
      data: {},
      files: [],
    };
    done(await house.get(StepDesk).record(house.town.bruno, ticketNumber, write, newId()));
    done(await correct(ticketNumber, { seq: 2, treatment: 'hide', version: 1 }));
    const citizen = await holder(ticketNumber);
    const seen = done(await house.get(RequestViews).view(citizen, ticketNumber, 'it'));
    expect(seen.steps[1]?.note).toBeNull();
    expect(seen.steps[1]?.letter).toBeNull();
    const office = done(await house.get(RequestViews).view(house.town.bruno, ticketNumber, 'it'));
    expect(office.steps[1]?.note).toBe('Un testo finito qui per errore.');
    done(await correct(ticketNumber, { seq: 1, treatment: 'erase', version: 1 }));
    const after = done(await house.get(RequestViews).view(house.town.bruno, ticketNumber, 'it'));
    expect(after.title).toBeNull();
    expect(after.steps[0]?.isErased).toBe(true);
    const filter = { stage: 'all', sort: 'due', limit: 10, q: 'dovevano' } as const;
    expect((await house.get(DeskList).list(house.town.bruno, filter, 'it')).items).toEqual([]);
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });

  test('a hidden title is not read by citizen or partner in any place', async () => {
    const filing = {
      category: 'street-lighting',
      answers: { 'live-cable': 'no', 'how-many': 'one' },
      title: 'Nome e cognome di un vicino',
    };
    const { ticketNumber } = await file(house, filing);
    const desk = house.get(CorrectionDesk);
    const ugo = await house.town.viewer('ugo');
    const hide = {
      seq: 1,
      treatment: 'hide',
      version: 2,
      reason: 'Contiene dati di altri.',
    } as const;
    done(await desk.correct(ugo, ticketNumber, hide, newId()));
    const { tommaso } = house.town;
    const seen = done(await house.get(RequestViews).view(tommaso, ticketNumber, 'it'));
    expect(JSON.stringify(seen)).not.toContain('vicino');
    const tasks = await house.get(TaskList).list(tommaso, { stage: 'open', limit: 10 }, 'it');
    expect(tasks.items.map((task) => task.title)).toEqual([null]);
    const office = done(await house.get(RequestViews).view(ugo, ticketNumber, 'it'));
    expect(office.title).toBe('Nome e cognome di un vicino');
  });

  test('that contacts were opened can be neither struck nor erased', async () => {
    const { ticketNumber } = await file(house);
    const desk = house.get(ContactOpening);
    done(await desk.open(house.town.bruno, ticketNumber, 'Per fissare il sopralluogo', newId()));
    const refused = await correct(ticketNumber, { seq: 2, treatment: 'erase', version: 1 });
    expect(refused).toMatchObject({ code: 'not-found' });
  });

  test('refused without a reason, twice, and to who may not', async () => {
    const { ticketNumber } = await file(house);
    expect(
      await correct(ticketNumber, { seq: 1, treatment: 'keep', version: 1, reason: '' }),
    ).toMatchObject({ errors: [{ field: 'reason', code: 'required' }] });
    done(await correct(ticketNumber, { seq: 1, treatment: 'keep', version: 1 }));
    expect(await correct(ticketNumber, { seq: 1, treatment: 'keep', version: 1 })).toMatchObject({
      code: 'not-possible-now',
      reason: 'already-corrected',
    });
    const byAlderman = await house
      .get(CorrectionDesk)
      .correct(
        house.town.elena,
        ticketNumber,
        { seq: 1, reason: 'Non mi piace.', treatment: 'erase', version: 1 },
        newId(),
      );
    expect(byAlderman).toMatchObject({ code: 'not-allowed' });
  });

  test('a value changed behind our back is found, with ticket and step', async () => {
    const { ticketNumber } = await file(house);
    await house.transactions.run((em) =>
      em.query(
        `UPDATE step_values SET value = '"Riscritto"' WHERE name = 'title' AND request_id = (SELECT id FROM service_requests WHERE ticket_number = '${ticketNumber}')`,
      ),
    );
    expect((await house.get(Verifier).verify()).bad).toContainEqual({
      ticketNumber,
      seq: 1,
      fault: 'value',
    });
  });

  test('a struck answer is no answer: the next one that stands is the first, and the correction is none', async () => {
    const { ticketNumber } = await file(house);
    const { requestId } = await holder(ticketNumber);
    const firstAnswer = async () => {
      const facts = await house.reads.of(RequestFacts).findOneByOrFail({ requestId });
      return [facts.firstAnswerAt?.toISOString() ?? null, facts.firstAnswerOn];
    };
    const record = async (action: string, version: number, at: string) => {
      house.clock.set(at);
      const command = { action, version, data: { plannedOn: '2026-12-01' }, files: [] };
      const data = action === 'plan-inspection' ? command.data : {};
      done(
        await house
          .get(StepDesk)
          .record(house.town.bruno, ticketNumber, { ...command, data }, newId()),
      );
    };
    expect(await firstAnswer()).toEqual([null, null]);
    done(
      await house
        .get(ContactOpening)
        .open(house.town.bruno, ticketNumber, 'Per telefonare', newId()),
    );
    expect(await firstAnswer()).toEqual([null, null]); // looking at contacts answers nobody
    await record('take-in-charge', 1, '2026-11-02T09:00:00Z');
    await record('plan-inspection', 2, '2026-11-03T09:00:00Z');
    expect(await firstAnswer()).toEqual(['2026-11-02T09:00:00.000Z', '2026-11-02']);
    house.clock.set('2026-11-04T09:00:00Z');
    done(await correct(ticketNumber, { seq: 3, treatment: 'keep', version: 3 }));
    expect(await firstAnswer()).toEqual(['2026-11-03T09:00:00.000Z', '2026-11-03']);
    done(await correct(ticketNumber, { seq: 4, treatment: 'keep', version: 3 }));
    expect(await firstAnswer()).toEqual([null, null]);
  });
});
