import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '../config/vault.js';
import { canonicalSha256 } from '../shared/canonical-json.js';
import { Clock } from '../shared/clock.js';
import { isRefusal, Refusal } from '../shared/refusal.js';
import { CommandReply } from './command-reply.entity.js';
import { queryRows } from './query-rows.js';
import { together } from './statements/together.js';
import { Reads } from './reads.js';
import { updateRows } from './update-rows.js';
import { Transactions } from './transactions.js';

export interface CommandKey {
  readonly caller: string;
  /** 1 to 255 characters: `Idempotency-Key`, or a form's `submissionId`. */
  readonly key: string;
  readonly body: unknown;
}

/**
 * Promises one effect for a command that is sent any number of times: the reply is stored, sealed, in the command's own transaction.
 * Same key with another body is refused (`key-reused`). A refusal of the command itself is not kept: it may be tried again.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Runs the command in a transaction of its own, or gives the answer that it gave before. */
  run<T>(
    command: CommandKey,
    work: (em: EntityManager) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    return this.runAfter(command, () => Promise.resolve(), work);
  }

  /** The same for work that begins with reading: that is asked for together with the key, so also where the answer is known. */
  runAfter<R, T>(
    command: CommandKey,
    reading: (em: EntityManager) => Promise<R>,
    work: (em: EntityManager, read: R) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const bodySha256 = canonicalSha256(command.body);
    return this.transactions.run(async (em) => {
      const [isFirst, read] = await together(this.claim(em, command, bodySha256), reading(em));
      if (!isFirst) return this.replay<T>(em, command, bodySha256);
      const reply = await work(em, read);
      await this.keep(em, command, reply);
      return reply;
    });
  }

  /** The answer that this command was given before; null where it was not. */
  async answered<T>(command: CommandKey): Promise<T | Refusal | null> {
    const { caller, key } = command;
    const known = await this.reads.of(CommandReply).findOneBy({ caller, key });
    return known && this.answerOf<T>(known, canonicalSha256(command.body));
  }

  private async claim(
    em: EntityManager,
    { caller, key }: CommandKey,
    bodySha256: string,
  ): Promise<boolean> {
    const rows = await queryRows(
      em,
      `INSERT INTO command_replies (caller, key, body_sha256, created_at)
       VALUES (:caller, :key, :bodySha256, :now) ON CONFLICT DO NOTHING RETURNING key`,
      { caller, key, bodySha256, now: this.clock.now().toISOString() },
    );
    return rows.length === 1;
  }

  private async keep(
    em: EntityManager,
    { caller, key }: CommandKey,
    reply: unknown,
  ): Promise<void> {
    if (isRefusal(reply)) await em.delete(CommandReply, { caller, key });
    else
      await updateRows(em, CommandReply, { caller, key }, { reply: this.vault.seal(JSON.stringify(reply)) }); // prettier-ignore
  }

  private async replay<T>(
    em: EntityManager,
    { caller, key }: CommandKey,
    bodySha256: string,
  ): Promise<T | Refusal> {
    const known = await em.findOneBy(CommandReply, { caller, key });
    return known ? this.answerOf<T>(known, bodySha256) : new Refusal('key-running'); // given up in this moment
  }

  private answerOf<T>(known: CommandReply, bodySha256: string): T | Refusal {
    if (known.bodySha256 !== bodySha256) return new Refusal('key-reused');
    if (known.reply === null) return new Refusal('key-running');
    return JSON.parse(this.vault.open(known.reply)) as T; // written by `once`
  }
}
