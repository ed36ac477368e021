import { Injectable, Logger } from '@nestjs/common';
import { Snapshot } from '../shared/snapshot.js';
import { Reads } from '../database/reads.js';
import { Office } from '../offices/office.entity.js';
import { Partner } from '../partners/partner.entity.js';
import { type Route, route, type RoutedMatter } from './domain/route.js';
import { RoutingRule } from './routing-rule.entity.js';

interface Rules {
  readonly rules: readonly RoutingRule[];
  readonly inactive: ReadonlySet<string>;
}

/**
 * Says who works on a request and who is told, by rules at most 5 seconds old. Always names an office; a rule that names somebody
 * inactive comes back in `faults` and is logged. Ask before the transaction: it reads on a connection of its own.
 */
@Injectable()
export class Routing {
  private readonly logger = new Logger(Routing.name);
  private readonly rules: Snapshot<Rules>;

  constructor(private readonly reads: Reads) {
    this.rules = new Snapshot(() => this.load());
  }

  async routeFor(matter: RoutedMatter): Promise<Route> {
    const { rules, inactive } = await this.rules.get();
    const found = route(rules, matter, inactive);
    for (const { rule, reason, id } of found.faults)
      this.logger.warn({ message: 'routing rule without effect', rule: rule.code, reason, id });
    return found;
  }

  /** After a change made in this process: the next question is answered from the database. */
  forget(): void {
    this.rules.forget();
  }

  private async load(): Promise<Rules> {
    const [rules, offices, partners] = await Promise.all([
      this.reads.of(RoutingRule).findBy({ isActive: true }),
      this.reads.of(Office).find({ select: { id: true }, where: { isActive: false } }),
      this.reads.of(Partner).find({ select: { id: true }, where: { isActive: false } }),
    ]);
    return { rules, inactive: new Set([...offices, ...partners].map(({ id }) => id)) };
  }
}
