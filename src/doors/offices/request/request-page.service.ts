import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import { keptIter } from '../../../requests/assignment/kept-iter.js';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { isSuspended } from '../../../requests/domain/overdue.js';
import { suspensionOf } from '../../../requests/domain/suspension.js';
import { withinRights } from '../../../requests/request-scope.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import { WorkflowDrawings } from '../../../workflow/drawing/workflow-drawings.service.js';
import type { WorkflowVersion } from '../../../workflow/workflow-version.entity.js';
import { Workflows } from '../../../workflow/workflow.service.js';
import { groupActions } from './action-groups.js';
import { RequestAside } from './request-aside.service.js';
import { taskLines } from './task-lines.js';
import { timelineLines } from './timeline-lines.js';
import { unsent } from './unsent.js';
import { whichRule } from './which-rule.js';
import { whyLate } from './why-late.js';

/** Promises what the page of a request shows to this viewer. */
@Injectable()
export class RequestPage {
  constructor(
    private readonly workflows: Workflows,
    private readonly drawings: WorkflowDrawings,
    private readonly aside: RequestAside,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  async model(asking: OfficeViewer, view: RequestView) {
    const viewer = withinRights(asking, view.request);
    const version = await this.workflows.byId(view.request.workflowVersionId);
    const { document, number } = version;
    const here = new Map([[view.state.code, 'here']]);
    const aside = await this.aside.of(viewer, view);
    const base = requestAddress(view.request.ticketNumber);
    return {
      view,
      base,
      unsent: unsent(view, base),
      isSuspended: isSuspended(view.request),
      suspension: suspensionOf(view.request),
      rules: whichRule(view, document.actions),
      late: whyLate(view, document.states, this.clock.now()),
      tasks: taskLines(view.tasks, {
        ...{ viewer: asking, steps: view.steps, links: aside.links },
        now: this.clock.now(),
      }),
      groups: groupActions(view.actions, document, view.state.code),
      iter: {
        ...{ number, label: document.label, kept: await this.keptIter(view, version) },
        drawing: this.drawings.draw(document, view.language, { marks: here }),
        lines: this.drawings.lines(document, view.language, here),
      },
      timeline: timelineLines(view.steps, {
        mayCorrect: may(viewer, 'requests.correct'),
        actions: document.actions,
      }),
      ...aside,
      hasEarlierFeedback: aside.feedback.length > 1,
      submissionId: newId(),
      rights: {
        openContacts: view.citizen?.mayOpen ?? false,
        newPassword: may(viewer, 'requests.new-password') && hasPassword(view),
        split: may(viewer, 'requests.work') && view.state.kind !== 'closed',
        print: may(viewer, 'requests.print'),
        seesDeliveries: may(viewer, 'contacts.see'),
        eraseFeedback: may(viewer, 'requests.correct'),
      },
    };
  }

  /** Of what is at work: whether new requests of its category follow another iter by now. */
  private async keptIter({ category, state }: RequestView, running: WorkflowVersion) {
    const found = state.kind === 'closed' ? undefined : await this.catalogue.byCode(category.code);
    return found ? keptIter(running, await this.workflows.published(found.workflowCode)) : null;
  }
}

export function requestAddress(ticketNumber: string): string {
  return `/ufficio/segnalazioni/${ticketNumber}`;
}

/** A school follows its requests with its sign-in: there is no password to renew. */
function hasPassword({ request }: RequestView): boolean {
  return request.passwordFingerprint !== null;
}
