import { Injectable, Logger } from '@nestjs/common';
import type { ImapFlow } from 'imapflow';
import { Environment } from '../../config/environment.js';
import { imapClient } from '../../deliveries/inbound/imap-client.js';
import { MailIntake } from './mail-intake.service.js';

const AT_ONCE = 50;
const SIZE_MAX = 16_000_000;

/**
 * Reads the mailbox of IMAP_URL once a minute: what is unseen is taken in, and marked as seen only then, so that a cut or a kill takes it in
 * again, which changes nothing. A server that is away is tried again at the next minute.
 */
@Injectable()
export class ImapPoll {
  private readonly logger = new Logger('mailbox');

  constructor(
    private readonly environment: Environment,
    private readonly intake: MailIntake,
  ) {}

  /** One visit; answers how many were taken in. */
  async poll(): Promise<number> {
    const client = await imapClient(this.environment.imapUrl ?? '');
    client.on('error', (error: Error) => this.away(error)); // also told by the call that it breaks
    await client.connect();
    try {
      return await this.takeUnseen(client);
    } finally {
      await client.logout().catch(() => client.close());
    }
  }

  private async takeUnseen(client: ImapFlow): Promise<number> {
    const { pathname } = new URL(this.environment.imapUrl ?? '');
    const lock = await client.getMailboxLock(decodeURIComponent(pathname.slice(1)) || 'INBOX');
    try {
      const unseen = (await client.search({ seen: false }, { uid: true })) || [];
      for (const uid of unseen.slice(0, AT_ONCE)) await this.takeOne(client, String(uid));
      return Math.min(unseen.length, AT_ONCE);
    } finally {
      lock.release();
    }
  }

  private async takeOne(client: ImapFlow, uid: string): Promise<void> {
    const wanted = { source: { start: 0, maxLength: SIZE_MAX } };
    const found = await client.fetchOne(uid, wanted, { uid: true });
    if (!found || !found.source) return;
    const outcome = await this.intake.take(found.source);
    await client.messageFlagsAdd(uid, ['\\Seen'], { uid: true });
    this.logger.log({ event: 'mail-taken-in', outcome });
  }

  private away(error: unknown): void {
    this.logger.warn({
      event: 'mailbox-away',
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}
