import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { Transactions } from '../database/transactions.js';
import type { CheckedEndpoint } from '../deliveries/endpoints.service.js';
import { Endpoints } from '../deliveries/endpoints.service.js';
import type { Endpoint } from '../deliveries/endpoint.entity.js';
import type { Letter } from '../deliveries/letter.js';
import { Outbox } from '../deliveries/outbox.js';
import { Audit } from '../proof/audit.service.js';
import { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { isRefusal, Refusal } from '../shared/refusal.js';
import { Partner } from './partner.entity.js';

export type PartnerFields = Pick<
  Partner,
  'name' | 'kind' | 'agreement' | 'emergencyPhone' | 'emergencyHours' | 'hours' | 'contactPeople'
>;

/** What the house keeps of a partner's work, on a floor above. */
export interface EndingWork {
  countOpen(em: EntityManager, partnerId: string): Promise<number>;
  end(em: EntityManager, partnerId: string, at: Date): Promise<void>;
}

/** Words of a test message. */
export interface TestWords {
  readonly subject: string;
  readonly text: string;
}

/**
 * Writes the partners: who they are, whether they rest or have ended, where their messages go. Every change is in the audit list, in its own
 * transaction. Refuses a code that is taken, an address that does not belong to the partner, and an end while tasks are open.
 */
@Injectable()
export class PartnerRegister {
  constructor(
    private readonly transactions: Transactions,
    private readonly endpoints: Endpoints,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  create(code: string, fields: PartnerFields, by: string): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      if (await em.existsBy(Partner, { code }))
        return Refusal.fields([{ field: 'code', code: 'partner-code-taken' }]);
      await insertRows(em, Partner, [{ id: newId(), code, ...fields, isActive: true }]);
      await this.note(em, by, { partner: code, what: 'created' });
      return undefined;
    });
  }

  async change(partner: Partner, fields: Partial<PartnerFields>, by: string): Promise<void> {
    await this.transactions.run(async (em) => {
      await em.update(Partner, { id: partner.id }, fields);
      await this.note(em, by, { partner: partner.code, what: Object.keys(fields).join(', ') });
    });
  }

  /** At rest it gets no new messages, and its people and programs are let in no more; what was recorded stays. */
  async setActive(partner: Partner, isActive: boolean, by: string): Promise<void> {
    await this.transactions.run(async (em) => {
      await em.update(Partner, { id: partner.id }, { isActive, endedAt: null });
      await this.note(em, by, { partner: partner.code, what: isActive ? 'active' : 'at rest' });
    });
  }

  /** The collaboration is over: its history stays. Refused, with their number, while it has open tasks. */
  end(partner: Partner, by: string, work: EndingWork): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      const open = await work.countOpen(em, partner.id);
      if (open > 0)
        return new Refusal('not-possible-now', 'partner-has-tasks', [], { count: open });
      const endedAt = this.clock.now();
      await em.update(Partner, { id: partner.id }, { isActive: false, endedAt });
      await work.end(em, partner.id, endedAt);
      await this.note(em, by, { partner: partner.code, what: 'ended' });
      return undefined;
    });
  }

  /** The secret of a new webhook, to be shown once; null for mail. */
  addEndpoint(partner: Partner, endpoint: CheckedEndpoint, by: string): Promise<string | null> {
    return this.transactions.run(async (em) => {
      const { secret } = await this.endpoints.put(em, endpoint);
      await this.note(em, by, { partner: partner.code, what: `address: ${endpoint.channel}` });
      return secret;
    });
  }

  rotateSecret(partner: Partner, endpointId: string, by: string): Promise<string | Refusal> {
    return this.transactions.run(async (em) => {
      const secret = (await this.owns(partner, endpointId))
        ? await this.endpoints.rotateSecret(em, endpointId)
        : new Refusal('not-found');
      if (!isRefusal(secret)) await this.note(em, by, { partner: partner.code, what: 'secret' });
      return secret;
    });
  }

  disableEndpoint(partner: Partner, endpointId: string, by: string): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      if (!(await this.owns(partner, endpointId))) return new Refusal('not-found');
      await this.endpoints.disable(em, endpointId, by);
      await this.note(em, by, { partner: partner.code, what: 'address off' });
      return undefined;
    });
  }

  /** Sends a message that is about nothing, over the very way that real ones take. */
  sendTest(partner: Partner, endpointId: string, words: TestWords): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      const endpoint = await this.owns(partner, endpointId);
      if (!endpoint) return new Refusal('not-found');
      if (endpoint.disabledAt) return new Refusal('not-possible-now', 'address-off');
      await this.outbox.post(em, [this.testLetter(partner, endpoint, words)]);
      return undefined;
    });
  }

  private testLetter(partner: Partner, endpoint: Endpoint, words: TestWords): Letter {
    const { id: endpointId, address: destination, language } = endpoint;
    const envelope = { destination, endpointId, kind: 'partner.test', stream: `test:${newId()}` };
    if (endpoint.channel === 'webhook') {
      const data = { partner: partner.code };
      const content = { type: 'partner.test', timestamp: this.clock.now().toISOString(), data };
      return { ...envelope, channel: 'webhook', content };
    }
    const { subject, text } = words;
    const html = `<p>${text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`)}</p>`;
    const content = { toName: partner.name, subject, text, html, language };
    return { ...envelope, channel: endpoint.channel, content };
  }

  private async owns({ id }: Partner, endpointId: string): Promise<Endpoint | undefined> {
    return (await this.endpoints.of(id)).find((one) => one.id === endpointId);
  }

  private note(em: EntityManager, accountId: string, data: Record<string, string>): Promise<void> {
    return this.audit.append(em, { event: 'configuration-changed', accountId, data });
  }
}
