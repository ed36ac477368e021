import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { findRequest } from '../request-finder.js';
import { Attachment } from './attachment.entity.js';

/**
 * Finds a photo or document of a request that the viewer may see; internal ones only for offices, erased ones for nobody. Photos of what was
 * joined to a request came along: its offices see them too.
 */
@Injectable()
export class AttachmentShelf {
  constructor(private readonly reads: Reads) {}

  async find(
    viewer: Viewer,
    ticketNumber: string,
    attachmentId: string,
  ): Promise<Attachment | Refusal> {
    const request = await findRequest(this.reads.em, viewer, ticketNumber, { orAsked: true });
    if (isRefusal(request)) return request;
    const found = await this.reads
      .of(Attachment)
      .createQueryBuilder('a')
      .where(`a.id = :attachmentId AND (a.requestId = :requestId${joined(viewer)})`, {
        attachmentId,
        requestId: request.id,
      })
      .andWhere('a.erasedAt IS NULL')
      .andWhere(viewer.kind === 'office' ? '1 = 1' : `a.visibility = 'public'`)
      .getOne();
    return found ?? new Refusal('not-found');
  }
}

function joined(viewer: Viewer): string {
  return viewer.kind === 'office'
    ? ` OR (a.visibility = 'public' AND a.requestId IN (SELECT d.id FROM service_requests d WHERE d.duplicate_of_id = :requestId))`
    : '';
}
