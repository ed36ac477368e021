import { Injectable } from '@nestjs/common';
import { Reads } from '../../../database/reads.js';
import { Transactions } from '../../../database/transactions.js';
import { LinkPost } from '../../../requests/letters/beside-steps/link-post.service.js';
import { TaskLinks } from '../../../requests/tasks/links/task-links.service.js';
import { Clock } from '../../../shared/clock.js';

const BEFORE_MS = 2 * 86_400_000;
const AT_ONCE = 200;

/** Promises one reminder by mail, two days before a link to an open task runs out. */
@Injectable()
export class TaskReminders {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly links: TaskLinks,
    private readonly post: LinkPost,
    private readonly clock: Clock,
  ) {}

  /** Reminds of what is due now; answers how many. */
  async remind(): Promise<number> {
    const now = this.clock.now();
    const due = await this.reads.rows<{ id: string }>(
      `SELECT l.id FROM task_links l JOIN tasks t ON t.id = l.task_id JOIN partners p ON p.id = l.partner_id
       WHERE l.reminded_at IS NULL AND l.revoked_at IS NULL AND l.address IS NOT NULL AND l.expires_at > :now
         AND l.expires_at <= :soon AND t.state IN ('offered', 'accepted', 'scheduled') AND p.is_active = :yes
       ORDER BY l.expires_at LIMIT ${AT_ONCE}`,
      {
        now: now.toISOString(),
        soon: new Date(now.getTime() + BEFORE_MS).toISOString(),
        yes: true,
      },
    );
    for (const { id } of due) await this.remindOf(id);
    return due.length;
  }

  private async remindOf(linkId: string): Promise<void> {
    const link = await this.links.byId(linkId);
    if (link?.standing !== 'open' || link.address === null) return;
    const mailed = { ...link, address: link.address };
    await this.transactions.run(async (em) => {
      if (await this.links.claimReminder(em, linkId)) await this.post.reminder(em, mailed);
    });
  }
}
