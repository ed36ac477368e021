import { Injectable, Logger } from '@nestjs/common';
import { Bell } from '../bell.js';
import { CHANNELS, type Channel } from '../channels/channel.js';
import { DispatchLimits } from './dispatch-limits.js';
import { type Due, Leases } from './leases.js';
import { Postman } from './postman.js';

/** What one channel has in the air. */
interface Lane {
  readonly channel: Channel;
  readonly atOnce: number;
  /** Destination of each flight. */
  readonly flights: Map<Promise<void>, string>;
}

/**
 * Sends what is due, in this process. Promises that a commit wakes it, that it looks every second besides, that each channel has its own
 * lane and one destination only a part of it (a receiver that hangs does not stop the others), and that it ends what flies before
 * it stops. Idle, a wake is one read.
 */
@Injectable()
export class Dispatcher {
  private readonly log = new Logger(Dispatcher.name);
  private readonly lanes: readonly Lane[];
  private timer: NodeJS.Timeout | undefined;
  private unhook: (() => void) | undefined;
  private round: Promise<void> | undefined;
  private readonly asked = new Set<Lane>();

  constructor(
    private readonly leases: Leases,
    private readonly postman: Postman,
    private readonly bell: Bell,
    private readonly limits: DispatchLimits,
  ) {
    this.lanes = CHANNELS.map((channel) => ({
      channel,
      atOnce: limits.atOnce[channel],
      flights: new Map(),
    }));
  }

  start(): void {
    this.unhook = this.bell.onRing((_ids, delayMs) => {
      if (delayMs === 0) this.wake(); // a later attempt is found by the poll
    });
    this.lookEvery(this.limits.pollMs);
  }

  /** Looks now and from now on every `pollMs`: seldom where somebody else wakes us, each second where nobody does. */
  lookEvery(pollMs: number): void {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.poll(), pollMs);
    this.poll();
  }

  /** Sends what is due, soon; returns at once. */
  wake(lanes: readonly Lane[] = this.lanes): void {
    for (const lane of lanes) this.asked.add(lane);
    if (this.round || !this.isRunning) return;
    this.round = this.rounds()
      .catch((error: unknown) => this.log.warn('nothing dispatched, tried again soon', error))
      .finally(() => {
        this.round = undefined;
        if (this.asked.size > 0) this.wake([]); // asked between the last look and this line
      });
  }

  /** Takes nothing new, waits for what flies, at most `drainMs`. What is left is found again when its lease runs out. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.unhook?.();
    await this.round;
    const flying = this.lanes.flatMap((lane) => [...lane.flights.keys()]);
    let limit: NodeJS.Timeout | undefined;
    const tooLong = new Promise((resolve) => {
      limit = setTimeout(resolve, this.limits.drainMs);
    });
    await Promise.race([Promise.all(flying), tooLong]);
    clearTimeout(limit);
  }

  private get isRunning(): boolean {
    return this.timer !== undefined;
  }

  private poll(): void {
    void this.leases
      .takeBackExpired()
      .catch((error: unknown) => this.log.warn('leases not looked through', error))
      .then(() => this.wake());
  }

  private async rounds(): Promise<void> {
    while (this.asked.size > 0 && this.isRunning)
      for (const lane of this.lanes) if (this.asked.delete(lane)) await this.fill(lane);
  }

  private async fill(lane: Lane): Promise<void> {
    for (;;) {
      const free = lane.atOnce - lane.flights.size;
      if (free <= 0 || !this.isRunning) return;
      const { channel } = lane;
      const due = await this.leases.due({ channel, limit: free, except: this.busy(lane) });
      const leased = await this.leases.take(this.withinShare(lane, due));
      for (const delivery of leased)
        this.fly(lane, delivery.destination, this.postman.carry(delivery));
      if (leased.length === 0 || due.length < free) return;
    }
  }

  private fly(lane: Lane, destination: string, flight: Promise<void>): void {
    lane.flights.set(flight, destination);
    void flight.finally(() => {
      lane.flights.delete(flight);
      this.wake([lane]); // a place is free, and the next of its stream may go
    });
  }

  /** Destinations that use their share of the lane. */
  private busy(lane: Lane): string[] {
    return [...countBy(lane.flights.values())]
      .filter(([, count]) => count >= this.limits.perDestination)
      .map(([destination]) => destination);
  }

  private withinShare(lane: Lane, due: readonly Due[]): string[] {
    const counts = countBy(lane.flights.values());
    return due
      .filter(({ destination }) => {
        const count = (counts.get(destination) ?? 0) + 1;
        counts.set(destination, count);
        return count <= this.limits.perDestination;
      })
      .map(({ id }) => id);
  }
}

function countBy(words: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
