import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import { masked } from '../../../deliveries/domain/mask.js';
import { Endpoints } from '../../../deliveries/endpoints.service.js';
import { Partner } from '../../../partners/partner.entity.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { QuietSteps } from '../../contacts/quiet-steps.service.js';
import { LinkPost } from '../../letters/beside-steps/link-post.service.js';
import type { RequestCard } from '../../request-cards.service.js';
import { RequestTransaction } from '../../request-transaction.service.js';
import { VALUE } from '../../steps/domain/step-draft.js';
import { isOpenTask } from '../domain/task-states.js';
import { Task } from '../task.entity.js';
import { TaskLink } from './task-link.entity.js';
import { TaskLinks } from './task-links.service.js';

interface Place {
  readonly ticketNumber: string;
  readonly taskId: string;
}

interface Doing {
  readonly viewer: OfficeViewer;
  readonly card: RequestCard;
}

/**
 * What the office that has a request does with the links to its partners' tasks: ends one at once, sends the partner one that works. Each
 * leaves a step in the house. Refuses with `not-found` a link that is not of this task, and to send where the task has ended or the partner
 * has no mailbox.
 */
@Injectable()
export class LinkOffice {
  constructor(
    private readonly requests: RequestTransaction,
    private readonly steps: QuietSteps,
    private readonly links: TaskLinks,
    private readonly post: LinkPost,
    private readonly endpoints: Endpoints,
  ) {}

  /** The same again changes nothing. */
  revoke(
    viewer: OfficeViewer,
    { ticketNumber, taskId, linkId }: Place & { readonly linkId: string },
    key: string,
  ): Promise<{ revoked: string } | Refusal> {
    const command = { ticketNumber, key, body: { taskId, revoke: linkId } };
    return this.requests.run(viewer, command, async (em, card) => {
      const task = await this.taskOf(em, { viewer, card }, taskId);
      if (isRefusal(task)) return task;
      const link = await em.findOneBy(TaskLink, { id: linkId, taskId });
      if (!link) return new Refusal('not-found');
      if (link.revokedAt !== null) return { revoked: linkId };
      await this.links.revoke(em, linkId);
      await this.note(em, { viewer, card }, 'revoke-link', whoseLink(link));
      return { revoked: linkId };
    });
  }

  /** To the partner's mailbox: the link that it has, good for another 14 days, or a new one. */
  send(
    viewer: OfficeViewer,
    { ticketNumber, taskId }: Place,
    key: string,
  ): Promise<{ sent: true } | Refusal> {
    const command = { ticketNumber, key, body: { taskId, send: 'link' } };
    return this.requests.run(viewer, command, async (em, card) => {
      const task = await this.taskOf(em, { viewer, card }, taskId);
      if (isRefusal(task)) return task;
      const partner = await em.findOneBy(Partner, { id: task.partnerId });
      if (!partner?.isActive || !isOpenTask(task.state))
        return new Refusal('not-possible-now', 'task-ended');
      const address = await this.endpoints.mailbox(em, partner.id);
      if (!address) return new Refusal('not-possible-now', 'no-mailbox-for-link');
      const linkId = await this.links.renew(em, { taskId, partnerId: partner.id, address });
      const { id: requestId } = card.request;
      const named = { partnerName: partner.name, personName: null };
      await this.post.again(em, { linkId, requestId, ticketNumber, address, ...named });
      await this.note(em, { viewer, card }, 'send-link', masked(address));
      return { sent: true };
    });
  }

  private async taskOf(
    em: EntityManager,
    { viewer, card }: Doing,
    taskId: string,
  ): Promise<(Task & { partnerId: string }) | Refusal> {
    if (!may(viewer, 'requests.work')) return new Refusal('not-allowed');
    const task = await em.findOneBy(Task, { id: taskId, requestId: card.request.id });
    return isPartners(task) ? task : new Refusal('not-found');
  }

  private note(em: EntityManager, doing: Doing, action: string, whose: string): Promise<void> {
    const values = [{ name: VALUE.internalNote, value: whose, visibility: 'internal' as const }];
    return this.steps.write(em, doing, { action, visibility: 'internal', values });
  }
}

function isPartners(task: Task | null): task is Task & { partnerId: string } {
  return task !== null && task.partnerId !== null;
}

/** The person whom it was handed to, or the mailbox. */
function whoseLink({ personName, address }: TaskLink): string {
  return personName ?? (address === null ? '' : masked(address));
}
