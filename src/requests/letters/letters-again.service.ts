import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { Idempotency } from '../../database/idempotency.service.js';
import { queryRows } from '../../database/query-rows.js';
import { Delivery } from '../../deliveries/delivery.entity.js';
import { DeliveryLog, type FreshContent } from '../../deliveries/delivery-log.js';
import { Audit } from '../../proof/audit.service.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { callerOf } from '../steps/caller.js';
import { LetterWriter } from './letter-writer.service.js';

const ALL_MAX = 100;

/**
 * Sends a letter again that died in the post: the same address, the words of the step that it was about. Refuses with `not-found` what is
 * no such letter, and with `not-possible-now` one whose words are gone: with a password in it, or erased.
 */
@Injectable()
export class LettersAgain {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly log: DeliveryLog,
    private readonly writer: LetterWriter,
    private readonly audit: Audit,
  ) {}

  /** The new delivery's id. */
  send(viewer: Viewer, deliveryId: string, key: string): Promise<{ deliveryId: string } | Refusal> {
    const command = { caller: callerOf(viewer), key, body: { again: deliveryId } };
    return this.idempotency.run(command, async (em) => {
      const dead = await em.findOneBy(Delivery, { id: deliveryId, state: 'dead' });
      if (!dead?.subject) return new Refusal('not-found');
      const fresh = await this.fresh(em, dead, dead.subject);
      if (isRefusal(fresh)) return fresh;
      const sent = await this.log.resend(em, deliveryId, fresh);
      if (isRefusal(sent)) return sent;
      const accountId = viewer.kind === 'office' ? viewer.accountId : null;
      await this.audit.append(em, {
        event: 'delivery-resent',
        accountId,
        data: { delivery: deliveryId },
      });
      return { deliveryId: sent };
    });
  }

  /** Every letter on the list of the dead, the newest hundred. `left`: those that could not be written again. */
  async sendAll(viewer: Viewer, key: string): Promise<{ sent: number; left: number }> {
    const { items } = await this.log.dead(undefined, ALL_MAX);
    let sent = 0;
    for (const { id } of items)
      if (!isRefusal(await this.send(viewer, id, `${key}:${id}`))) sent += 1;
    return { sent, left: items.length - sent };
  }

  private async fresh(
    em: EntityManager,
    dead: Delivery,
    requestId: string,
  ): Promise<FreshContent | Refusal> {
    const seq = await stepBehind(em, dead, requestId);
    const about = seq === null ? null : { requestId, seq };
    const fresh = about ? await this.writer.write(em, dead, about) : null;
    return fresh ?? new Refusal('not-possible-now', 'letter-gone');
  }
}

/** A letter is posted in the transaction of its step, right after it: the last step recorded before the letter is its own. */
async function stepBehind(
  em: EntityManager,
  dead: Delivery,
  requestId: string,
): Promise<number | null> {
  const [row] = await queryRows<{ seq: number }>(
    em,
    `SELECT seq FROM steps WHERE request_id = :requestId AND recorded_at <= :createdAt ORDER BY seq DESC LIMIT 1`,
    { requestId, createdAt: dead.createdAt.toISOString() },
  );
  return row?.seq ?? null;
}
