import { Injectable } from '@nestjs/common';
import type { Refusal } from '../../shared/refusal.js';
import { Settings } from '../../settings/settings.service.js';
import { tooMany } from './attempts.service.js';
import { isInside } from './client.js';
import { type Counter, Counters } from './counters.service.js';

const TEN_MINUTES_SECONDS = 600;
const DAY_SECONDS = 86_400;

/**
 * Counts what nobody-in-particular files: 30 in ten minutes and 200 a day per client, ten times that at a registered help point (all
 * settings). Asked once per filing by the doors, for anonymous clients only: people with a sign-in or a token are never counted.
 */
@Injectable()
export class FilingLimits {
  private readonly soon: Counter;
  private readonly daily: Counter;

  constructor(
    counters: Counters,
    private readonly settings: Settings,
  ) {
    this.soon = counters.counter('filings-soon', TEN_MINUTES_SECONDS);
    this.daily = counters.counter('filings-day', DAY_SECONDS);
  }

  /** Null: file it. A refused one is not counted. */
  async admit(client: string): Promise<Refusal | null> {
    const limits = await this.settings.all();
    const factor = isInside(client, limits.helpPointNetworks) ? limits.helpPointFactor : 1;
    const soonMs = await this.soon.take(client, limits.filingsPerTenMinutes * factor);
    if (soonMs !== null) return tooMany(soonMs);
    const dayMs = await this.daily.take(client, limits.filingsPerDay * factor);
    if (dayMs === null) return null;
    await this.soon.giveBack(client);
    return tooMany(dayMs);
  }
}
