import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar.service.js';
import { addCivilDays, civilDate, startOfCivilDay } from '../../calendar/domain/civil-time.js';
import { Reads } from '../../database/reads.js';
import {
  ChangeCount,
  type CountedChange,
  routeChanges,
} from '../../routing/domain/compare-routes.js';
import { explain } from '../../routing/domain/explain.js';
import { momentOf, type RoutedMatter } from '../../routing/domain/matter.js';
import { type Roster, route } from '../../routing/domain/route.js';
import type { RuleForRouting } from '../../routing/domain/rule.js';
import { Clock } from '../../shared/clock.js';
import { filedAtOf, matterOf, type MatterRow, matterRows } from './routed-matters.js';

export const TRIAL_DAYS = 31;
export const TRIAL_MOST = 5_000;
const BATCH = 500;

export interface Trial {
  /** How many requests were looked at, the latest `TRIAL_MOST` at most. */
  readonly examined: number;
  /** There were more. */
  readonly isBounded: boolean;
}

/**
 * Tries rules on the requests of the last 31 days, as they were filed. Writes nothing; answers numbers of tickets and no word of what
 * citizens wrote. Reads in batches and lets others in between.
 */
@Injectable()
export class MonthTrial {
  constructor(
    private readonly reads: Reads,
    private readonly calendar: Calendar,
    private readonly clock: Clock,
  ) {}

  /** What would go another way under the second set of rules. */
  async compare(
    before: readonly RuleForRouting[],
    after: readonly RuleForRouting[],
    roster: Roster,
  ): Promise<Trial & { readonly changes: readonly CountedChange[] }> {
    const count = new ChangeCount();
    const trial = await this.each((matter, ticketNumber) => {
      const [from, to] = [route(before, matter, roster), route(after, matter, roster)];
      count.add(ticketNumber, routeChanges(from, to));
    });
    return { ...trial, changes: count.all() };
  }

  /** How often each rule held, and how often something of it counted. */
  async tally(
    rules: readonly RuleForRouting[],
    roster: Roster,
  ): Promise<Trial & { readonly tally: ReadonlyMap<string, RuleTally> }> {
    const tally = new Map(rules.map(({ code }) => [code, { held: 0, counted: 0 }]));
    const trial = await this.each((matter) => {
      for (const { rule, unmet, counts } of explain(rules, matter, roster).verdicts) {
        const known = tally.get(rule.code);
        if (!known || unmet) continue;
        known.held += 1;
        if (counts.length > 0) known.counted += 1;
      }
    });
    return { ...trial, tally };
  }

  private async each(look: (matter: RoutedMatter, ticketNumber: string) => void): Promise<Trial> {
    const days = await this.calendar.current();
    const from = startOfCivilDay(addCivilDays(civilDate(this.clock.now()), -TRIAL_DAYS));
    let examined = 0;
    let last: MatterRow | undefined;
    do {
      const rows = await this.batch(from, last);
      for (const row of rows) look(matterOf(row, momentOf(filedAtOf(row), days)), row.ticketNumber);
      examined += rows.length;
      last = rows.length === BATCH ? rows.at(-1) : undefined;
      await setImmediate();
    } while (last && examined < TRIAL_MOST);
    return { examined, isBounded: last !== undefined };
  }

  private batch(from: Date, last: MatterRow | undefined): Promise<MatterRow[]> {
    const after = last ? 'AND (r.filed_at, r.id) < (:at, :id)' : '';
    return matterRows(
      this.reads.em,
      `WHERE r.filed_at >= :from ${after} ORDER BY r.filed_at DESC, r.id DESC LIMIT ${BATCH}`,
      {
        from: from.toISOString(),
        ...(last && { at: filedAtOf(last).toISOString(), id: last.id }),
      },
    );
  }
}

export interface RuleTally {
  readonly held: number;
  readonly counted: number;
}
