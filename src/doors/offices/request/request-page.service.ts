import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import { DeliveryLog } from '../../../deliveries/delivery-log.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { Linked } from '../../../requests/linking/linked.service.js';
import { isSuspended } from '../../../requests/domain/overdue.js';
import { withinRights } from '../../../requests/request-scope.js';
import { Clock } from '../../../shared/clock.js';
import { WorkflowDrawings } from '../../../workflow/drawing/workflow-drawings.service.js';
import { Workflows } from '../../../workflow/workflow.service.js';
import { groupActions } from './action-groups.js';
import { type DeliveryLine, deliveryLines } from './delivery-lines.js';
import { taskLines } from './task-lines.js';
import { timelineLines } from './timeline-lines.js';
import { whichRule } from './which-rule.js';
import { whyLate } from './why-late.js';

/** Promises what the page of a request shows to this viewer; the log of what was sent only to who sees contacts. */
@Injectable()
export class RequestPage {
  constructor(
    private readonly workflows: Workflows,
    private readonly drawings: WorkflowDrawings,
    private readonly deliveries: DeliveryLog,
    private readonly linked: Linked,
    private readonly clock: Clock,
  ) {}

  async model(asking: OfficeViewer, view: RequestView) {
    const viewer = withinRights(asking, view.request);
    const { document, number } = await this.workflows.byId(view.request.workflowVersionId);
    const here = new Map([[view.state.code, 'here']]);
    const linked = await this.linkedTo(view);
    const deliveries = await this.sent(viewer, view);
    return {
      view,
      base: requestAddress(view.request.ticketNumber),
      isSuspended: isSuspended(view.request),
      rules: whichRule(view, document.actions),
      late: whyLate(view, document.states, this.clock.now()),
      tasks: taskLines(view.tasks, { viewer: asking, steps: view.steps, now: this.clock.now() }),
      groups: groupActions(view.actions, document, view.state.code),
      iter: {
        ...{ number, label: document.label },
        drawing: this.drawings.draw(document, view.language, { marks: here }),
        lines: this.drawings.lines(document, view.language, here),
      },
      timeline: timelineLines(view.steps, {
        mayCorrect: may(viewer, 'requests.correct'),
        actions: document.actions,
      }),
      deliveries,
      bounced: may(viewer, 'contacts.see') ? await this.deliveries.bounceOf(view.request.id) : null,
      linked,
      hasTrouble: deliveries.some((one) => one.state !== 'done'),
      rights: {
        openContacts: may(viewer, 'contacts.open') && view.citizen !== null,
        newPassword: may(viewer, 'requests.new-password') && hasPassword(view),
        split: may(viewer, 'requests.work') && view.state.kind !== 'closed',
        print: may(viewer, 'requests.print'),
        seesDeliveries: may(viewer, 'contacts.see'),
      },
    };
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

export function requestAddress(ticketNumber: string): string {
  return `/ufficio/segnalazioni/${ticketNumber}`;
}

/** A school follows its requests with its sign-in: there is no password to renew. */
function hasPassword({ request }: RequestView): boolean {
  return request.passwordFingerprint !== null;
}
