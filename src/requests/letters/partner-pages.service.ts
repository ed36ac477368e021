import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Endpoint } from '../../deliveries/endpoint.entity.js';
import { Endpoints } from '../../deliveries/endpoints.service.js';
import { TaskLinks } from '../tasks/links/task-links.service.js';
import type { PartnerLetterFacts } from './partner-letters.js';

/**
 * Which page a letter to a partner leads to. A mail about an open task leads to the task's own page, which needs no account; so does a
 * webhook of a partner without a sign-in, where the partner has a mailbox that can be proved. Else the page behind the sign-in, or none.
 */
@Injectable()
export class PartnerPages {
  constructor(
    private readonly links: TaskLinks,
    private readonly endpoints: Endpoints,
  ) {}

  /** The facts with the page that fits this endpoint. */
  async lead(
    em: EntityManager,
    facts: PartnerLetterFacts,
    endpoint: Endpoint,
  ): Promise<PartnerLetterFacts> {
    const { taskId, url } = facts;
    if (!taskId || (endpoint.channel === 'webhook' && url)) return facts;
    const { partnerId } = endpoint;
    const address =
      endpoint.channel === 'email' ? endpoint.address : await this.endpoints.mailbox(em, partnerId);
    if (!address) return facts;
    const page = await this.links.urlFor(em, { taskId, partnerId, address });
    return { ...facts, url: page ?? url };
  }
}
