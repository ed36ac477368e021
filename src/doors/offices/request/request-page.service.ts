import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import { DeliveryLog } from '../../../deliveries/delivery-log.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { Workflows } from '../../../workflow/workflow.service.js';
import { groupActions } from './action-groups.js';
import { type DeliveryLine, deliveryLines } from './delivery-lines.js';
import { timelineLines } from './timeline-lines.js';

/** Promises what the page of a request shows to this viewer; the log of what was sent only to who sees contacts. */
@Injectable()
export class RequestPage {
  constructor(
    private readonly workflows: Workflows,
    private readonly deliveries: DeliveryLog,
  ) {}

  async model(viewer: OfficeViewer, view: RequestView) {
    const { document } = await this.workflows.byId(view.request.workflowVersionId);
    const deliveries = await this.sent(viewer, view);
    return {
      view,
      base: requestAddress(view.request.ticketNumber),
      groups: groupActions(view.actions, document.states, view.state.code),
      timeline: timelineLines(view.steps, {
        mayCorrect: may(viewer, 'requests.correct'),
        actions: document.actions,
      }),
      deliveries,
      hasTrouble: deliveries.some((one) => one.state !== 'done'),
      rights: {
        openContacts: may(viewer, 'contacts.open') && view.citizen !== null,
        newPassword: may(viewer, 'requests.new-password') && hasPassword(view),
        print: may(viewer, 'requests.print'),
        seesDeliveries: may(viewer, 'contacts.see'),
      },
    };
  }

  private async sent(viewer: OfficeViewer, view: RequestView): Promise<DeliveryLine[]> {
    if (!may(viewer, 'contacts.see')) return [];
    return deliveryLines(await this.deliveries.about(view.request.id));
  }
}

export function requestAddress(ticketNumber: string): string {
  return `/ufficio/segnalazioni/${ticketNumber}`;
}

/** A school follows its requests with its sign-in: there is no password to renew. */
function hasPassword({ request }: RequestView): boolean {
  return request.passwordFingerprint !== null;
}
