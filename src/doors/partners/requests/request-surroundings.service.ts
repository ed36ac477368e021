import { Injectable } from '@nestjs/common';
import type { PartnerViewer } from '../../../access/viewer.js';
import { Partners } from '../../../partners/partners.service.js';
import { PartnerWordsReader } from '../../../requests/queries/partner-words.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { TaskPoints } from '../tasks/task-points.service.js';

/** What a partner's page of a request shows beside the request itself: the words between council and partner, its name, and the place on the map. */
@Injectable()
export class RequestSurroundings {
  constructor(
    private readonly words: PartnerWordsReader,
    private readonly partners: Partners,
    private readonly points: TaskPoints,
  ) {}

  async of(viewer: PartnerViewer, { request }: RequestView) {
    const [words, partner, point] = await Promise.all([
      this.words.of(viewer, request.id),
      this.partners.byId(viewer.partnerId),
      this.points.of(request),
    ]);
    return { words, partnerName: partner?.name ?? '', point };
  }
}
