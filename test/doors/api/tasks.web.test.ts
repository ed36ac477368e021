import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Tokens } from '../../../src/accounts/tokens.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Partner } from '../../../src/partners/partner.entity.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { callbackSecret, type CallbackSender, sendCallback } from './partner-callbacks.js';

const LAMP = {
  category: 'street-lighting',
  title: 'Lampione spento al numero 3',
  location: { address: 'Via delle Reti 3' },
  answers: { 'live-cable': 'no' },
} as const;
const PERSON = 'Tommaso Lanterni';

describe('tasks for a partner’s programs', () => {
  let house: House;
  let bearer: string;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    bearer = done(await house.get(Tokens).createForPartner('luce-strade', PERSON, null)).token;
  });
  afterAll(() => house.close());

  const api = () => request(house.app.getHttpServer());
  const offered = async () => {
    const { ticketNumber } = await file(house, LAMP);
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const task = await house.reads.of(Task).findOneByOrFail({ requestId: id });
    return { ticketNumber, requestId: id, taskId: task.id };
  };
  const taskOf = (id: string) => house.reads.of(Task).findOneByOrFail({ id });
  const answer = (taskId: string, body: object, key: string = newId()) =>
    api()
      .post(`/api/v1/tasks/${taskId}/steps`)
      .set('Authorization', `Bearer ${bearer}`)
      .set('Idempotency-Key', key)
      .send(body);
  const secret = () => callbackSecret(house);
  const callback = (body: object, by: CallbackSender) => sendCallback(house, body, by);

  test('the list shows the partner’s own tasks with place and instructions, and no citizen', async () => {
    const own = await offered();
    const other = await file(house, {
      category: 'waste-cleaning',
      answers: { kind: 'dumped' },
    });
    const list = await api().get('/api/v1/tasks?state=offered').auth(bearer, { type: 'bearer' });
    expect(list.status).toBe(200);
    const task = list.body.items.find((one: { taskId: string }) => one.taskId === own.taskId);
    expect(task).toMatchObject({
      ticketNumber: own.ticketNumber,
      state: 'offered',
      version: 1,
      category: { code: 'street-lighting' },
      location: { address: 'Via delle Reti 3' },
    });
    expect(list.text).not.toContain('Ferrini');
    expect(list.text).not.toContain(other.ticketNumber);
    const filtered = await api().get('/api/v1/tasks?state=done').auth(bearer, { type: 'bearer' });
    expect(filtered.body.items).toEqual([]);
    expect((await api().get('/api/v1/tasks?state=x').auth(bearer, { type: 'bearer' })).status).toBe(
      400,
    );
  });

  test('accept, schedule, complete by API: the step carries person, operator and both times', async () => {
    const { taskId, requestId, ticketNumber } = await offered();
    expect((await answer(taskId, { action: 'accept', version: 1 })).status).toBe(201);
    const planned = { action: 'schedule', version: 2, plannedFor: '2026-10-06T08:00:00+02:00' };
    expect((await answer(taskId, planned)).body).toMatchObject({ state: 'scheduled', version: 3 });
    const key = newId();
    const complete = {
      action: 'complete',
      version: 3,
      person: 'Ulisse Fanali',
      operatorCode: '23',
      performedAt: '2026-10-05T10:00:00+02:00',
      externalReference: 'LS-77',
    };
    const first = await answer(taskId, complete, key);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      state: 'done',
      step: {
        actor: { name: 'Ulisse Fanali', known: 'declared' },
        performedBy: { operatorCode: '23' },
      },
    });
    expect((await answer(taskId, complete, key)).body).toEqual(first.body);
    expect((await answer(taskId, { ...complete, note: 'x' }, key)).status).toBe(422);
    expect(await house.reads.of(Step).countBy({ requestId, action: 'task-complete' })).toBe(1);
    const found = await api()
      .get(`/api/v1/requests/${ticketNumber}`)
      .auth(bearer, { type: 'bearer' });
    expect(found.body.state.code).toBe('work-done');
  });

  test('a stale version hears the present one; a foreign task is not there; bad fields are named', async () => {
    const { taskId } = await offered();
    await answer(taskId, { action: 'accept', version: 1 });
    const stale = await answer(taskId, { action: 'accept', version: 1 });
    expect(stale.status).toBe(409);
    expect(stale.body.current).toMatchObject({ version: 2, state: 'accepted' });
    expect((await answer(newId(), { action: 'accept', version: 1 })).status).toBe(404);
    expect((await answer(taskId, { action: 'decline', version: 2 })).status).toBe(422);
    expect((await answer(taskId, { action: 'explode', version: 2 })).status).toBe(400);
    expect((await answer(taskId, { action: 'accept', version: 2, extra: 1 })).status).toBe(400);
  });

  test('the partner reads its own words again: in the answer, and in its list', async () => {
    const { taskId } = await offered();
    const note = 'La scala non passa dal cancello.';
    const told = await answer(taskId, { action: 'note', version: 1, note });
    expect(told.body.step).toMatchObject({ action: 'task-note', note });
    const list = await api().get('/api/v1/tasks?state=offered').auth(bearer, { type: 'bearer' });
    const task = list.body.items.find((one: { taskId: string }) => one.taskId === taskId);
    expect(task.steps.at(-1)).toMatchObject({ action: 'task-note', note });
  });

  test('words take no version: what is done after a note or a question is done, by API and by callback', async () => {
    const asked = await offered();
    expect((await answer(asked.taskId, { action: 'accept', version: 1 })).status).toBe(201);
    const words = { action: 'note', note: 'Serve la scala.' };
    expect((await answer(asked.taskId, { ...words, version: 1 })).body).toMatchObject({
      state: 'accepted',
      version: 2,
    });
    const question = { action: 'ask', version: 1, note: 'Chi ha le chiavi?' };
    expect((await answer(asked.taskId, question)).body).toMatchObject({ version: 2 });
    const done = await answer(asked.taskId, { action: 'complete', version: 2 });
    expect(done.body).toMatchObject({ state: 'done', version: 3 });
    const { taskId } = await offered();
    const by = { secret: await secret() };
    const told = { taskId, person: PERSON, version: 1 };
    expect((await callback({ ...told, ...words }, by)).body).toMatchObject({ version: 1 });
    const worked = await callback({ ...told, action: 'complete' }, by);
    expect(worked.body).toMatchObject({ result: 'recorded', state: 'done', version: 2 });
  });

  test('a signed callback is recorded once, however often and with however many at a time it comes', async () => {
    const { taskId, requestId } = await offered();
    const by = { secret: await secret(), id: 'msg_1' };
    const body = { taskId, action: 'complete', version: 1, person: PERSON, operatorCode: '17' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => callback(body, by)));
    const again = await callback(body, by);
    for (const { status, body: got } of [...answers, again]) {
      expect(status).toBe(200);
      expect(got).toEqual(again.body);
    }
    expect(again.body).toMatchObject({ result: 'recorded', state: 'done', version: 2 });
    expect(await house.reads.of(Step).countBy({ requestId, action: 'task-complete' })).toBe(1);
    expect((await callback({ ...body, note: 'altro' }, by)).status).toBe(422);
  });

  test('a callback with only an operator’s number is taken: by the partner’s contact person, done by that number of the firm', async () => {
    const by = { secret: await secret() };
    const bySender = async (contactPeople: object[]) => {
      const json = JSON.stringify(contactPeople);
      await house.transactions.run((em) =>
        em.query(`UPDATE partners SET contact_people = '${json}' WHERE code = 'luce-strade'`),
      );
      const { taskId, ticketNumber } = await offered();
      const told = await callback({ taskId, action: 'complete', operatorCode: '23' }, by);
      expect(told.body).toMatchObject({ result: 'recorded', state: 'done' });
      const view = done(await house.get(RequestViews).view(house.town.dario, ticketNumber, 'it'));
      const step = view.steps.find(({ action }) => action === 'task-complete');
      expect(step?.performedBy).toMatchObject({ operatorCode: '23', firm: expect.any(String) });
      return step?.actor;
    };
    const named = await bySender([{ name: 'Rita Faro', reach: 'centrale' }]);
    expect(named).toMatchObject({ name: 'Rita Faro', known: 'declared', kind: 'partner' });
    const { name } = await house.reads.of(Partner).findOneByOrFail({ code: 'luce-strade' });
    expect(await bySender([])).toMatchObject({ name });
    const { taskId } = await offered();
    expect((await callback({ taskId, action: 'complete' }, by)).status).toBe(400);
  });

  test('what comes late, out of order or unknown becomes a note that the office reads', async () => {
    const { taskId, requestId, ticketNumber } = await offered();
    const by = { secret: await secret() };
    await callback({ taskId, action: 'complete', person: PERSON }, by);
    const late = await callback(
      {
        taskId,
        action: 'schedule',
        version: 1,
        person: PERSON,
        plannedFor: '2026-10-09T08:00:00Z',
        note: 'Lunedì.',
      },
      by,
    );
    expect(late.body).toMatchObject({ result: 'noted', state: 'done' });
    const unknown = await callback({ taskId, action: 'suspended', person: PERSON }, by);
    expect(unknown.body).toMatchObject({ result: 'noted' });
    expect((await taskOf(taskId)).state).toBe('done');
    expect(await house.reads.of(Step).countBy({ requestId, action: 'task-note' })).toBe(2);
    const view = done(await house.get(RequestViews).view(house.town.dario, ticketNumber, 'it'));
    const texts = view.steps.map((step) => `${step.note ?? ''}${step.internalNote ?? ''}`).join();
    expect(texts).toContain('Lunedì.');
    expect(texts).toContain('suspended');
  });

  test('a wrong signature, a changed byte, an old or future time, another partner: nothing happens', async () => {
    const { taskId } = await offered();
    const right = await secret();
    const body = { taskId, action: 'accept', version: 1, person: PERSON };
    const wrong = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const off = (seconds: number) => new Date(house.clock.now().getTime() + seconds * 1_000);
    const answers = [
      await callback(body, { secret: wrong }),
      await callback(body, { secret: right, sent: JSON.stringify({ ...body, version: 2 }) }),
      await callback(body, { secret: right, at: off(-301) }),
      await callback(body, { secret: right, at: off(301) }),
      await callback(body, { secret: right, partner: 'ambiente-rocca' }),
      await callback(body, { secret: right, partner: 'nobody' }),
      await api().post('/callbacks/luce-strade').send(body),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(401));
    expect(await taskOf(taskId)).toMatchObject({ state: 'offered', version: 1 });
    expect((await api().post('/callbacks/luce-strade').type('json').send('{')).status).toBe(400);
    const huge = { ...body, note: 'x'.repeat(70_000) };
    expect((await callback(huge, { secret: right })).status).toBe(413);
    const rotatedOut = await secret();
    expect((await callback(body, { secret: right })).status).toBe(200); // valid for 24 hours more
    expect(rotatedOut).not.toBe(right);
    const foreign = await file(house, { category: 'waste-cleaning', answers: { kind: 'dumped' } });
    const { id } = await house.reads
      .of(ServiceRequest)
      .findOneByOrFail({ ticketNumber: foreign.ticketNumber });
    const theirs = await house.reads.of(Task).findOneByOrFail({ requestId: id });
    expect((await callback({ ...body, taskId: theirs.id }, { secret: rotatedOut })).status).toBe(
      404,
    );
  });
});
