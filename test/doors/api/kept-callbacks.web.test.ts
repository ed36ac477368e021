import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ReceivedMails } from '../../../src/deliveries/inbound/received-mails.service.js';
import { PartnerRegister } from '../../../src/partners/partner-register.service.js';
import { Partner } from '../../../src/partners/partner.entity.js';
import { endingWork } from '../../../src/requests/tasks/ending-partner.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { callbackSecret, sendCallback } from './partner-callbacks.js';

const LAMP = { category: 'street-lighting', answers: { 'live-cable': 'no' } } as const;
const PERSON = 'Tommaso Lanterni';

describe('what a partner’s system signed rightly is never lost', () => {
  let house: House;
  let secret: string;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    secret = await callbackSecret(house);
  });
  afterAll(() => house.close());

  const offered = async () => {
    const { ticketNumber } = await file(house, LAMP);
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const task = await house.reads.of(Task).findOneByOrFail({ requestId: id });
    return { ticketNumber, requestId: id, taskId: task.id };
  };
  const taskOf = (id: string) => house.reads.of(Task).findOneByOrFail({ id });
  const firm = () => house.reads.of(Partner).findOneByOrFail({ code: 'luce-strade' });
  const setActive = async (isActive: boolean) =>
    house.get(PartnerRegister).setActive(await firm(), isActive, await administrator());
  const administrator = async () => {
    const viewer = await house.town.viewer('ivo');
    return viewer.kind === 'office' ? viewer.accountId : '';
  };
  const notesOf = async ({ requestId }: { requestId: string }) =>
    house.reads.of(Step).countBy({ requestId, action: 'task-note' });
  const officeReads = async ({ ticketNumber }: { ticketNumber: string }) => {
    const view = done(await house.get(RequestViews).view(house.town.dario, ticketNumber, 'it'));
    return view.steps.map(({ note }) => note ?? '').join('\n');
  };

  test('of a partner at rest: kept as a note, once, and the task stays as it is, also when it works again', async () => {
    const asked = await offered();
    const { taskId } = asked;
    const complete = { taskId, action: 'complete', version: 1, person: PERSON, note: 'Cambiata.' };
    const by = { secret, id: newId() };
    await setActive(false);
    const first = await sendCallback(house, complete, by);
    expect([first.status, first.body]).toEqual([
      200,
      expect.objectContaining({ result: 'noted', state: 'offered', version: 1 }),
    ]);
    expect(first.body.detail).toContain('sospeso');
    const wrong = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    expect((await sendCallback(house, complete, { secret: wrong })).status).toBe(401);
    await setActive(true);
    const again = await sendCallback(house, complete, by);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await taskOf(taskId)).toMatchObject({ state: 'offered', version: 1 });
    expect(await notesOf(asked)).toBe(1);
    expect(await officeReads(asked)).toContain('Cambiata.');
    const anew = await sendCallback(house, complete, { secret });
    expect(anew.body).toMatchObject({ result: 'recorded', state: 'done', detail: null });
  });

  test('of a partner that has ended: kept as a note on the task that it had', async () => {
    const asked = await offered();
    const { taskId } = asked;
    await sendCallback(house, { taskId, action: 'complete', person: PERSON }, { secret });
    const by = await administrator();
    await house.transactions.run((em) =>
      em.query(`UPDATE tasks SET state = 'done' WHERE state = 'offered'`),
    );
    expect(await house.get(PartnerRegister).end(await firm(), by, endingWork)).toBeUndefined();
    const late = { taskId, action: 'note', person: PERSON, note: 'Garanzia fino a marzo.' };
    const told = await sendCallback(house, late, { secret });
    expect([told.status, told.body.result]).toEqual([200, 'noted']);
    expect(await officeReads(asked)).toContain('Garanzia fino a marzo.');
    await setActive(true);
  });

  test.each<[string, object, string, string]>([
    ['a date that is none', { plannedFor: 'lunedì', action: 'schedule' }, 'plannedFor', 'lunedì'],
    ['a version as a word', { version: '1' }, 'version', '1'],
    ['a field that nobody knows', { photos: [{ url: 'https://luce.example/7.jpg' }] }, 'photos', 'https://luce.example/7.jpg'], // prettier-ignore
    ['a text that is too long', { note: `${'x'.repeat(20_000)} fine` }, 'note', 'x fine'],
    ['nobody’s name', { person: undefined, note: 'Chi?' }, 'person', 'Chi?'],
    ['a number that no program can hold', { version: 1e15 + 0.5 }, 'version', '1000000000000000.5'],
  ])(
    'with %s: the system hears what is wrong, the office reads what was said, once',
    async (_, part, field, told) => {
      const asked = await offered();
      const { taskId } = asked;
      const body = { taskId, action: 'complete', person: PERSON, note: 'Fatto.', ...part };
      const by = { secret, id: newId() };
      const first = await sendCallback(house, body, by);
      expect([first.status, first.body.code]).toEqual([400, 'kept-as-note']);
      expect(first.body.errors).toEqual([expect.objectContaining({ field })]);
      expect(first.body.errors[0].message).not.toBe('');
      expect(first.body.detail).toContain('nota');
      const { requestId: _one, ...answer } = first.body;
      const again = await sendCallback(house, body, by);
      expect([again.status, again.body]).toEqual([400, expect.objectContaining(answer)]);
      expect(await notesOf(asked)).toBe(1);
      expect(await officeReads(asked)).toContain(told);
      expect(await taskOf(taskId)).toMatchObject({ state: 'offered', version: 1 });
    },
  );

  test('a number beyond all numbers and a NUL are kept too, and what is mended goes by a new id', async () => {
    const asked = await offered();
    const by = { secret, id: newId() };
    const text = `{"taskId":"${asked.taskId}","action":"complete","person":"${PERSON}","version":1e400,"note":"A\\u0000B \\ud800"}`;
    expect((await sendCallback(house, text, by)).status).toBe(400);
    expect(await officeReads(asked)).toContain('AB');
    const mended = { taskId: asked.taskId, action: 'complete', person: PERSON };
    expect((await sendCallback(house, mended, by)).status).toBe(422);
    expect((await sendCallback(house, mended, { secret })).body.result).toBe('recorded');
  });

  test('what names no task of the partner is refused, and waits once for somebody beside the mail', async () => {
    const by = { secret, id: newId() };
    const lost = { taskId: newId(), action: 'complete', version: 1, note: 'Lampada cambiata.' };
    const noTask = { action: 'note', note: 'Squadra in ferie fino a lunedì.' };
    expect((await sendCallback(house, lost, by)).status).toBe(404);
    expect((await sendCallback(house, lost, by)).status).toBe(404);
    const named = await sendCallback(house, noTask, { secret });
    expect([named.status, named.body.code]).toEqual([400, 'kept-as-note']);
    const waiting = (await house.get(ReceivedMails).waiting()).filter(
      ({ outcome }) => outcome === 'unplaced',
    );
    expect(waiting).toHaveLength(2);
    const words = waiting.map(({ text }) => text).join('\n');
    for (const said of [lost.taskId, 'Lampada cambiata.', 'Squadra in ferie fino a lunedì.'])
      expect(words).toContain(said);
    expect(waiting[0]?.from).toContain('luce-strade');
  });
});
