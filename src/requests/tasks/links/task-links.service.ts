import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, Not } from 'typeorm';
import { Environment } from '../../../config/environment.js';
import { Vault } from '../../../config/vault.js';
import { toInstant, toInstantOrNull } from '../../../database/columns.js';
import { insertRows } from '../../../database/insert-rows.js';
import { queryRows } from '../../../database/query-rows.js';
import { Reads } from '../../../database/reads.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import type { LocalizedText } from '../../../shared/localized-text.js';
import { isOpenTask, type TaskState } from '../domain/task-states.js';
import { linkIdOf, linkToken } from './link-token.js';
import { revokeLinks } from './revoke-links.js';
import { TaskLink } from './task-link.entity.js';

/** Of a partner, that is to answer a task. */
export interface Mailbox {
  readonly taskId: string;
  readonly partnerId: string;
  readonly address: string;
}

/** Whose links a partner's person may look after: those handed to colleagues, of one who came by a link only their own. */
export interface HandedBy {
  readonly taskId: string;
  readonly partnerId: string;
  readonly handedFrom?: string;
}

export const LINK_DAYS = 14;
const DAY_MS = 86_400_000;

/** A link with what its page needs before anybody has proved anything. */
export interface FoundLink {
  readonly linkId: string;
  readonly taskId: string;
  readonly requestId: string;
  readonly ticketNumber: string;
  readonly partnerId: string;
  readonly partnerName: string;
  readonly address: string | null;
  readonly personName: string | null;
  readonly expiresAt: Date;
  readonly taskState: TaskState;
  readonly isRevoked: boolean;
  /** `open`; `expired` may be asked for anew; `revoked` the office may send anew; `ended` nobody may. */
  readonly standing: 'open' | 'expired' | 'revoked' | 'ended';
  /** Whom to ask: the office that has the request. */
  readonly office: {
    readonly name: LocalizedText;
    readonly email: string | null;
    readonly phone: string | null;
  };
}

interface LinkRow extends Omit<FoundLink, 'standing' | 'isRevoked' | 'office'> {
  readonly revokedAt: string | null;
  readonly isActive: boolean | number;
  readonly officeName: string;
  readonly officeEmail: string | null;
  readonly officePhone: string | null;
}

/**
 * Ways to a task's page from a mail, without an account: one per task and mailbox, good for 14 days from the last letter that carried it
 * and until the task closes or somebody revokes it. Finds nothing for a token that was not signed here.
 */
@Injectable()
export class TaskLinks {
  constructor(
    private readonly environment: Environment,
    private readonly vault: Vault,
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** The address of the page, to be put into a letter to this mailbox; null where the task takes no answers any more. */
  async urlFor(em: EntityManager, to: Mailbox): Promise<string | null> {
    const [open] = await queryRows<{ id: string }>(
      em,
      `SELECT id FROM tasks WHERE id = :taskId AND partner_id = :partnerId AND state IN ('offered', 'accepted', 'scheduled')`,
      { taskId: to.taskId, partnerId: to.partnerId },
    );
    return open ? this.urlOf(await this.renew(em, to)) : null;
  }

  /** For a colleague: a link of their own, in their name, that ends with the clerk's. */
  async handOver(
    em: EntityManager,
    to: Pick<
      TaskLink,
      'taskId' | 'partnerId' | 'address' | 'personName' | 'handedBy' | 'handedFrom'
    >,
  ): Promise<{ linkId: string; url: string }> {
    const linkId = newId();
    await insertRows(em, TaskLink, [{ id: linkId, ...to, ...this.times() }]);
    return { linkId, url: this.urlOf(linkId) };
  }

  /** Good for another 14 days, reminders begin anew. */
  async prolong(em: EntityManager, linkId: string): Promise<string> {
    const { expiresAt, remindedAt } = this.times();
    await em.update(TaskLink, { id: linkId }, { expiresAt, remindedAt });
    return this.urlOf(linkId);
  }

  /** Ends it at once, with those that were handed on from it. */
  revoke(em: EntityManager, linkId: string): Promise<void> {
    return revokeLinks(em, { linkId }, this.clock.now());
  }

  /** The same for a colleague's link; false where it is not one of these. */
  async revokeHanded(em: EntityManager, linkId: string, by: HandedBy): Promise<boolean> {
    const isOne = await em.existsBy(TaskLink, { ...by, id: linkId, personName: Not(IsNull()) });
    if (isOne) await this.revoke(em, linkId);
    return isOne;
  }

  /** True for the one caller that may remind of it. */
  async claimReminder(em: EntityManager, linkId: string): Promise<boolean> {
    const unclaimed = { id: linkId, remindedAt: IsNull() };
    const claimed = await em.update(TaskLink, unclaimed, { remindedAt: this.clock.now() });
    return claimed.affected === 1;
  }

  async find(token: string): Promise<FoundLink | null> {
    const linkId = linkIdOf(this.vault, token);
    return linkId ? this.byId(linkId) : null;
  }

  async byId(linkId: string): Promise<FoundLink | null> {
    const [row] = await this.reads.rows<LinkRow>(
      `SELECT l.id AS "linkId", l.task_id AS "taskId", t.request_id AS "requestId", r.ticket_number AS "ticketNumber",
         l.partner_id AS "partnerId", p.name AS "partnerName", l.address AS "address", l.person_name AS "personName",
         l.expires_at AS "expiresAt", l.revoked_at AS "revokedAt", t.state AS "taskState", p.is_active AS "isActive",
         o.name AS "officeName", o.email AS "officeEmail", o.phone AS "officePhone"
       FROM task_links l JOIN tasks t ON t.id = l.task_id JOIN service_requests r ON r.id = t.request_id
       JOIN partners p ON p.id = l.partner_id JOIN offices o ON o.id = r.office_id WHERE l.id = :linkId`,
      { linkId },
    );
    return row ? foundOf(row, this.clock.now()) : null;
  }

  urlOf(linkId: string): string {
    return this.environment.publicUrl + this.pathOf(linkId);
  }

  pathOf(linkId: string): string {
    return `/incarico/${linkToken(this.vault, linkId)}`;
  }

  /** The id of the mailbox's own link to the task, good for another 14 days: a new one where there is none, or where it was revoked. */
  async renew(em: EntityManager, { taskId, partnerId, address }: Mailbox): Promise<string> {
    const standing = { revokedAt: IsNull(), personName: IsNull() };
    const known = await em.findOneBy(TaskLink, { taskId, partnerId, address, ...standing });
    if (known) {
      await this.prolong(em, known.id);
      return known.id;
    }
    const id = newId();
    const nobodyYet = { personName: null, handedBy: null, handedFrom: null };
    await insertRows(em, TaskLink, [
      { id, taskId, partnerId, address, ...nobodyYet, ...this.times() },
    ]);
    return id;
  }

  private times() {
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + LINK_DAYS * DAY_MS);
    return { createdAt, expiresAt, revokedAt: null, remindedAt: null };
  }
}

function foundOf(row: LinkRow, now: Date): FoundLink {
  const { revokedAt, isActive, officeName, officeEmail, officePhone, ...link } = row;
  const expiresAt = toInstant(link.expiresAt);
  const isRevoked = toInstantOrNull(revokedAt) !== null;
  const name = JSON.parse(officeName) as LocalizedText; // a JSON column
  return {
    ...link,
    ...{ expiresAt, isRevoked },
    standing: standingOf(
      { isOpen: Boolean(isActive) && isOpenTask(link.taskState), isRevoked, expiresAt },
      now,
    ),
    office: { name, email: officeEmail, phone: officePhone },
  };
}

export function standingOf(
  link: { readonly isOpen: boolean; readonly isRevoked: boolean; readonly expiresAt: Date },
  now: Date,
): FoundLink['standing'] {
  if (!link.isOpen) return 'ended';
  if (link.isRevoked) return 'revoked';
  return link.expiresAt <= now ? 'expired' : 'open';
}
