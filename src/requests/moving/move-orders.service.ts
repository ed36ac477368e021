import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../access/viewer.js';
import { Account } from '../../accounts/account.entity.js';
import { AccountViewers } from '../../accounts/account-viewers.service.js';
import { Reads } from '../../database/reads.js';
import { WorkflowVersion } from '../../workflow/workflow-version.entity.js';
import type { IterMove } from './iter-move.entity.js';
import type { MoveOrder } from './move-order.js';

/** Promises the order of a job as things are at this moment: its versions, and whether the person may still move and the version is still in force. */
@Injectable()
export class MoveOrders {
  constructor(
    private readonly reads: Reads,
    private readonly accounts: AccountViewers,
  ) {}

  async of({ fromVersionId, toVersionId, stateMap }: IterMove): Promise<MoveOrder> {
    const versions = this.reads.of(WorkflowVersion);
    const [from, to] = await Promise.all([
      versions.findOneByOrFail({ id: fromVersionId }),
      versions.findOneByOrFail({ id: toVersionId }),
    ]);
    return { from, to, map: stateMap };
  }

  /** Who ordered it, whatever became of the account. */
  async orderedBy({ accountId: id }: IterMove): Promise<string> {
    return (await this.reads.of(Account).findOneByOrFail({ id })).name;
  }

  /** Null where the account is closed or may no longer. */
  async person({ accountId }: IterMove): Promise<OfficeViewer | null> {
    const viewer = await this.accounts.byAccountId(accountId);
    return viewer?.kind === 'office' && may(viewer, 'configuration.edit') ? viewer : null;
  }
}
