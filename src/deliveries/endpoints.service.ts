import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { Reads } from '../database/reads.js';
import { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import type { Language } from '../shared/localized-text.js';
import { Refusal } from '../shared/refusal.js';
import { AddressGuard } from './channels/address-guard.js';
import type { Channel } from './channels/channel.js';
import { UNWELL_AFTER_MS } from './domain/backoff.js';
import { mailAddress } from './domain/mail-address.js';
import { DeliveryListeners } from './delivery-listeners.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { Endpoint } from './endpoint.entity.js';

export interface EndpointInput {
  /** Absent for a new one. */
  readonly id?: string;
  readonly partnerId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly preference: number;
  readonly language: Language;
}

/** Has passed {@link Endpoints.check}: its address is in the form in which it is stored. */
export interface CheckedEndpoint extends EndpointInput {
  readonly isChecked: true;
}

const ENDPOINTS_OF_ONE = 20;

/**
 * The standing addresses of partners. Promises that what is stored has passed the same guard that watches at sending; refuses, at the
 * field `address`, what is not one e-mail address or leads where webhooks may not go.
 */
@Injectable()
export class Endpoints {
  constructor(
    private readonly reads: Reads,
    private readonly guard: AddressGuard,
    private readonly secrets: EndpointSecrets,
    private readonly listeners: DeliveryListeners,
    private readonly clock: Clock,
  ) {}

  /** In order of preference, disabled ones too. */
  of(partnerId: string): Promise<Endpoint[]> {
    return this.reads
      .of(Endpoint)
      .find({ where: { partnerId }, order: { preference: 'ASC' }, take: ENDPOINTS_OF_ONE });
  }

  /** Where a letter to this partner goes now: the first that is on and not long failing, else the first that is on; null without any. */
  async preferred(em: EntityManager, partnerId: string): Promise<Endpoint | null> {
    const open = await em.find(Endpoint, {
      where: { partnerId, disabledAt: IsNull() },
      order: { preference: 'ASC' },
      take: ENDPOINTS_OF_ONE,
    });
    const unwellBefore = this.clock.now().getTime() - UNWELL_AFTER_MS;
    const isWell = ({ failingSince }: Endpoint): boolean =>
      failingSince === null || failingSince.getTime() > unwellBefore;
    return open.find(isWell) ?? open[0] ?? null;
  }

  /** The first e-mail address that is on; null without any. */
  async mailbox(em: EntityManager, partnerId: string): Promise<string | null> {
    const [first] = await em.find(Endpoint, {
      where: { partnerId, channel: 'email', disabledAt: IsNull() },
      order: { preference: 'ASC' },
      take: 1,
    });
    return first?.address ?? null;
  }

  /** Asks the network about a webhook's name: call it before the transaction. */
  async check(input: EndpointInput): Promise<CheckedEndpoint | Refusal> {
    const address =
      input.channel === 'webhook'
        ? await this.webhookUrl(input.address)
        : mailAddress(input.address);
    if (address !== null) return { ...input, address, isChecked: true };
    const code = input.channel === 'webhook' ? 'webhook-address' : 'mail-address';
    return Refusal.fields([{ field: 'address', code }]);
  }

  /** Stores it, switched on and taken for well. `secret` is there once: for a webhook that is new. */
  async put(
    em: EntityManager,
    input: CheckedEndpoint,
  ): Promise<{ id: string; secret: string | null }> {
    const { id = newId(), partnerId, channel, address, preference, language } = input;
    const row = { channel, address, preference, language };
    const health = { failingSince: null, disabledAt: null, disabledReason: null };
    const known = await em.findOneBy(Endpoint, { id, partnerId });
    const needsSecret = channel === 'webhook' && !known?.sealedSecret;
    const made = needsSecret ? this.secrets.make() : null;
    const sealedSecret = made?.sealed ?? known?.sealedSecret ?? null;
    if (known) await em.update(Endpoint, { id }, { ...row, ...health, sealedSecret });
    else await insertRows(em, Endpoint, [{ id, partnerId, ...row, ...health, sealedSecret }]);
    if (known) await this.hearLost(em, known);
    return { id, secret: made?.secret ?? null };
  }

  /** The new secret, to be shown once; the old one stays valid for 24 hours. */
  async rotateSecret(em: EntityManager, id: string): Promise<string | Refusal> {
    const endpoint = await em.findOneBy(Endpoint, { id });
    if (!endpoint?.sealedSecret) return new Refusal('not-found');
    const { secret, sealed } = this.secrets.rotate(endpoint.sealedSecret);
    await em.update(Endpoint, { id }, { sealedSecret: sealed });
    return secret;
  }

  /** Switches one off by hand: what waits for it goes to the next e-mail address. */
  async disable(em: EntityManager, id: string, reason: string): Promise<void> {
    const change = { disabledAt: this.clock.now(), disabledReason: reason.slice(0, 200) };
    await em.update(Endpoint, { id, disabledAt: IsNull() }, change);
    const endpoint = await em.findOneBy(Endpoint, { id });
    if (endpoint) await this.hearLost(em, endpoint);
  }

  /** For signed callbacks: the secrets of a partner's webhooks that count now. */
  async secretsOf(partnerId: string): Promise<string[]> {
    const endpoints = await this.of(partnerId);
    return endpoints.flatMap(({ sealedSecret }) => this.secrets.valid(sealedSecret));
  }

  /** What led to a mailbox leads there no more, and no other endpoint of the partner does. */
  private async hearLost(em: EntityManager, before: Endpoint): Promise<void> {
    const { partnerId, channel, address } = before;
    if (channel !== 'email') return;
    const isStillOn = await em.existsBy(Endpoint, { partnerId, channel, address, disabledAt: IsNull() }); // prettier-ignore
    if (!isStillOn) await this.listeners.hearMailboxLost(em, { partnerId, address });
  }

  private async webhookUrl(address: string): Promise<string | null> {
    if (address.length > 500 || !URL.canParse(address)) return null;
    return this.guard.addressFor(address).then(
      () => new URL(address).href,
      () => null, // not resolved and not allowed look the same: neither can be reached
    );
  }
}
