import { Injectable } from '@nestjs/common';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { insertRows } from '../../database/insert-rows.js';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import { Audit } from '../../proof/audit.service.js';
import { Clock } from '../../shared/clock.js';
import { type Month, monthOf } from '../domain/month.js';
import {
  measured,
  type Measured,
  overYear,
  type Reached,
  reachedOf,
  TARGET_INDICATORS,
  type TargetIndicator,
} from '../domain/targets.js';
import { MonthBook } from '../months/month-book.service.js';
import { Target } from './target.entity.js';

export type GivenTarget = Omit<Target, 'changedAt'>;

export interface TargetLine {
  readonly indicator: TargetIndicator;
  readonly target: Target | null;
  readonly months: readonly (Measured & { readonly month: string; readonly standing: Reached | null })[]; // prettier-ignore
  readonly year: Measured & { readonly standing: Reached | null };
}

/** Keeps what the council expects of a year and lays beside it what was reached, month by month. Each change is in the audit list. */
@Injectable()
export class Targets {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly book: MonthBook,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Every indicator, with a target or without; the months of the year that have begun. */
  async year(year: number): Promise<TargetLine[]> {
    const targets = await this.of(year);
    const last = this.lastMonth(year);
    const months = last ? await this.book.range(last, Number(last.code.slice(5))) : [];
    return TARGET_INDICATORS.map((indicator) => {
      const target = targets.find((one) => one.indicator === indicator) ?? null;
      const standing = (value: number | null): Reached | null =>
        target && reachedOf(indicator, value, target);
      const reached = months.map(({ document }) => {
        const one = measured(indicator, document);
        return { ...one, month: document.month, standing: standing(one.value) };
      });
      const all = overYear(reached);
      return {
        indicator,
        target,
        months: reached,
        year: { ...all, standing: standing(all.value) },
      };
    });
  }

  /** What was set for a year. */
  of(year: number): Promise<Target[]> {
    return this.reads.of(Target).find({ where: { year }, take: 50 });
  }

  async set(given: GivenTarget, accountId: string): Promise<void> {
    const { year, indicator, ...values } = given;
    const changedAt = this.clock.now();
    await this.transactions.run(async (em) => {
      const before = await em.findOneBy(Target, { year, indicator });
      if (before) await em.update(Target, { year, indicator }, { ...values, changedAt });
      else await insertRows(em, Target, [{ ...given, changedAt }]);
      const data = {
        what: 'target',
        year,
        indicator,
        from: before && valuesOf(before),
        to: values,
      };
      await this.audit.append(em, { event: 'configuration-changed', accountId, data });
    });
  }

  /** Takes back what was expected; where nothing was, nothing happens. */
  async remove(
    { year, indicator }: Pick<GivenTarget, 'year' | 'indicator'>,
    accountId: string,
  ): Promise<void> {
    await this.transactions.run(async (em) => {
      const before = await em.findOneBy(Target, { year, indicator });
      if (!before) return;
      await em.delete(Target, { year, indicator });
      const data = { what: 'target', year, indicator, from: valuesOf(before), to: null };
      await this.audit.append(em, { event: 'configuration-changed', accountId, data });
    });
  }

  private lastMonth(year: number): Month | null {
    const today = civilDate(this.clock.now());
    const running = Number(today.slice(0, 4));
    if (year > running) return null;
    return monthOf(year === running ? today : `${year}-12-01`);
  }
}

function valuesOf({ expected, threshold, owner }: Target) {
  return { expected, threshold, owner };
}
