import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FindOptionsWhere } from 'typeorm';
import { Vault } from '../../../src/config/vault.js';
import { insertRows } from '../../../src/database/insert-rows.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { DeliveryAttempt } from '../../../src/deliveries/delivery-attempt.entity.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf } from '../../support/steps.js';
import { signedIn } from '../partners/signed-in.js';

describe('messages that died', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const { record } = recorderOf(() => house);

  /** What the dispatcher leaves behind when it gives a message up: its words are wiped. */
  const kill = async (where: FindOptionsWhere<Delivery>): Promise<Delivery> => {
    const letter = await house.reads.of(Delivery).findOneByOrFail({ ...where, state: 'pending' });
    const at = house.clock.now();
    await house.transactions.run(async (em) => {
      await em.update(
        Delivery,
        { id: letter.id },
        { state: 'dead', sealedContent: null, attempts: 9, endedAt: at, nextAt: at },
      );
      const attempt = {
        id: newId(),
        deliveryId: letter.id,
        attempt: 9,
        at,
        outcome: 'failed',
        detail: 'SMTP 550 mailbox full',
        durationMs: 12,
        sizeBytes: 900,
      };
      await insertRows(em, DeliveryAttempt, [attempt]);
    });
    return letter;
  };
  const wordsOf = async (where: FindOptionsWhere<Delivery>): Promise<string> => {
    const fresh = await house.reads.of(Delivery).findOneByOrFail({ ...where, state: 'pending' });
    return house.get(Vault).open(fresh.sealedContent ?? '');
  };
  const resend = async (id: string) => {
    const ivo = await signedIn(house, 'ivo');
    await ivo.get('/amministrazione/invii');
    expect(ivo.page).toContain('SMTP 550 mailbox full');
    expect(ivo.page).toMatch(/iter-code">\d{4}-\d{6}-\w</); // of which request
    const answer = await ivo.post(`/amministrazione/invii/${id}/reinvio`, {
      submissionId: newId(),
    });
    return { ivo, answer };
  };

  test('a citizen’s letter goes again in the very words that were promised; the list masks the address', async () => {
    const { bruno } = house.town;
    const { ticketNumber } = await file(house);
    const { request } = done(await house.get(RequestViews).view(bruno, ticketNumber, 'it'));
    await record(bruno, ticketNumber, 'take-in-charge', { note: 'Passiamo domani.' });
    const dead = await kill({ subject: request.id, kind: 'step' });
    const { ivo, answer } = await resend(dead.id);
    expect(answer.status).toBe(303);
    expect(ivo.page).not.toContain('anna.ferrini@posta.example');
    const words = JSON.parse(await wordsOf({ subject: request.id, kind: 'step' })) as Record<
      string,
      string
    >;
    expect(words['text']).toContain('Passiamo domani.');
    expect(words['html']).toContain('Passiamo domani.');
    expect(words['subject']).toContain(ticketNumber);
    await ivo.get('/amministrazione/invii');
    expect(ivo.page).not.toContain(`/amministrazione/invii/${dead.id}/reinvio`); // no longer among the dead
    const twice = { submissionId: newId() };
    expect((await ivo.post(`/amministrazione/invii/${dead.id}/reinvio`, twice)).status).toBe(404);
  });

  test('a partner’s task goes again to its address, as mail and as webhook', async () => {
    const waste = await file(house, {
      category: 'waste-cleaning',
      answers: { kind: 'dumped' },
      location: { address: 'Via delle Vele 2' },
    });
    const lamp = await file(house, {
      category: 'street-lighting',
      answers: { 'live-cable': 'no' },
      location: { address: 'Via delle Reti 3' },
    });
    for (const { ticketNumber } of [waste, lamp]) {
      const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
      const dead = await kill({ subject: id, kind: 'task.offered' });
      expect((await resend(dead.id)).answer.status).toBe(303);
      const words = await wordsOf({ subject: id, kind: 'task.offered' });
      expect(words).toContain(ticketNumber);
      expect(words).toContain(
        dead.channel === 'webhook' ? '"type":"task.offered"' : 'Via delle Vele 2',
      );
    }
  });

  test('a letter that carried a password is not sent again: the page says whom to ask', async () => {
    const { ticketNumber } = await file(house);
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const dead = await kill({ subject: id, kind: 'received' });
    const { ivo, answer } = await resend(dead.id);
    expect(answer.status).toBe(422);
    expect(ivo.page).toContain('conteneva una password');
    expect(await house.reads.of(Delivery).countBy({ subject: id, kind: 'received' })).toBe(1);
  });

  test('all at once: those whose words are there go again, the others stay, and twice is once', async () => {
    const { ticketNumber } = await file(house);
    const request = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    await record(house.town.bruno, ticketNumber, 'take-in-charge');
    await kill({ subject: request.id, kind: 'step' });
    const lost = await kill({ subject: request.id, kind: 'received' });
    const ivo = await signedIn(house, 'ivo');
    await ivo.get('/amministrazione/invii');
    const submissionId = newId();
    for (let i = 0; i < 2; i += 1) {
      const answer = await ivo.post('/amministrazione/invii/reinvio', { submissionId });
      expect(answer.status).toBe(303);
    }
    const of = (kind: string) => house.reads.of(Delivery).findBy({ subject: request.id, kind });
    expect((await of('step')).map(({ state }) => state).sort()).toEqual(['pending', 'replaced']);
    expect(await of('received')).toMatchObject([{ id: lost.id, state: 'dead' }]);
  });

  test('the log of a partner has each try with its answer, address masked, newest first', async () => {
    const { ticketNumber } = await file(house, {
      category: 'street-lighting',
      answers: { 'live-cable': 'no' },
      location: { address: 'Via delle Reti 3' },
    });
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const dead = await kill({ subject: id, kind: 'task.offered' });
    const ivo = await signedIn(house, 'ivo');
    await ivo.get('/amministrazione/enti/luce-strade/invii');
    expect(ivo.page).toContain('SMTP 550 mailbox full');
    expect(ivo.page).toContain('Non consegnato');
    expect(ivo.page).not.toContain(dead.destination);
  });

  test('what is alive, and what is not there, is not sent again', async () => {
    const { ticketNumber } = await file(house);
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const alive = await house.reads.of(Delivery).findOneByOrFail({ subject: id, kind: 'received' });
    const ivo = await signedIn(house, 'ivo');
    await ivo.get('/amministrazione/invii');
    for (const one of [alive.id, newId()]) {
      const answer = await ivo.post(`/amministrazione/invii/${one}/reinvio`, {
        submissionId: newId(),
      });
      expect(answer.status).toBe(404);
    }
  });
});
