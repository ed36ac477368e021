import { Injectable } from '@nestjs/common';
import type { PartnerViewer } from '../../../access/viewer.js';
import { type Counter, Counters } from '../../../access/limits/counters.service.js';
import { tooMany } from '../../../access/limits/attempts.service.js';
import { Transactions } from '../../../database/transactions.js';
import { masked } from '../../../deliveries/domain/mask.js';
import { LinkPost } from '../../../requests/letters/beside-steps/link-post.service.js';
import {
  MailboxProof,
  type MailboxLink,
} from '../../../requests/tasks/links/mailbox-proof.service.js';
import {
  type FoundLink,
  type HandedBy,
  TaskLinks,
} from '../../../requests/tasks/links/task-links.service.js';
import { Refusal } from '../../../shared/refusal.js';

const MAILS_PER_HOUR = 3;

/** What a link's page can offer to this browser. */
export interface Arrival {
  readonly link: FoundLink;
  /** Who is known already: by this browser, or because the link was handed to them by name. */
  readonly name: string | null;
  /** Whether a code has to be asked for first. */
  readonly needsCode: boolean;
  readonly maskedAddress: string;
}

/**
 * The way from a link to its task: says who stands there, mails codes and links. Refuses with `not-found` what was not signed here, and
 * with `too-many` who asks for mail after mail.
 */
@Injectable()
export class LinkDesk {
  private readonly mails: Counter;

  constructor(
    private readonly links: TaskLinks,
    private readonly proof: MailboxProof,
    private readonly post: LinkPost,
    private readonly transactions: Transactions,
    counters: Counters,
  ) {
    this.mails = counters.counter('link-mails', 3_600);
  }

  async arrive(token: string, device: string | undefined): Promise<Arrival | Refusal> {
    const link = await this.links.find(token);
    if (!link) return new Refusal('not-found');
    if (!hasMailbox(link))
      return { link, name: link.personName, needsCode: false, maskedAddress: '' };
    const proven = await this.proof.provenName(link, device);
    return {
      link,
      name: link.personName ?? proven,
      needsCode: proven === null,
      maskedAddress: masked(link.address),
    };
  }

  async sendCode(link: FoundLink): Promise<Refusal | undefined> {
    if (!hasMailbox(link)) return new Refusal('not-found');
    return this.proof.newCode(link, (em, code) => this.post.code(em, link, code));
  }

  async prove(
    link: FoundLink,
    given: { readonly code: string; readonly name: string; readonly device: string | undefined },
  ): Promise<string | Refusal> {
    return hasMailbox(link) ? this.proof.prove(link, given) : new Refusal('not-found');
  }

  /** For a link that ran out: the same link, good again, to the same mailbox. */
  async sendAgain(link: FoundLink): Promise<Refusal | undefined> {
    if (!hasMailbox(link) || link.standing !== 'expired') return new Refusal('not-found');
    const waitMs = await this.mails.take(link.linkId, MAILS_PER_HOUR);
    if (waitMs !== null) return tooMany(waitMs);
    await this.transactions.run(async (em) => {
      await this.links.prolong(em, link.linkId);
      await this.post.again(em, link);
    });
    return undefined;
  }

  /** Ends a colleague's link at once. Refuses with `not-found` what was not handed on from here. */
  async revoke(
    viewer: PartnerViewer,
    taskId: string,
    linkId: string,
  ): Promise<Refusal | undefined> {
    const isDone = await this.transactions.run((em) =>
      this.links.revokeHanded(em, linkId, handedBy(viewer, taskId)),
    );
    return isDone ? undefined : new Refusal('not-found');
  }

  /** A link in a colleague's own name; mailed where an address is given. Answers the link to be shown. */
  async handOver(
    viewer: PartnerViewer,
    task: { readonly taskId: string; readonly requestId: string; readonly ticketNumber: string },
    to: {
      readonly personName: string;
      readonly address: string | null;
      readonly partnerName: string;
    },
  ): Promise<string | Refusal> {
    const waitMs = await this.mails.take(`hand:${viewer.partnerId}:${task.taskId}`, 20);
    if (waitMs !== null) return tooMany(waitMs);
    const { personName, address, partnerName } = to;
    const { partnerId, name: handedBy, link } = viewer;
    return this.transactions.run(async (em) => {
      const handedFrom = link?.linkId ?? null;
      const made = { taskId: task.taskId, partnerId, address, personName, handedBy, handedFrom };
      const { linkId, url } = await this.links.handOver(em, made);
      if (address)
        await this.post.handed(em, {
          ...task,
          linkId,
          partnerName,
          personName,
          address,
        });
      return url;
    });
  }
}

/** Somebody with an account looks after all of the task's, who came by a link after those that they handed on themselves. */
export function handedBy({ partnerId, link }: PartnerViewer, taskId: string): HandedBy {
  return { taskId, partnerId, ...(link && { handedFrom: link.linkId }) };
}

function hasMailbox(link: FoundLink): link is MailboxLink {
  return link.address !== null;
}
