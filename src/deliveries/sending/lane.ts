import type { Channel } from '../channels/channel.js';
import { FIRST_SHARE, nextShare } from '../domain/share.js';

/** Carries a message; calls `landed` when the other side has answered, resolves when that is written down. */
type Flight = (landed: (isAccepted: boolean) => void) => Promise<void>;

/**
 * What one channel has in the air. Promises never more than `atOnce`, and to one endpoint never more than its share, so that a
 * receiver that hangs keeps a place or two and no more. A place is free with the answer: its mark and the next lease share a commit.
 */
export class Lane {
  /** Endpoints of what flies; null where it goes to a person's mailbox. */
  private readonly places: (string | null)[] = [];
  private readonly shares = new Map<string, number>();
  private readonly flights = new Set<Promise<void>>();

  constructor(
    readonly channel: Channel,
    private readonly atOnce: number,
  ) {}

  get free(): number {
    return this.atOnce - this.places.length;
  }

  /** What has not been written down yet. */
  get unfinished(): Promise<void>[] {
    return [...this.flights];
  }

  /** `changed` is called when a place is free, and again when the answer is written: then the next of its stream may go. */
  fly(endpointId: string | null, flight: Flight, changed: () => void): void {
    this.places.push(endpointId);
    const ended = flight((isAccepted) => {
      this.places.splice(this.places.indexOf(endpointId), 1);
      this.learn(endpointId, isAccepted);
      changed();
    }).then(() => {
      this.flights.delete(ended);
      changed();
    });
    this.flights.add(ended);
  }

  flyingTo(endpointId: string): number {
    return this.places.filter((to) => to === endpointId).length;
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
