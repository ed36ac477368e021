import { Injectable } from '@nestjs/common';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { Clock } from '../../shared/clock.js';
import type { MonthDocument } from '../domain/month-document.js';
import { type BrokenTurn, brokenTurns } from '../domain/revisions/broken-turn.js';
import { type Month, monthOf, monthsUpTo } from '../domain/month.js';
import { Kept } from '../kept.js';
import { MonthArchive, type Published } from './month-archive.service.js';
import { MonthComposer } from './month-composer.service.js';

/** A month as anybody may ask for it: published, or as the facts tell it at the moment. */
export interface BookedMonth {
  readonly document: MonthDocument;
  /** Null where nothing is published yet. */
  readonly published: Omit<Published, 'document'> | null;
}

const LIVE_KEPT = { most: 24, forMs: 10_000 };
const PUBLISHED_KEPT = 60;

/**
 * Answers every month in the same way. A published one is read once and remembered, for it never changes; one that is not published is
 * computed, and several who ask within ten seconds share the answer. Refuses nothing: whoever calls has read the month with `readMonth`.
 */
@Injectable()
export class MonthBook {
  private readonly live = new Kept<MonthDocument>(LIVE_KEPT);
  private readonly kept = new Map<string, Published>();

  constructor(
    private readonly archive: MonthArchive,
    private readonly composer: MonthComposer,
    private readonly clock: Clock,
  ) {}

  async month(month: Month): Promise<BookedMonth> {
    const [booked] = await this.range(month, 1);
    return booked ?? { document: await this.asItStands(month), published: null };
  }

  /** One revision; null where it was never published. */
  async revision(month: string, revision: number): Promise<BookedMonth | null> {
    const found = await this.archived(month, revision);
    return found && booked(found);
  }

  /** The `count` months that end with `last`, oldest first. */
  async range(last: Month, count: number): Promise<BookedMonth[]> {
    const months = monthsUpTo(last, count);
    const revisions = await this.archive.latest(months[0]?.code ?? last.code, last.code);
    return Promise.all(
      months.map(async (month) => {
        const latest = revisions.find((one) => one.month === month.code);
        const found = latest && (await this.archived(month.code, latest.revision));
        return found ? booked(found) : { document: await this.asItStands(month), published: null };
      }),
    );
  }

  /**
   * What a month is told beside: of the `count` months that end with it those that there are, oldest first. Of a published one they are as
   * they were published when it was, and none that was not, so that its papers stay as they are; of another one as anybody may ask for them.
   */
  async upTo({ document, published }: BookedMonth, count: number): Promise<BookedMonth[]> {
    const last = monthOf(document.month);
    if (!published) return this.range(last, count);
    const [first = last] = monthsUpTo(last, count);
    const known = await this.archive.latest(first.code, last.code, published.publishedAt);
    const found = await Promise.all(
      known.map(({ month, revision }) => this.archived(month, revision)),
    );
    return found.flatMap((one) => (one ? [booked(one)] : []));
  }

  /**
   * Where the month before is published and ended with other requests open than this one begins with; else null. That month is read as it is
   * published by now, on paper as `upTo` reads it.
   */
  async turnInto(
    { document, published }: BookedMonth,
    { isOnPaper = false } = {},
  ): Promise<BrokenTurn | null> {
    const [{ code }] = monthsUpTo(monthOf(document.month), 2) as [Month, Month]; // as many as were asked for
    const by = isOnPaper ? published?.publishedAt : undefined;
    const [latest] = await this.archive.latest(code, code, by);
    const before = latest && (await this.archived(code, latest.revision));
    const [turn = null] = before ? brokenTurns([before.document, document]) : [];
    return turn;
  }

  private async archived(month: string, revision: number): Promise<Published | null> {
    const key = `${month}/${revision}`;
    const known = this.kept.get(key);
    if (known) return known;
    const found = await this.archive.read(month, revision);
    const oldest = this.kept.keys().next();
    if (this.kept.size >= PUBLISHED_KEPT && !oldest.done) this.kept.delete(oldest.value);
    if (found) this.kept.set(key, found);
    return found;
  }

  /** As the facts tell it now, published or not. */
  asItStands(month: Month): Promise<MonthDocument> {
    const key = `${month.code} on ${civilDate(this.clock.now())}`;
    return this.live.get(key, () => this.composer.compose(month));
  }
}

function booked({ document, ...published }: Published): BookedMonth {
  return { document, published };
}
