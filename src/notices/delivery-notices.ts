import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type DeadDelivery,
  DeliveryListeners,
  type DisabledEndpoint,
} from '../deliveries/delivery-listeners.js';
import { Languages } from '../web/languages.js';
import { Notices } from './notices.service.js';
import { SubjectSource } from './subject-source.js';
import { webhookInWords } from './webhook-in-words.js';

const ADMINISTRATOR = 'administrator';

/**
 * Promises that a message which died is a notice for the administrators and, where it is about a request, for the office that has it:
 * in the same transaction as the death. A receiver that was switched off is one notice for the administrators, not one for each message.
 */
@Injectable()
export class DeliveryNotices implements OnModuleInit {
  constructor(
    private readonly listeners: DeliveryListeners,
    private readonly notices: Notices,
    private readonly subjects: SubjectSource,
    private readonly languages: Languages,
  ) {}

  onModuleInit(): void {
    this.listeners.onDead((em, dead) => this.noteDead(em, dead));
    this.listeners.onEndpointDisabled((em, endpoint) => this.noteDisabled(em, endpoint));
    this.listeners.tellInWords((webhook, language) =>
      webhookInWords(webhook, language, this.languages),
    );
  }

  private async noteDead(em: EntityManager, dead: DeadDelivery): Promise<void> {
    const { subject, channel, kind, reason, deliveryId, partnerId } = dead;
    const about = subject === null ? null : await this.subjects.find?.(em, subject);
    const notice = {
      kind: 'delivery-failed' as const,
      requestId: about?.requestId ?? null,
      data: { what: channel, letter: kind, reason, deliveryId, ...(partnerId && { partnerId }) },
    };
    await this.notices.post(em, { ...notice, roleCode: ADMINISTRATOR });
    if (about) await this.notices.post(em, { ...notice, officeId: about.officeId });
  }

  private async noteDisabled(
    em: EntityManager,
    { endpointId, partnerId, reason }: DisabledEndpoint,
  ): Promise<void> {
    const data = { what: 'endpoint', reason, endpointId, partnerId };
    await this.notices.post(em, { kind: 'delivery-failed', roleCode: ADMINISTRATOR, data });
  }
}
