import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { changeRows, queryRows } from '../../database/query-rows.js';
import { DeliveryListeners } from '../delivery-listeners.js';
import { Fallback } from './fallback.js';
import type { Judged } from './marks.js';

/**
 * What an attempt means beyond its own row, in the transaction that marks it: since when an endpoint has done nothing but fail, whether it is
 * switched off, and who is told. Promises that whoever listens hears of an endpoint once.
 */
@Injectable()
export class Aftermath {
  private readonly log = new Logger(Aftermath.name);

  constructor(
    private readonly listeners: DeliveryListeners,
    private readonly fallback: Fallback,
  ) {}

  /** Their endpoints are well, whatever failed beside. */
  async ofAccepted(em: EntityManager, accepted: readonly Judged[]): Promise<void> {
    const ids = [...new Set(accepted.flatMap(({ leased }) => leased.endpoint?.id ?? []))];
    if (ids.length === 0) return;
    await changeRows(
      em,
      'UPDATE endpoints SET failing_since = NULL WHERE id IN (:...ids) AND failing_since IS NOT NULL',
      { ids },
    );
  }

  async ofFailed(em: EntityManager, failed: Judged, now: Date): Promise<void> {
    await this.noteHealth(em, failed, now);
    await this.tellPeople(em, failed);
  }

  private async noteHealth(
    em: EntityManager,
    { leased: { endpoint, channel, destination }, verdict, outcome }: Judged,
    now: Date,
  ): Promise<void> {
    if (!endpoint) return;
    const { id, partnerId } = endpoint;
    const at = now.toISOString();
    if (verdict.endpoint === 'failing') await noteFailing(em, id, at);
    if (verdict.endpoint !== 'disable') return;
    const reason = outcome.detail;
    if (!(await switchOff(em, id, { at, reason }))) return;
    await this.listeners.hearDisabled(em, { endpointId: id, partnerId, reason });
    if (channel === 'email')
      await this.listeners.hearMailboxLost(em, { partnerId, address: destination });
  }

  private async tellPeople(
    em: EntityManager,
    { leased, outcome, verdict: { mailInstead, state } }: Judged,
  ): Promise<void> {
    const isMailed =
      mailInstead !== 'no' &&
      (await this.fallback.mailInstead(em, leased, mailInstead === 'with-followers'));
    const isReplaced = outcome.kind === 'endpoint-gone' && isMailed; // who is told of the endpoint needs no word on each message
    if (state !== 'dead' || isReplaced) return;
    this.log.error(`delivery ${leased.id} (${leased.channel}) is dead: ${outcome.detail}`);
    await this.listeners.hearDead(em, {
      deliveryId: leased.id,
      channel: leased.channel,
      kind: leased.kind,
      subject: leased.subject,
      partnerId: leased.endpoint?.partnerId ?? null,
      reason: outcome.detail,
    });
  }
}

async function noteFailing(em: EntityManager, id: string, at: string): Promise<void> {
  await changeRows(
    em,
    'UPDATE endpoints SET failing_since = :at WHERE id = :id AND failing_since IS NULL',
    { id, at },
  );
}

/** True where it was on. */
async function switchOff(
  em: EntityManager,
  id: string,
  { at, reason }: { at: string; reason: string },
): Promise<boolean> {
  const rows = await queryRows(
    em,
    `UPDATE endpoints SET disabled_at = :at, disabled_reason = :reason
     WHERE id = :id AND disabled_at IS NULL RETURNING id`,
    { id, at, reason: reason.slice(0, 200) },
  );
  return rows.length === 1;
}
