import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Bell } from '../bell.js';
import { CHANNELS } from '../channels/channel.js';
import { DispatchLimits } from './dispatch-limits.js';
import { DueDeliveries } from './due-deliveries.js';
import { Lane } from './lane.js';
import { Leases } from './leases.js';
import { Postman } from './postman.js';

/** How often a look that another sender was faster at is repeated at once; then its rows are that sender's business. */
const LOOKS_AT_MOST = 3;

/**
 * Sends what is due, in this process. Promises that a commit wakes it, that it looks every second besides, that each channel has its own
 * lane and one receiver only a part of it (a receiver that hangs does not stop the others), and that it ends what flies before
 * it stops. What lands together is marked together, and its places are filled together. Idle, a wake is one read a lane.
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
    private readonly due: DueDeliveries,
    private readonly leases: Leases,
    private readonly postman: Postman,
    private readonly bell: Bell,
    private readonly limits: DispatchLimits,
  ) {
    this.lanes = CHANNELS.map((channel) => new Lane(channel, limits.atOnce[channel]));
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
    const flying = this.lanes.flatMap((lane) => lane.unfinished);
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
    while (this.asked.size > 0 && this.isRunning) {
      await nextTurn(); // whoever lands meanwhile has a place to fill too
      for (const lane of this.lanes) if (this.asked.delete(lane)) await this.fill(lane);
    }
  }

  private async fill(lane: Lane): Promise<void> {
    for (let look = 0; look < LOOKS_AT_MOST && lane.free > 0 && this.isRunning; look += 1) {
      const due = await this.due.of(lane);
      const leased = await this.leases.take(due);
      for (const delivery of leased)
        lane.fly(
          delivery.endpoint?.id ?? null,
          (landed) => this.postman.carry(delivery, landed),
          () => this.wake([lane]),
        );
      if (leased.length === due.length) return;
    }
  }
}
