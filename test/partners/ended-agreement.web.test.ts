import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import request from 'supertest';
import type { PartnerViewer } from '../../src/access/viewer.js';
import { Vault } from '../../src/config/vault.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { Endpoint } from '../../src/deliveries/endpoint.entity.js';
import { Endpoints } from '../../src/deliveries/endpoints.service.js';
import { MailIntake } from '../../src/doors/mailbox/mail-intake.service.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { LinkViewers } from '../../src/requests/tasks/links/link-viewers.service.js';
import { TaskLink } from '../../src/requests/tasks/links/task-link.entity.js';
import { TaskDesk } from '../../src/requests/tasks/task-desk.service.js';
import { Task } from '../../src/requests/tasks/task.entity.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

const TODAY = '2026-10-05';
const LAMP = { category: 'street-lighting', answers: { 'live-cable': 'no' } } as const;
const WATER = { category: 'water-flooding', answers: { 'burst-main': 'no' } } as const;
type Asked = { ticketNumber: string; requestId: string; taskId: string };
type Agreed = { seesContacts: boolean; until?: string };

describe('the citizen at the four doors of a partner', () => {
  let house: House;
  let lamp: Asked; // both asked while the agreements hold
  let water: Asked;
  beforeAll(async () => {
    const variables = { MAIL_REPLY_TO: 'iter@comune.example', SMTP_LISTEN: '127.0.0.1:0' };
    house = await openHouse({ now: `${TODAY}T08:00:00Z`, variables });
    [lamp, water] = [await asked(LAMP), await asked(WATER)];
  });
  afterAll(() => house.close());

  const asked = async (filing: typeof LAMP | typeof WATER): Promise<Asked> => {
    const { ticketNumber } = await file(house, filing);
    const { id } = await house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
    const task = await house.reads.of(Task).findOneByOrFail({ requestId: id });
    return { ticketNumber, requestId: id, taskId: task.id };
  };
  const agree = (code: string, agreement: Agreed, kind = 'contractor') =>
    house.transactions.run(
      (em) =>
      em.query(`UPDATE partners SET agreement = '${JSON.stringify(agreement)}', kind = '${kind}' WHERE code = '${code}'`), // prettier-ignore
    );
  /** Who the door says is asking, taken where it hands them to the desk. */
  const received = async (ask: () => Promise<unknown>): Promise<PartnerViewer> => {
    const desk = jest.spyOn(house.get(TaskDesk), 'receive');
    try {
      await ask();
      const [viewer] = desk.mock.calls[0] ?? [];
      if (!viewer) throw new Error('nothing came to the desk');
      return viewer;
    } finally {
      desk.mockRestore();
    }
  };

  const byAccount = async () => (await house.town.viewer('tommaso')) as PartnerViewer;
  const byLink = async ({ taskId, ticketNumber }: Asked) => {
    const { id } = await house.reads.of(TaskLink).findOneByOrFail({ taskId });
    const held = { linkId: id, ticketNumber, name: 'Paola Conti', known: 'mailbox' } as const;
    return house.get(LinkViewers).byHeld(held);
  };
  const byCallback = (taskId: string) =>
    received(async () => {
      const partnerId = house.town.partnerId('luce-strade');
      const endpoint = { partnerId, channel: 'webhook' } as const;
      const { id } = await house.reads.of(Endpoint).findOneByOrFail(endpoint);
      const rotate = house.transactions.run((em) => house.get(Endpoints).rotateSecret(em, id));
      const text = JSON.stringify({ taskId, action: 'note', person: 'Ulisse', note: 'Visto.' });
      const [key, at] = [newId(), house.clock.now()];
      return request(house.app.getHttpServer())
        .post('/callbacks/luce-strade')
        .set('content-type', 'application/json')
        .set('webhook-id', key)
        .set('webhook-timestamp', String(Math.floor(at.getTime() / 1_000)))
        .set('webhook-signature', new Webhook(done(await rotate)).sign(key, at, text))
        .send(text);
    });
  const byMail = (requestId: string) =>
    received(async () => {
      const kind = 'task.offered';
      const { sealedContent } = await house.reads
        .of(Delivery)
        .findOneByOrFail({ subject: requestId, kind });
      const letter = JSON.parse(house.get(Vault).open(sealedContent ?? '')) as { replyTo: string };
      const lines = [
        'From: Paola Conti <paola@acque-costiere.example>',
        `To: <${letter.replyTo}>`,
        'Subject: Re: Nuovo incarico',
        `Message-ID: <${newId()}@x.example>`,
        ...['', 'Chi ha le chiavi?'],
      ];
      return house.get(MailIntake).take(Buffer.from(lines.join('\r\n')), []);
    });

  test.each<{ rule: string; agreement: Agreed; kind?: string; isSeen: boolean }>([
    { rule: 'shown to its last day', agreement: { seesContacts: true, until: TODAY }, isSeen: true }, // prettier-ignore
    { rule: 'closed once the agreement has run out', agreement: { seesContacts: true, until: '2026-10-04' }, isSeen: false }, // prettier-ignore
    { rule: 'never shown without the word for it', agreement: { seesContacts: false }, isSeen: false }, // prettier-ignore
    { rule: 'never shown to a district council', agreement: { seesContacts: true }, kind: 'district-council', isSeen: false }, // prettier-ignore
  ])('is $rule', async ({ agreement, kind, isSeen }) => {
    await agree('luce-strade', agreement, kind);
    await agree('acque-costiere', agreement, kind);
    const viewers = [
      { viewer: await byAccount(), of: lamp },
      { viewer: await byCallback(lamp.taskId), of: lamp },
      { viewer: await byLink(water), of: water },
      { viewer: await byMail(water.requestId), of: water },
    ];
    for (const { viewer, of } of viewers) {
      if (!viewer) throw new Error('nobody was let in');
      const { citizen } = done(await house.get(RequestViews).view(viewer, of.ticketNumber, 'it'));
      expect(citizen === null).toBe(!isSeen);
      expect(viewer.seesContacts).toBe(isSeen);
    }
  });
});
