import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import request from 'supertest';
import { Vault } from '../../../src/config/vault.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { Endpoint } from '../../../src/deliveries/endpoint.entity.js';
import { Endpoints } from '../../../src/deliveries/endpoints.service.js';
import type { FilingCommand } from '../../../src/requests/filing/filing-command.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';
import { type Browser, openBrowser } from '../../web/browser.js';
import { hidden, signedIn } from './signed-in.js';

const MORNING = '2026-10-05T08:00:00Z';
const AFTER_WORK = '2026-10-08T10:00:00Z';

/** Three partners as they are: one has only a mailbox, one a system, one people who sign in; and a school. */
describe('a request is carried through accept, schedule and done', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const filed = async (filing: Partial<FilingCommand>) => {
    house.clock.set(MORNING);
    const { ticketNumber } = await file(house, filing);
    return ticketNumber;
  };
  const requestOf = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const taskOf = async (ticketNumber: string) =>
    house.reads.of(Task).findOneByOrFail({ requestId: (await requestOf(ticketNumber)).id });
  const lastMail = async (ticketNumber: string, kind: string) => {
    const { id: subject } = await requestOf(ticketNumber);
    const sent = await house.reads
      .of(Delivery)
      .find({ where: { subject, kind }, order: { createdAt: 'DESC' }, take: 1 });
    const content = house.get(Vault).open(sent[0]?.sealedContent ?? '');
    return (JSON.parse(content) as { text: string }).text;
  };

  /** By the forms of the pages, whoever came in by whichever door. */
  const answerByPage = async (come: () => Promise<Browser>, ticketNumber: string) => {
    let browser = await come();
    const { id } = await taskOf(ticketNumber);
    const path = `/ente/segnalazioni/${ticketNumber}/incarichi/${id}`;
    const send = async (slug: string, fields: Record<string, string>) => {
      const page = slug === 'accetta' ? path.split('/incarichi')[0] : `${path}/${slug}`;
      await browser.get(page ?? '');
      const version = String((await taskOf(ticketNumber)).version);
      const submissionId = hidden(browser, 'submissionId');
      const sent = await browser.post(`${path}/${slug}`, { version, submissionId, ...fields });
      expect(sent.status).toBe(303);
    };
    await send('accetta', {});
    await send('programma', { plannedDay: '2026-10-08', plannedTime: '09:00' });
    expect((await taskOf(ticketNumber)).state).toBe('scheduled');
    house.clock.set(AFTER_WORK);
    browser = await come(); // another day: the session has ended
    await send('esegui', {
      operatorCode: '7',
      performedDay: '2026-10-08',
      performedTime: '11:30',
      note: 'Fatto.',
    });
  };

  const expectDone = async (ticketNumber: string, who: { name: string; partner: string }) => {
    expect(await taskOf(ticketNumber)).toMatchObject({
      state: 'done',
      performedAt: new Date('2026-10-08T09:30:00Z'),
      operatorCode: '7',
    });
    const { id: requestId } = await requestOf(ticketNumber);
    const citizen = { kind: 'citizen', requestId, ticketNumber } as const;
    const seen = done(await house.get(RequestViews).view(citizen, ticketNumber, 'it'));
    expect(seen.state.code).toBe('work-done');
    const answers = seen.steps.filter(({ action }) => action.startsWith('task-'));
    expect(answers.map(({ action }) => action)).toEqual([
      'task-accept',
      'task-schedule',
      'task-complete',
    ]);
    for (const { actor } of answers) expect(actor).toMatchObject(who);
  };

  test('by a company that has only a mailbox, from the link in its mail', async () => {
    const ticketNumber = await filed({
      category: 'water-flooding',
      answers: { 'burst-main': 'no' },
    });
    const offer = await lastMail(ticketNumber, 'task.offered');
    const link = /\/incarico\/[A-Za-z0-9_-]+/.exec(offer)?.[0] ?? '';
    const browser = openBrowser(house.app);
    const byLink = async () => {
      await browser.get(link);
      const asked = await browser.post(link);
      if (!String(asked.headers['location']).endsWith('/codice')) return browser; // proved before
      const code = /Codice: (\d{6})/.exec(await lastMail(ticketNumber, 'task.code'))?.[1] ?? '';
      const admitted = await browser.post(`${link}/codice`, { code, name: 'Paola Conti' });
      expect(admitted.status).toBe(303);
      return browser;
    };
    await answerByPage(byLink, ticketNumber);
    await expectDone(ticketNumber, { name: 'Paola Conti', partner: 'Acque Costiere S.p.A.' });
  });

  test('by a company whose system is told by webhook and calls back, signed', async () => {
    const ticketNumber = await filed({
      category: 'street-lighting',
      answers: { 'live-cable': 'no' },
    });
    const partnerId = house.town.partnerId('luce-strade');
    const { id } = await house.reads
      .of(Endpoint)
      .findOneByOrFail({ partnerId, channel: 'webhook' });
    const rotated = house.transactions.run((em) => house.get(Endpoints).rotateSecret(em, id));
    const secret = done(await rotated);
    const { id: subject } = await requestOf(ticketNumber);
    const told = await house.reads.of(Delivery).findOneByOrFail({ subject, endpointId: id });
    const body = JSON.parse(house.get(Vault).open(told.sealedContent ?? '')) as {
      type: string;
      data: { taskId: string };
    };
    expect(body.type).toBe('task.offered');
    const call = async (version: number, answer: Record<string, string>) => {
      const text = JSON.stringify({
        ...{ taskId: body.data.taskId, version, person: 'Tommaso Neri' },
        ...answer,
      });
      const callId = newId();
      const at = house.clock.now();
      const answered = await request(house.app.getHttpServer())
        .post('/callbacks/luce-strade')
        .set('content-type', 'application/json')
        .set('webhook-id', callId)
        .set('webhook-timestamp', String(Math.floor(at.getTime() / 1_000)))
        .set('webhook-signature', new Webhook(secret).sign(callId, at, text))
        .send(text);
      expect(answered.status).toBe(200);
    };
    await call(1, { action: 'accept' });
    await call(2, { action: 'schedule', plannedFor: '2026-10-08T09:00:00+02:00' });
    house.clock.set(AFTER_WORK);
    await call(3, {
      action: 'complete',
      performedAt: '2026-10-08T11:30:00+02:00',
      operatorCode: '7',
    });
    await expectDone(ticketNumber, { name: 'Tommaso Neri', partner: 'Luce & Strade S.r.l.' });
  });

  test('by a company whose people sign in', async () => {
    const ticketNumber = await filed({ category: 'waste-cleaning', answers: { kind: 'dumped' } });
    await answerByPage(() => signedIn(house, 'walter'), ticketNumber);
    await expectDone(ticketNumber, { name: 'Walter Ferri', partner: 'Ambiente Rocca S.r.l.' });
  });

  test('by a school that is asked to do it itself', async () => {
    const ticketNumber = await filed({
      category: 'buildings-schools',
      location: { place: 'school-le-vele' },
      answers: { 'gas-smell': 'no' },
    });
    const { record: recordAs } = recorderOf(() => house);
    const record = (action: string, data: Record<string, unknown> = {}) =>
      recordAs(house.town.dario, ticketNumber, action, { data });
    await record('take-in-charge');
    await record('assign-contractor', {
      partner: 'istituto-collodi-rocca',
      instructions: 'Far intervenire il custode della scuola.',
    });
    await answerByPage(() => signedIn(house, 'lia'), ticketNumber);
    await expectDone(ticketNumber, {
      name: 'Lia Monti',
      partner: 'Istituto comprensivo Collodi di Rocca a Mare',
    });
  });
});
