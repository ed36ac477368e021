import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Refusal } from '../../shared/refusal.js';
import { Settings } from '../../settings/settings.service.js';
import { tooMany } from './attempts.service.js';
import { viewerOf } from '../access-rule.js';
import { clientOf, isInside } from './client.js';
import { type Counter, Counters } from './counters.service.js';

const TEN_MINUTES_SECONDS = 600;
const DAY_SECONDS = 86_400;

/**
 * Counts what nobody-in-particular files: 30 in ten minutes and 200 a day per client, ten times that at a registered help point (all
 * settings). Asked once per filing by the doors.
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

  /** Null: file it. A refused one is not counted, and whoever is never counted always files. */
  async admit(client: string | null): Promise<Refusal | null> {
    if (client === null) return null;
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

/** Whose filings are counted: everybody's, holders of a ticket too, but those of people with a sign-in or a token (null). */
export function countedClient(req: Request): string | null {
  const { kind } = viewerOf(req);
  return kind === 'office' || kind === 'partner' ? null : clientOf(req);
}
