import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Environment } from '../../../config/environment.js';
import { Vault } from '../../../config/vault.js';
import { toInstant, toInstantOrNull } from '../../../database/columns.js';
import { insertRows } from '../../../database/insert-rows.js';
import { queryRows } from '../../../database/query-rows.js';
import { Reads } from '../../../database/reads.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import { isOpenTask, type TaskState } from '../domain/task-states.js';
import { linkIdOf, linkToken } from './link-token.js';
import { TaskLink } from './task-link.entity.js';

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
  /** `open`; `expired` may be asked for anew; `ended` may not. */
  readonly standing: 'open' | 'expired' | 'ended';
}

interface LinkRow extends Omit<FoundLink, 'standing'> {
  readonly revokedAt: string | null;
  readonly isActive: boolean | number;
}

/**
 * Ways to a task's page from a mail, without an account: one per task and mailbox, good for 14 days from the last letter that carried it
 * and until the task closes. Finds nothing for a token that was not signed here.
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
  async urlFor(
    em: EntityManager,
    to: { readonly taskId: string; readonly partnerId: string; readonly address: string },
  ): Promise<string | null> {
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
    to: Pick<TaskLink, 'taskId' | 'partnerId' | 'address' | 'personName' | 'handedBy'>,
  ): Promise<{ linkId: string; url: string; expiresAt: Date }> {
    const linkId = newId();
    const times = this.times();
    await insertRows(em, TaskLink, [{ id: linkId, ...to, ...times }]);
    return { linkId, url: this.urlOf(linkId), expiresAt: times.expiresAt };
  }

  /** Good for another 14 days, reminders begin anew. */
  async prolong(em: EntityManager, linkId: string): Promise<string> {
    const { expiresAt, remindedAt } = this.times();
    await em.update(TaskLink, { id: linkId }, { expiresAt, remindedAt });
    return this.urlOf(linkId);
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
         l.expires_at AS "expiresAt", l.revoked_at AS "revokedAt", t.state AS "taskState", p.is_active AS "isActive"
       FROM task_links l JOIN tasks t ON t.id = l.task_id JOIN service_requests r ON r.id = t.request_id
       JOIN partners p ON p.id = l.partner_id WHERE l.id = :linkId`,
      { linkId },
    );
    if (!row) return null;
    const { revokedAt, isActive, ...link } = row;
    const expiresAt = toInstant(link.expiresAt);
    const isEnded = toInstantOrNull(revokedAt) !== null || !isActive || !isOpenTask(link.taskState);
    const isExpired = expiresAt <= this.clock.now();
    return { ...link, expiresAt, standing: isEnded ? 'ended' : isExpired ? 'expired' : 'open' };
  }

  urlOf(linkId: string): string {
    return `${this.environment.publicUrl}/incarico/${linkToken(this.vault, linkId)}`;
  }

  private async renew(
    em: EntityManager,
    { taskId, partnerId, address }: { taskId: string; partnerId: string; address: string },
  ): Promise<string> {
    const known = await em.findOneBy(TaskLink, { taskId, partnerId, address });
    if (known?.revokedAt === null && known.personName === null) {
      await this.prolong(em, known.id);
      return known.id;
    }
    const id = newId();
    const nobodyYet = { personName: null, handedBy: null };
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
