import { Injectable, Logger } from '@nestjs/common';
import { Vault } from '../../config/vault.js';
import { Channels } from '../channels/channels.js';
import { Checkpoints } from './checkpoints.js';
import type { Outcome } from '../domain/outcome.js';
import { EndpointSecrets } from '../endpoint-secrets.js';
import type { Leased } from './leases.js';
import type { Result } from './marks.js';
import { OutcomeBook } from './outcome-book.js';

const INTERNAL: Outcome = { kind: 'retry', detail: 'internal error', retryAfterMs: null };

/**
 * Carries one leased delivery: opens it, sends it outside any transaction, writes what came of it. The same for every way of waking.
 * Never throws: what cannot even be opened counts as a failed attempt, and what cannot be written is found again when its lease runs out.
 */
@Injectable()
export class Postman {
  private readonly log = new Logger(Postman.name);

  constructor(
    private readonly channels: Channels,
    private readonly book: OutcomeBook,
    private readonly secrets: EndpointSecrets,
    private readonly vault: Vault,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** Calls `landed` when the other side has answered; resolves when the answer is written down. */
  async carry(leased: Leased, landed: (isAccepted: boolean) => void): Promise<void> {
    const result = await this.attempt(leased);
    landed(result.outcome.kind === 'sent');
    try {
      await this.book.record(result);
    } catch (error) {
      this.log.error(`delivery ${leased.id}: outcome not written, tried again later`, error);
    }
    await this.checkpoints.reach('after-mark', leased.id);
  }

  private async attempt(leased: Leased): Promise<Result> {
    const start = performance.now();
    await this.checkpoints.reach('after-lease', leased.id);
    const content = this.open(leased);
    const outcome = await this.send(leased, content);
    await this.checkpoints.reach('after-accept', leased.id);
    const sizeBytes = content === null ? null : Buffer.byteLength(content);
    return { leased, outcome, durationMs: performance.now() - start, sizeBytes };
  }

  private open(leased: Leased): string | null {
    try {
      return this.vault.open(leased.sealedContent);
    } catch (error) {
      this.log.error(`delivery ${leased.id}: cannot be opened`, error);
      return null;
    }
  }

  private async send(leased: Leased, content: string | null): Promise<Outcome> {
    if (leased.endpoint?.isDisabled) return { kind: 'endpoint-gone', detail: 'endpoint disabled' };
    if (content === null) return INTERNAL;
    try {
      return await this.channels.of(leased.channel).send({
        id: leased.id,
        destination: leased.destination,
        createdAt: leased.createdAt,
        content,
        secrets: this.secrets.valid(leased.endpoint?.sealedSecret ?? null),
      });
    } catch (error) {
      this.log.error(`delivery ${leased.id}: cannot be sent`, error);
      return INTERNAL;
    }
  }
}
