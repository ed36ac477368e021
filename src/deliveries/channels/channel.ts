import type { Outcome } from '../domain/outcome.js';

/** How a message leaves the house. Adding a channel: its word here, its class beside this file, its place in `channels.ts`. */
export const CHANNELS = ['email', 'pec', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];
/** What carries a mail: the ordinary account, or the council's certified one (PEC, d.P.R. 68/2005). */
export type MailRoad = Exclude<Channel, 'webhook'>;

/** A delivery taken for one attempt, opened. */
export interface Parcel {
  readonly id: string;
  readonly destination: string;
  readonly createdAt: Date;
  /** As the outbox froze it: a mail's JSON, or a webhook's body byte for byte. */
  readonly content: string;
  /** Secrets that sign, the current one first; empty for mail. */
  readonly secrets: readonly string[];
}

/**
 * One attempt over one channel. Promises an outcome within a limit of its own, below the lease; sends the same bytes under the same id
 * each time; throws only on a bug.
 */
export interface Carrier {
  send(parcel: Parcel): Promise<Outcome>;
  close(): Promise<void>;
}
