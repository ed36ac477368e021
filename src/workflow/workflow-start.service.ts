import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { Clock } from '../shared/clock.js';
import { Languages } from '../web/languages.js';
import { asFieldError, Workflows } from './workflow.service.js';
import { WorkflowsInUse } from './workflows-in-use.service.js';

const PUBLISHED_BY = 'Iter';

/**
 * Promises, at each start, that an installation has every iter that this Iter ships, and that whatever is wrong with the iters in use stands in
 * the log, one sentence a fault. Never stops the start: who has filed must be able to follow, whatever an iter says.
 */
@Injectable()
export class WorkflowStart implements OnApplicationBootstrap {
  private readonly logger = new Logger('workflow');

  constructor(
    private readonly workflows: Workflows,
    private readonly inUse: WorkflowsInUse,
    private readonly transactions: Transactions,
    private readonly languages: Languages,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.ship();
      await this.report();
    } catch (error) {
      const stack = error instanceof Error ? error.stack : String(error);
      this.logger.error({ event: 'workflows-unchecked' }, stack);
    }
  }

  private async ship(): Promise<void> {
    const { length } = await this.workflows.unshipped();
    if (length === 0) return;
    const added = await this.transactions.run((em) =>
      this.workflows.ensureShipped(em, PUBLISHED_BY, this.clock.now()),
    );
    if (added.length > 0) this.logger.log({ event: 'workflows-shipped', codes: added });
  }

  private async report(): Promise<void> {
    for (const { version, faults } of await this.inUse.faults()) {
      const { code: workflow, number } = version;
      for (const fault of faults) {
        const { field: place, code, data } = asFieldError(fault);
        const sentence = this.languages.translate('it', `errors:${code}`, data);
        this.logger.error({ event: 'workflow-fault', workflow, number, place, sentence });
      }
    }
    for (const workflow of await this.inUse.missing())
      this.logger.error({
        ...{ event: 'workflow-missing', workflow },
        sentence: this.languages.translate('it', 'iters:missing', { code: workflow }),
      });
  }
}
