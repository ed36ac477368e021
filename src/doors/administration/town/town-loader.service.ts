import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../database/transactions.js';
import { Audit } from '../../../proof/audit.service.js';
import { Clock } from '../../../shared/clock.js';
import { Workflows } from '../../../workflow/workflow.service.js';
import { type ConfigurationAdded, TownConfiguration } from './town-configuration.service.js';
import type { GivenWebhooks } from './town-endpoints.service.js';
import type { TownFile } from './town-schema.js';

/**
 * Loads a town's configuration and the shipped workflows in ONE transaction: all of it is there afterwards, or nothing changed.
 * Loading it again changes nothing and adds what the file has gained; what was added is in the audit list.
 */
@Injectable()
export class TownLoader {
  constructor(
    private readonly transactions: Transactions,
    private readonly configuration: TownConfiguration,
    private readonly workflows: Workflows,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** `by`: who publishes the shipped workflows, as steps of the system will say. */
  load(
    town: TownFile,
    { webhooks, by }: { webhooks: GivenWebhooks; by: string },
  ): Promise<ConfigurationAdded> {
    return this.transactions.run(async (em) => {
      await this.workflows.ensureShipped(em, by, this.clock.now());
      const loaded = await this.configuration.add(em, town, webhooks);
      if (Object.values(loaded.added).some((count) => count > 0)) {
        const data = { what: 'town', added: loaded.added };
        await this.audit.append(em, { event: 'configuration-changed', accountId: null, data });
      }
      return loaded;
    });
  }
}
