import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { clocksOf } from '../../../src/requests/clock/clock-book.js';
import type { Treatment } from '../../../src/requests/corrections/correction.js';
import { CorrectionDesk } from '../../../src/requests/corrections/correction-desk.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import type { StepCommand } from '../../../src/requests/steps/step-command.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import type { TaskAnswer } from '../../../src/requests/tasks/domain/answer.js';
import { TaskDesk } from '../../../src/requests/tasks/task-desk.service.js';
import { TaskList } from '../../../src/requests/tasks/task-list.service.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { refusalSentence } from '../../../src/web/answer.js';
import { Languages } from '../../../src/web/languages.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

const INSTRUCTIONS = 'Chiudere la buca con asfalto a caldo.';
const WORK = { data: { work: 'Buca chiusa con asfalto a caldo.' } };
const HOUR_MS = 3_600_000;

describe('tasks of a step that is struck through', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const row = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const record = async (
    ticketNumber: string,
    action: string,
    more: Partial<StepCommand> = {},
    viewer: Viewer = house.town.carla,
  ) => {
    house.clock.pass(HOUR_MS);
    const { version } = await row(ticketNumber);
    const command = { action, version, data: {}, files: [], ...more };
    return done(await house.get(StepDesk).record(viewer, ticketNumber, command, newId())).seq;
  };
  const strike = async (ticketNumber: string, seq: number, treatment: Treatment = 'keep') => {
    const { version } = await row(ticketNumber);
    const correction = { seq, version, reason: 'Registrata per errore.', treatment };
    const desk = house.get(CorrectionDesk);
    return desk.correct(house.town.carla, ticketNumber, correction, newId());
  };
  const tasks = async (ticketNumber: string) => {
    const { id: requestId } = await row(ticketNumber);
    return house.reads.of(Task).find({ where: { requestId }, order: { offeredSeq: 'ASC' } });
  };
  const standing = async (ticketNumber: string) =>
    (await tasks(ticketNumber)).map(({ state, plannedFor, performedAt, settledAt, dueAt }) => ({
      ...{ state, plannedFor, performedAt, settledAt, dueAt },
    }));
  const clocks = async (ticketNumber: string) => {
    const { id } = await row(ticketNumber);
    const all = await house.transactions.run((em) => clocksOf(em, id));
    return all.filter(({ rule }) => rule.startsWith('task.')).map(({ rule, firesAt }) => [rule, firesAt]); // prettier-ignore
  };
  /** Kinds of the letters that the firm got, oldest first. */
  const told = async (ticketNumber: string) => {
    const { id: subject } = await row(ticketNumber);
    const all = await house.reads.of(Delivery).find({ where: { subject }, order: { id: 'ASC' } });
    return all.map(({ kind }) => kind).filter((kind) => kind.startsWith('task.'));
  };
  const answer = async (
    ticketNumber: string,
    given: Partial<TaskAnswer> & Pick<TaskAnswer, 'action'>,
  ) => {
    // prettier-ignore
    house.clock.pass(HOUR_MS);
    const task = (await tasks(ticketNumber)).at(-1)!;
    const sent = { answer: { version: task.version, ...given }, files: [], key: newId() };
    return house.get(TaskDesk).answer(house.town.tommaso, { taskId: task.id, ticketNumber }, sent);
  };
  const opens = async (ticketNumber: string) => {
    const list = house.get(TaskList);
    const { items } = await list.list(house.town.tommaso, { stage: 'open', limit: 50 }, 'it');
    return items.filter((item) => item.ticketNumber === ticketNumber).length;
  };
  const assigned = async () => {
    const { ticketNumber } = await file(house);
    await record(ticketNumber, 'take-in-charge');
    await record(ticketNumber, 'authorise', { data: { amount: '800' } });
    const partner = house.town.partnerId('luce-strade');
    const data = { partner, instructions: INSTRUCTIONS };
    const seq = await record(ticketNumber, 'assign-contractor', { data });
    return { ticketNumber, seq };
  };

  test('a struck assignment is withdrawn: the firm is told, has it no more, and its clocks end', async () => {
    const { ticketNumber, seq } = await assigned();
    expect([await opens(ticketNumber), (await clocks(ticketNumber)).length > 0]).toEqual([1, true]);
    expect(done(await strike(ticketNumber, seq)).state).toBe('authorised');
    expect(await standing(ticketNumber)).toMatchObject([{ state: 'cancelled' }]);
    expect(await told(ticketNumber)).toEqual(['task.offered', 'task.cancelled']);
    expect([await opens(ticketNumber), await clocks(ticketNumber)]).toEqual([0, []]);
    expect(await answer(ticketNumber, { action: 'complete' })).toMatchObject({
      reason: 'task-ended',
    });
  });

  test('a task beside the iter goes with its step, and others stay', async () => {
    const { ticketNumber } = await assigned();
    const asked = { office: house.town.officeId('green'), instructions: 'Le radici premono?' };
    const seq = await record(ticketNumber, 'ask-opinion', { data: asked });
    expect(done(await strike(ticketNumber, seq)).state).toBe('with-contractor');
    const states = (await standing(ticketNumber)).map(({ state }) => state);
    expect(states).toEqual(['offered', 'cancelled']);
  });

  test('an assignment that the firm has carried out is not struck: the sentence says whose; its words still can be', async () => {
    const { ticketNumber, seq } = await assigned();
    done(await answer(ticketNumber, { action: 'complete' }));
    const before = await row(ticketNumber);
    const refused = await strike(ticketNumber, seq);
    expect(refused).toMatchObject({ code: 'not-possible-now', reason: 'struck-task-done' });
    const sentence = isRefusal(refused) && refusalSentence(refused, 'it', house.get(Languages));
    expect(sentence).toMatch(/Luce.* ha già eseguito l’incarico/);
    expect(await row(ticketNumber)).toEqual(before);
    done(await strike(ticketNumber, seq, 'erase'));
    expect(await standing(ticketNumber)).toMatchObject([{ state: 'done' }]);
  });

  test('a struck record of the work opens the task again as it stood, and the firm can go on', async () => {
    const { ticketNumber } = await assigned();
    const plannedFor = new Date(house.clock.now().getTime() + 48 * HOUR_MS);
    done(await answer(ticketNumber, { action: 'schedule', plannedFor }));
    const before = [await standing(ticketNumber), await clocks(ticketNumber)];
    const seq = await record(ticketNumber, 'record-work-done', WORK);
    expect(await standing(ticketNumber)).toMatchObject([{ state: 'done' }]);
    expect(done(await strike(ticketNumber, seq)).state).toBe('with-contractor');
    expect([await standing(ticketNumber), await clocks(ticketNumber)]).toEqual(before);
    expect((await told(ticketNumber)).at(-1)).toBe('task.offered');
    expect(await opens(ticketNumber)).toBe(1);
    done(await answer(ticketNumber, { action: 'complete' }));
    expect((await row(ticketNumber)).stateCode).toBe('work-done');
  });

  test('what the office had recorded as done is taken back first, then the assignment', async () => {
    const { ticketNumber, seq } = await assigned();
    const work = await record(ticketNumber, 'record-work-done', WORK);
    expect(await strike(ticketNumber, seq)).toMatchObject({ reason: 'struck-task-recorded' });
    done(await strike(ticketNumber, work));
    expect(done(await strike(ticketNumber, seq)).state).toBe('authorised');
    expect(await standing(ticketNumber)).toMatchObject([{ state: 'cancelled' }]);
  });

  test.each(['take-back', 'cancel-tasks'])(
    'a struck %s gives the firm its task back',
    async (of) => {
      const { ticketNumber } = await assigned();
      const before = [await standing(ticketNumber), await clocks(ticketNumber)];
      const seq = await record(ticketNumber, of, { note: 'La ditta ha troppo da fare.' });
      expect(await opens(ticketNumber)).toBe(0);
      expect(done(await strike(ticketNumber, seq)).state).toBe('with-contractor');
      expect([await standing(ticketNumber), await clocks(ticketNumber)]).toEqual(before);
      expect(await told(ticketNumber)).toEqual(['task.offered', 'task.cancelled', 'task.offered']);
    },
  );

  test('where the request has gone on, what was ended stays so; and a task of a struck assignment does not come back', async () => {
    const { ticketNumber } = await assigned();
    const work = await record(ticketNumber, 'record-work-done', WORK);
    await record(ticketNumber, 'verify');
    expect(done(await strike(ticketNumber, work)).state).toBe('verified');
    expect(await standing(ticketNumber)).toMatchObject([{ state: 'done' }]);
    const other = await assigned();
    const back = await record(other.ticketNumber, 'take-back', { note: 'Alla ditta sbagliata.' });
    done(await strike(other.ticketNumber, other.seq));
    done(await strike(other.ticketNumber, back));
    expect(await standing(other.ticketNumber)).toMatchObject([{ state: 'cancelled' }]);
  });
});
