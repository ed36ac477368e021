import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import { DeliveryLog } from '../../../deliveries/delivery-log.js';
import {
  ClosingFeedback,
  readsFeedback,
} from '../../../requests/feedback/closing-feedback.service.js';
import { Linked } from '../../../requests/linking/linked.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { LinkBook, type LinkLine } from '../../../requests/tasks/links/link-book.service.js';
import { type DeliveryLine, deliveryLines } from './delivery-lines.js';

/**
 * What stands beside a request on its page: what it is linked to, what was sent of it (only to who sees contacts), what was said of its
 * closings and which links lead to its tasks (only to who works in its office). Loads nothing that the viewer may not see.
 */
@Injectable()
export class RequestAside {
  constructor(
    private readonly deliveries: DeliveryLog,
    private readonly linked: Linked,
    private readonly feedback: ClosingFeedback,
    private readonly links: LinkBook,
  ) {}

  async of(viewer: OfficeViewer, view: RequestView) {
    const deliveries = await this.sent(viewer, view);
    return {
      deliveries,
      hasTrouble: deliveries.some((one) => one.state !== 'done'),
      bounced: may(viewer, 'contacts.see')
        ? await this.deliveries.bounceOf(view.request.id, `citizen:${view.request.id}`)
        : null,
      links: may(viewer, 'requests.work') ? await this.linksByTask(view) : {},
      linked: await this.linkedTo(view),
      feedback: readsFeedback(viewer, view.request)
        ? await this.feedback.answers(view.request.id)
        : [],
    };
  }

  /** Of the open tasks, by their id. */
  private async linksByTask({ request, tasks }: RequestView): Promise<Record<string, LinkLine[]>> {
    const lines = await this.links.ofRequest(request.id);
    const given = tasks.filter(({ isOpen, partnerId }) => isOpen && partnerId !== null);
    return Object.fromEntries(
      given.map(({ id }) => [id, lines.filter(({ taskId }) => taskId === id)]),
    );
  }

  /** Null where nothing belongs to it. */
  private async linkedTo({ request, language }: RequestView) {
    const [first, parts, joined] = await Promise.all([
      this.linked.firstOf(request.id, language),
      this.linked.partsOf(request.id, language),
      this.linked.joinedTo(request.id, language),
    ]);
    return first || parts.length > 0 || joined.length > 0 ? { first, parts, joined } : null;
  }

  private async sent(viewer: OfficeViewer, view: RequestView): Promise<DeliveryLine[]> {
    if (!may(viewer, 'contacts.see')) return [];
    return deliveryLines(await this.deliveries.about(view.request.id));
  }
}
