import { Injectable, Logger } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import { civilDate } from '../calendar/domain/civil-time.js';
import { Reads } from '../database/reads.js';
import { Office } from '../offices/office.entity.js';
import { isInForce } from '../access/agreement.js';
import { Partner } from '../partners/partner.entity.js';
import { Clock } from '../shared/clock.js';
import { Snapshot } from '../shared/snapshot.js';
import type { RoutedMatter } from './domain/matter.js';
import { personFor, type Roster, type Route, route, type RoutedPerson } from './domain/route.js';
import { RoutingRule } from './routing-rule.entity.js';

/** The rules in use and who still works, as they were at one moment. */
export interface RulesInForce {
  readonly rules: readonly RoutingRule[];
  readonly roster: Roster;
}

/**
 * Says who works on a request and who is told, by rules at most 5 seconds old. Always names an office; a rule that names somebody
 * inactive comes back in `faults` and is logged. Ask before the transaction: it reads on a connection of its own.
 */
@Injectable()
export class Routing {
  private readonly logger = new Logger(Routing.name);
  private readonly inForce: Snapshot<RulesInForce>;

  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {
    this.inForce = new Snapshot(() => this.load());
  }

  async routeFor(matter: RoutedMatter): Promise<Route> {
    const { rules, roster } = await this.inForce.get();
    const found = route(rules, matter, roster);
    for (const { rule, reason, id } of found.faults)
      this.logger.warn({ message: 'routing rule without effect', rule: rule.code, reason, id });
    return found;
  }

  /** Whom in this office the rules give it to; null where none does. */
  async personIn(officeId: string, matter: RoutedMatter): Promise<RoutedPerson | null> {
    const { rules, roster } = await this.inForce.get();
    return personFor(rules, { matter, officeId }, roster);
  }

  /** For who wants to know what rules would do: as they are in the database now. */
  async load(): Promise<RulesInForce> {
    const [rules, offices, partners, people] = await Promise.all([
      this.reads.of(RoutingRule).findBy({ isActive: true }),
      this.reads.of(Office).find({ select: { id: true }, where: { isActive: false } }),
      this.partnersWithoutAgreement(),
      this.reads.of(Account).find({ select: { id: true }, where: { isActive: false } }),
    ]);
    const inactive = new Set([...offices, ...partners, ...people].map(({ id }) => id));
    return { rules, roster: { inactive, officesOf: await this.officesOfPeople() } };
  }

  /** Those at rest or ended, and those whose agreement has run out. */
  private async partnersWithoutAgreement(): Promise<Pick<Partner, 'id'>[]> {
    const today = civilDate(this.clock.now());
    const partners = await this.reads
      .of(Partner)
      .find({ select: { id: true, isActive: true, agreement: true }, take: 2_000 });
    return partners.filter(({ isActive, agreement }) => !isActive || !isInForce(agreement, today));
  }

  /** After a change made in this process: the next question is answered from the database. */
  forget(): void {
    this.inForce.forget();
  }

  /** Of everybody: also of people whom an edit that is only tried names. */
  private async officesOfPeople(): Promise<Map<string, string[]>> {
    const rows = await this.reads.rows<{ accountId: string; officeId: string }>(
      'SELECT account_id AS "accountId", office_id AS "officeId" FROM account_offices LIMIT 20000',
    );
    const found = new Map<string, string[]>();
    for (const { accountId, officeId } of rows)
      found.set(accountId, [...(found.get(accountId) ?? []), officeId]);
    return found;
  }
}
