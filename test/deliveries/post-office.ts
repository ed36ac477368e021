import { Logger } from '@nestjs/common';
import { Environment } from '../../src/config/environment.js';
import { Vault } from '../../src/config/vault.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { Bell } from '../../src/deliveries/bell.js';
import { AddressGuard, type Resolver } from '../../src/deliveries/channels/address-guard.js';
import { Channels } from '../../src/deliveries/channels/channels.js';
import { MailFolder } from '../../src/deliveries/channels/mail-folder.js';
import { MailChannel } from '../../src/deliveries/channels/mail.channel.js';
import { PecChannel } from '../../src/deliveries/channels/pec.channel.js';
import { WebhookChannel } from '../../src/deliveries/channels/webhook.channel.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { DeliveryListeners } from '../../src/deliveries/delivery-listeners.js';
import { DeliveryLog } from '../../src/deliveries/delivery-log.js';
import { EndpointSecrets } from '../../src/deliveries/endpoint-secrets.js';
import { Endpoint } from '../../src/deliveries/endpoint.entity.js';
import { ReplyAddresses } from '../../src/deliveries/inbound/reply-addresses.js';
import { Endpoints } from '../../src/deliveries/endpoints.service.js';
import type { Letter, MailLetter, WebhookLetter } from '../../src/deliveries/letter.js';
import { Outbox } from '../../src/deliveries/outbox.js';
import { Aftermath } from '../../src/deliveries/sending/aftermath.js';
import { Checkpoints } from '../../src/deliveries/sending/checkpoints.js';
import { DispatchLimits } from '../../src/deliveries/sending/dispatch-limits.js';
import { Dispatcher } from '../../src/deliveries/sending/dispatcher.js';
import { DueDeliveries } from '../../src/deliveries/sending/due-deliveries.js';
import { Fallback } from '../../src/deliveries/sending/fallback.js';
import { Leases } from '../../src/deliveries/sending/leases.js';
import { OutcomeBook } from '../../src/deliveries/sending/outcome-book.js';
import { Postman } from '../../src/deliveries/sending/postman.js';
import { Partner } from '../../src/partners/partner.entity.js';
import { Clock } from '../../src/shared/clock.js';
import { newId } from '../../src/shared/ids.js';
import type { TestDatabase } from '../support/database.js';

Logger.overrideLogger(false); // failures are what these tests make

/** The machine's time, moved. */
export class MovedClock extends Clock {
  private movedMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.movedMs);
  }

  move(ms: number): void {
    this.movedMs += ms;
  }
}

export interface PostOfficeOptions {
  readonly smtpUrl?: string;
  readonly webhookAllow?: string[];
  readonly clock?: Clock;
  readonly limits?: Partial<DispatchLimits>;
  readonly checkpoints?: Checkpoints;
  readonly resolver?: Resolver;
}

type Store = Pick<TestDatabase, 'environment' | 'transactions' | 'reads'>;

/** The whole post office of one process, wired as the module wires it. */
export function openPostOffice(db: Store, options: PostOfficeOptions = {}) {
  const environment = new Environment({
    ...db.environment,
    smtpUrl: options.smtpUrl,
    webhookAllow: options.webhookAllow ?? ['127.0.0.0/8'],
  });
  const clock = options.clock ?? new MovedClock();
  const limits = Object.assign(new DispatchLimits(), { pollMs: 20 }, options.limits);
  const vault = new Vault(environment);
  const bell = new Bell();
  const listeners = new DeliveryListeners();
  const secrets = new EndpointSecrets(vault, clock);
  const guard = new AddressGuard(environment, options.resolver);
  const folder = new MailFolder(environment);
  const mail = new MailChannel(environment, folder, new ReplyAddresses(environment, vault));
  const webhook = new WebhookChannel(guard, clock);
  const channels = new Channels(mail, new PecChannel(environment, folder), webhook);
  const outbox = new Outbox(db.transactions, vault, clock, bell);
  const fallback = new Fallback(outbox, vault, listeners);
  const book = new OutcomeBook(db.transactions, clock, new Aftermath(listeners, fallback), bell);
  const due = new DueDeliveries(db.reads, clock);
  const leases = new Leases(db.transactions, db.reads, clock);
  const checkpoints = options.checkpoints ?? new Checkpoints();
  const postman = new Postman(channels, book, secrets, vault, checkpoints);
  const dispatcher = new Dispatcher(due, leases, postman, bell, limits);
  const endpoints = new Endpoints(db.reads, guard, secrets, listeners, clock);
  const log = new DeliveryLog(db.reads, outbox, clock);
  return {
    ...{
      environment,
      clock,
      limits,
      vault,
      bell,
      listeners,
      secrets,
      guard,
      folder,
      mail,
      webhook,
    },
    ...{ outbox, book, leases, postman, dispatcher, endpoints, log },
    post: (...letters: Letter[]) => db.transactions.run((em) => outbox.post(em, letters)),
    stop: async () => {
      await dispatcher.stop();
      await channels.close();
    },
  };
}

export async function stateOf(db: TestDatabase, id: string): Promise<Delivery> {
  return db.reads.of(Delivery).findOneByOrFail({ id });
}

export function isEnded(db: TestDatabase, ids: readonly string[]): () => Promise<boolean> {
  return async () => {
    const open = await db.reads.rows(
      `SELECT id FROM deliveries WHERE id IN (:...ids) AND state IN ('pending', 'leased') LIMIT 1`,
      { ids },
    );
    return open.length === 0;
  };
}

export async function isNothingInTheAir(db: TestDatabase): Promise<boolean> {
  const [leased] = await db.reads.rows(`SELECT id FROM deliveries WHERE state = 'leased' LIMIT 1`);
  return leased === undefined;
}

export function mailLetter(change: Partial<MailLetter> = {}): MailLetter {
  return {
    channel: 'email',
    destination: 'anna@example.it',
    kind: 'received',
    stream: newId(),
    content: {
      toName: 'Anna Rossi',
      subject: 'Segnalazione 2026-000001-K ricevuta',
      text: 'Grazie.',
      html: '<p>Grazie.</p>',
      language: 'it',
    },
    ...change,
  };
}

export function webhookLetter(
  endpoint: Endpoint,
  change: Partial<WebhookLetter> = {},
): WebhookLetter {
  return {
    channel: 'webhook',
    destination: endpoint.address,
    endpointId: endpoint.id,
    kind: 'step.recorded',
    stream: newId(),
    content: {
      type: 'step.recorded',
      timestamp: '2026-11-20T10:00:00.000Z',
      data: { ticketNumber: '2026-000001-K' },
    },
    ...change,
  };
}

export interface PartnerAddresses {
  readonly webhook?: string;
  readonly email?: string;
  readonly sealedSecret?: string;
}

/** A partner with a webhook (preference 1) and a mailbox (preference 2), as asked. */
export async function addPartner(
  db: TestDatabase,
  { webhook, email, sealedSecret }: PartnerAddresses,
): Promise<{ partnerId: string; webhook: Endpoint; email: Endpoint }> {
  const partnerId = newId();
  const common = { partnerId, language: 'it' as const };
  const health = { failingSince: null, disabledAt: null, disabledReason: null };
  const rows: Endpoint[] = [
    {
      ...{ id: newId(), ...common, ...health, preference: 1, channel: 'webhook' },
      ...{ address: webhook ?? 'https://luce.example/iter', sealedSecret: sealedSecret ?? null },
    },
    {
      ...{ id: newId(), ...common, ...health, preference: 2, channel: 'email' },
      ...{ address: email ?? 'luce@example.it', sealedSecret: null },
    },
  ];
  await db.transactions.run(async (em) => {
    await insertRows(em, Partner, [
      {
        ...{ id: partnerId, code: `p-${partnerId}`, name: 'Luce', kind: 'contractor' },
        ...{ agreement: { seesContacts: false }, emergencyPhone: null, isActive: true },
      },
    ]);
    const wanted = rows.filter((row) => (row.channel === 'webhook' ? webhook : email));
    await insertRows(em, Endpoint, wanted);
  });
  return { partnerId, webhook: rows[0]!, email: rows[1]! };
}
