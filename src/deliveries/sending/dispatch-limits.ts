import { Injectable } from '@nestjs/common';
import type { Channel } from '../channels/channel.js';

/** How much is sent at once, and how long things wait. A test puts smaller ones in place. */
@Injectable()
export class DispatchLimits {
  /** Messages in the air by channel. */
  readonly atOnce: Record<Channel, number> = { email: 4, pec: 2, webhook: 64 };
  readonly pollMs: number = 1_000;
  /** How long a stop waits for what is in the air. */
  readonly drainMs: number = 15_000;
  /** With Redis: how often the sweeper looks in the database. */
  readonly sweepMs: number = 30_000;
}
