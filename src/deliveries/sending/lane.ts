import type { Channel } from '../channels/channel.js';
import { FIRST_SHARE, nextShare } from '../domain/share.js';

/**
 * What one channel has in the air. Promises never more than `atOnce`, and to one endpoint never more than its share, so that a
 * receiver that hangs keeps a place or two and no more.
 */
export class Lane {
  /** Endpoint of each flight; null where it goes to a person's mailbox. */
  private readonly flights = new Map<Promise<void>, string | null>();
  private readonly shares = new Map<string, number>();

  constructor(
    readonly channel: Channel,
    private readonly atOnce: number,
  ) {}

  get free(): number {
    return this.atOnce - this.flights.size;
  }

  get inTheAir(): Promise<void>[] {
    return [...this.flights.keys()];
  }

  /** Resolves when it has landed. `flight` says whether the message was accepted. */
  async fly(endpointId: string | null, flight: Promise<boolean>): Promise<void> {
    const landed = flight.then((isAccepted) => this.learn(endpointId, isAccepted));
    this.flights.set(landed, endpointId);
    await landed;
    this.flights.delete(landed);
  }

  flyingTo(endpointId: string): number {
    return [...this.flights.values()].filter((to) => to === endpointId).length;
  }

  /** How many more may go there now. */
  roomTo(endpointId: string): number {
    return (this.shares.get(endpointId) ?? FIRST_SHARE) - this.flyingTo(endpointId);
  }

  private learn(endpointId: string | null, isAccepted: boolean): void {
    if (endpointId === null) return;
    const share = this.shares.get(endpointId) ?? FIRST_SHARE;
    this.shares.set(endpointId, nextShare(share, isAccepted));
  }
}
