import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/deliveries/endpoint.entity.js';
import { Endpoints } from '../../../../src/deliveries/endpoints.service.js';
import { Delivery } from '../../../../src/deliveries/delivery.entity.js';
import { ReceivedMails } from '../../../../src/deliveries/inbound/received-mails.service.js';
import { Aftermath } from '../../../../src/deliveries/sending/aftermath.js';
import { verdictOn } from '../../../../src/deliveries/domain/verdict.js';
import { PartnerRegister } from '../../../../src/partners/partner-register.service.js';
import { Partner } from '../../../../src/partners/partner.entity.js';
import { RequestViews } from '../../../../src/requests/queries/request-views.service.js';
import { endingWork } from '../../../../src/requests/tasks/ending-partner.js';
import { TaskLink } from '../../../../src/requests/tasks/links/task-link.entity.js';
import { Task } from '../../../../src/requests/tasks/task.entity.js';
import { newId } from '../../../../src/shared/ids.js';
import { done } from '../../../support/filings.js';
import { type House, openHouse } from '../../../support/house.js';
import { recorderOf } from '../../../support/steps.js';
import { openBrowser } from '../../../web/browser.js';
import { admitted, filedForWater, linkIn, mailsAbout, requestOf, taskOf } from './mailed-links.js';
import { hidden, signedIn } from '../signed-in.js';

const signInLinkOf = (page: string) =>
  /href="(\/accedi[^"]*)"/.exec(page)?.[1]?.replaceAll('&#x3D;', '=') ?? 'no link';

const MAILBOX = 'guasti@acque-costiere.example';

describe('a link to a task that is revoked', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
  });
  afterAll(() => house.close());

  const linksOf = async (ticketNumber: string) => {
    const { id: taskId } = await taskOf(house, ticketNumber);
    return house.reads
      .of(TaskLink)
      .find({ where: { taskId }, order: { createdAt: 'ASC', id: 'ASC' } });
  };
  const isRevoked = async (ticketNumber: string) =>
    (await linksOf(ticketNumber)).map(({ revokedAt }) => revokedAt !== null);
  const revoke = async (ticketNumber: string, username = 'bruno') => {
    const clerk = await signedIn(house, username);
    await clerk.get(`/ufficio/segnalazioni/${ticketNumber}`);
    const [link] = await linksOf(ticketNumber);
    const path = `/ufficio/segnalazioni/${ticketNumber}/incarichi/${link?.taskId}/collegamenti`;
    const answer = await clerk.post(`${path}/${link?.id}/revoca`, { invio: newId() });
    return { clerk, path, answer };
  };
  const water = () => house.reads.of(Partner).findOneByOrFail({ code: 'acque-costiere' });
  const mailbox = async () => {
    const { id: partnerId } = await water();
    return house.reads.of(Endpoint).findOneByOrFail({ partnerId, channel: 'email' });
  };

  test('by the office opens nothing any more: its page says so with whom to ask, in the visitor’s language, and nothing changes', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    const page = `/ente/segnalazioni/${ticketNumber}`;
    const paola = await admitted(house, { ticketNumber, link }, 'Paola Conti');
    const accept = { version: '1', submissionId: hidden(paola, 'submissionId') };
    const { id: taskId } = await taskOf(house, ticketNumber);
    const { clerk, answer } = await revoke(ticketNumber);
    expect(answer.headers['location']).toBe(
      `/ufficio/segnalazioni/${ticketNumber}#incarico-${taskId}`,
    );
    await clerk.follow(answer);
    expect(clerk.page).toContain('Collegamento revocato');
    expect(clerk.page).toContain('revocato il');
    expect(clerk.page).not.toContain(MAILBOX);
    for (const [browser, words] of [
      [openBrowser(house.app), 'è stato revocato'],
      [openBrowser(house.app, 'en'), 'has been revoked'],
    ] as const) {
      expect((await browser.get(link)).status).toBe(410);
      expect(browser.page).toContain(words);
      expect(browser.page).toContain('lavori.pubblici@comune.rocca-a-mare.example');
      expect(browser.page).not.toContain('Via delle Reti');
      for (const path of ['', '/codice', '/nuovo'])
        expect(
          (await browser.post(`${link}${path}`, { code: '123456', name: 'Paola' })).status,
        ).toBe(410);
    }
    const turnedAway = await paola.get(page);
    expect([turnedAway.status, turnedAway.headers['location']]).toEqual([303, link]);
    await paola.follow(turnedAway);
    expect(paola.page).toContain('è stato revocato');
    expect((await paola.get(signInLinkOf(paola.page))).status).toBe(200);
    const stream = paola.stream(`${page}/novita`);
    await stream.ended;
    expect(stream.status).toBe(303);
    expect((await paola.post(`${page}/incarichi/${taskId}/accetta`, accept)).status).toBe(401);
    expect((await paola.post(link)).status).toBe(410); // a proven mailbox does not help
    expect((await taskOf(house, ticketNumber)).state).toBe('offered');
    const view = done(await house.get(RequestViews).view(house.town.dario, ticketNumber, 'it'));
    expect(view.steps.at(-1)).toMatchObject({ action: 'revoke-link', visibility: 'internal' });
    expect(view.steps.at(-1)?.actor.name).toBe(house.town.bruno.name);
  });

  test('takes along what was handed on from it, and the office sends one that works', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    const paola = await admitted(house, { ticketNumber, link }, 'Paola Conti');
    const { id: taskId } = await taskOf(house, ticketNumber);
    await paola.post(`/ente/segnalazioni/${ticketNumber}/collegamento/${taskId}`, {
      ...{ personName: 'Dario Neri', address: '' },
    });
    const handed = linkIn(paola.page);
    const crew = openBrowser(house.app);
    await crew.get(handed);
    await crew.follow(await crew.post(handed));
    expect(crew.page).toContain('Perdita d’acqua in strada');
    const { clerk, path } = await revoke(ticketNumber);
    expect((await crew.get(handed)).status).toBe(410);
    expect((await crew.get(`/ente/segnalazioni/${ticketNumber}`)).status).toBe(303);
    const invio = newId();
    for (let i = 0; i < 2; i++)
      expect((await clerk.post(`${path}/nuovo`, { invio })).status).toBe(303);
    const sent = await mailsAbout(house, ticketNumber, 'task.again');
    expect(sent).toHaveLength(1);
    expect(linkIn(sent[0])).not.toBe(link);
    expect((await paola.get(linkIn(sent[0]))).status).toBe(200);
    expect(await isRevoked(ticketNumber)).toEqual([true, true, false]);
    expect((await openBrowser(house.app).get(link)).status).toBe(410);
  });

  test('by the clerk who handed it on, who sees what became of it; by no colleague, and not the clerk’s own', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    const paola = await admitted(house, { ticketNumber, link }, 'Paola Conti');
    const { id: taskId } = await taskOf(house, ticketNumber);
    const form = `/ente/segnalazioni/${ticketNumber}/collegamento/${taskId}`;
    const crews = [];
    for (const personName of ['Dario Neri', 'Ezio Bianchi']) {
      await paola.post(form, { personName, address: '' });
      const crew = openBrowser(house.app);
      await crew.get(linkIn(paola.page));
      await crew.follow(await crew.post(linkIn(paola.page)));
      crews.push(crew);
    }
    const [own, dario, ezio] = await linksOf(ticketNumber);
    const path = (id?: string) => `${form}/${id}/revoca`;
    await crews[0]?.get(form);
    expect(crews[0]?.page).not.toContain('Ezio Bianchi');
    expect((await crews[0]?.post(path(ezio?.id)))?.status).toBe(404);
    expect((await paola.post(path(own?.id))).status).toBe(404);
    await paola.follow(await paola.post(path(dario?.id)));
    expect(paola.page).toMatch(/Dario Neri, da Paola Conti:\s+revocato il/);
    expect(await isRevoked(ticketNumber)).toEqual([false, true, false]);
    expect((await crews[0]?.get(`/ente/segnalazioni/${ticketNumber}`))?.status).toBe(303);
    expect((await crews[1]?.get(`/ente/segnalazioni/${ticketNumber}`))?.status).toBe(200);
  });

  test('by nobody of another office, and not by the number of another task', async () => {
    const { ticketNumber } = await filedForWater(house);
    const other = await filedForWater(house);
    const { answer } = await revoke(ticketNumber, 'nadia');
    expect(answer.status).toBe(404);
    const [link] = await linksOf(other.ticketNumber);
    const { id: taskId } = await taskOf(house, ticketNumber);
    const bruno = await signedIn(house, 'bruno');
    const path = `/ufficio/segnalazioni/${ticketNumber}/incarichi/${taskId}/collegamenti`;
    expect((await bruno.post(`${path}/${link?.id}/revoca`, { invio: newId() })).status).toBe(404);
    expect(await isRevoked(ticketNumber)).toEqual([false]);
    expect(await isRevoked(other.ticketNumber)).toEqual([false]);
  });

  test('by the task that is withdrawn', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    const { record } = recorderOf(() => house);
    await record(house.town.dario, ticketNumber, 'take-back', { note: 'Lo facciamo noi.' });
    expect(await isRevoked(ticketNumber)).toEqual([true]);
    const visitor = openBrowser(house.app);
    expect((await visitor.get(link)).status).toBe(410);
    expect(visitor.page).toContain('concluso o è stato annullato');
  });

  test('with the mailbox: switched off, moved to another address, or refused by its server for good', async () => {
    const endpoints = house.get(Endpoints);
    const { ticketNumber: first } = await filedForWater(house);
    const known = await mailbox();
    await house.transactions.run((em) => endpoints.disable(em, known.id, 'prova'));
    expect(await isRevoked(first)).toEqual([true]);
    const { id, partnerId, channel, preference, language } = known;
    const put = async (address: string) => {
      const input = { id, partnerId, channel, preference, language, address };
      const checked = done(await endpoints.check(input));
      await house.transactions.run((em) => endpoints.put(em, checked));
    };
    await put(MAILBOX);
    const second = await filedForWater(house);
    await put(MAILBOX);
    expect(await isRevoked(second.ticketNumber)).toEqual([false]); // the same address as before
    await put('nuovi-guasti@acque-costiere.example');
    expect(await isRevoked(second.ticketNumber)).toEqual([true]);
    const third = await filedForWater(house);
    const { id: subject } = await requestOf(house, third.ticketNumber);
    const letter = await house.reads
      .of(Delivery)
      .findOneByOrFail({ subject, kind: 'task.offered' });
    await house.transactions.run((em) =>
      house.get(ReceivedMails).bounced(em, letter.id, '550 5.1.1 unknown user'),
    );
    expect(await isRevoked(third.ticketNumber)).toEqual([true]);
    await put(MAILBOX);
  });

  test('with the mailbox that was switched off by itself, after days on which nothing arrived', async () => {
    const { ticketNumber } = await filedForWater(house);
    const endpoint = await mailbox();
    const { id: subject } = await requestOf(house, ticketNumber);
    const kind = 'task.offered';
    const letter = await house.reads.of(Delivery).findOneByOrFail({ subject, kind });
    const now = house.clock.now();
    const failingSince = new Date(now.getTime() - 121 * 3_600_000);
    const outcome = { kind: 'retry', detail: 'SMTP timeout', retryAfterMs: null } as const;
    const situation = { channel: 'email', attempts: 12, failingSince, now, random: 0 } as const;
    const leased = {
      channel: 'email',
      ...{ id: letter.id, token: newId(), kind, subject, sequence: 1 },
      ...{ destination: endpoint.address, stream: letter.stream, attempts: 12, createdAt: now },
      ...{ sealedContent: letter.sealedContent ?? '', failingSince },
      endpoint: { ...endpoint, failingSince, isDisabled: false },
    } as const;
    const verdict = verdictOn(outcome, situation);
    const failed = { leased, outcome, verdict, durationMs: 1, sizeBytes: 1 };
    await house.transactions.run((em) => house.get(Aftermath).ofFailed(em, failed, now));
    expect((await mailbox()).disabledReason).toBe('SMTP timeout');
    expect(await isRevoked(ticketNumber)).toEqual([true]);
    await house.transactions.run((em) =>
      em.update(Endpoint, { id: endpoint.id }, { disabledAt: null }),
    );
  });

  test('with the partner that ends, for tasks that it had done too', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    const paola = await admitted(house, { ticketNumber, link }, 'Paola Conti');
    await house.transactions.run((em) =>
      em.update(Task, { partnerId: house.town.partnerId('acque-costiere') }, { state: 'done' }),
    );
    expect((await paola.get(`/ente/segnalazioni/${ticketNumber}`)).status).toBe(200);
    const partner = await water();
    const by = house.town.ivo.accountId;
    expect(await house.get(PartnerRegister).end(partner, by, endingWork)).toBeUndefined();
    expect(await isRevoked(ticketNumber)).toEqual([true]);
    await house.get(PartnerRegister).setActive(partner, true, by);
    expect((await paola.get(`/ente/segnalazioni/${ticketNumber}`)).status).toBe(303);
  });
});
