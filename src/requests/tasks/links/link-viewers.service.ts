import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PartnerViewer } from '../../../access/viewer.js';
import {
  type HeldTaskLink,
  type TaskLinkSource,
  ViewerSources,
} from '../../../access/viewer-source.js';
import { PartnerViewers } from '../../../partners/partner-viewers.service.js';
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
    private readonly viewers: PartnerViewers,
    private readonly sources: ViewerSources,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sources.taskLinks = this;
  }

  pathOf({ linkId }: HeldTaskLink): string {
    return this.links.pathOf(linkId);
  }

  async byHeld({ linkId, name, known }: HeldTaskLink): Promise<PartnerViewer | null> {
    const link = await this.links.byId(linkId);
    if (!link || link.isRevoked || link.expiresAt <= this.clock.now()) return null;
    if (link.taskState === 'cancelled' || link.taskState === 'expired') return null;
    const { partnerId, requestId, ticketNumber, taskId } = link;
    const opened = { linkId, requestId, ticketNumber, taskId };
    return this.viewers.byId(partnerId, { name, known, link: opened });
  }
}
