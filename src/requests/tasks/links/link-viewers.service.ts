import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PartnerViewer } from '../../../access/viewer.js';
import {
  type HeldTaskLink,
  type TaskLinkSource,
  ViewerSources,
} from '../../../access/viewer-source.js';
import { Partners } from '../../../partners/partners.service.js';
import { Clock } from '../../../shared/clock.js';
import { TaskLinks } from './task-links.service.js';

/**
 * Promises who stands behind a link that a browser holds, asked anew at each request: the partner's person for that one request, able to
 * answer that one task. The page can still be read when the task is done, until the session or the link ends.
 */
@Injectable()
export class LinkViewers implements TaskLinkSource, OnModuleInit {
  constructor(
    private readonly links: TaskLinks,
    private readonly partners: Partners,
    private readonly sources: ViewerSources,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sources.taskLinks = this;
  }

  async byHeld({ linkId, name, known }: HeldTaskLink): Promise<PartnerViewer | null> {
    const link = await this.links.byId(linkId);
    if (!link || link.expiresAt <= this.clock.now()) return null;
    if (link.taskState === 'cancelled' || link.taskState === 'expired') return null;
    const partner = await this.partners.byId(link.partnerId);
    if (!partner?.isActive) return null;
    return {
      kind: 'partner',
      partnerId: partner.id,
      partnerCode: partner.code,
      accountId: null,
      name,
      language: 'it',
      permissions: ['tasks.answer'],
      known,
      seesContacts: partner.agreement.seesContacts,
      link: {
        linkId,
        requestId: link.requestId,
        ticketNumber: link.ticketNumber,
        taskId: link.taskId,
      },
    };
  }
}
