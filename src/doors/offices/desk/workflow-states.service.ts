import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../../../shared/localized-text.js';
import { Snapshot } from '../../../shared/snapshot.js';
import type { StateKind, WorkflowDocument } from '../../../workflow/domain/document.js';
import { Workflows } from '../../../workflow/workflow.service.js';
import { WorkflowsInUse } from '../../../workflow/workflows-in-use.service.js';

export interface StateChoice {
  readonly value: string;
  readonly label: LocalizedText;
  readonly kind: StateKind;
  /** Where a request of this iter begins. */
  readonly isInitial: boolean;
}

/** Promises the states of iters in their order, each code once; at the end those of iters that no category names and requests still run on. */
@Injectable()
export class WorkflowStates {
  /** Every look at the desk asks. */
  private readonly leaving: Snapshot<readonly WorkflowDocument[]>;

  constructor(
    private readonly workflows: Workflows,
    inUse: WorkflowsInUse,
  ) {
    this.leaving = new Snapshot(async () =>
      (await inUse.leaving()).map(({ document }) => document),
    );
  }

  async of(workflowCodes: readonly string[]): Promise<StateChoice[]> {
    const codes = [...new Set(workflowCodes)];
    const named = await Promise.all(codes.map((code) => this.workflows.published(code)));
    const documents = named.flatMap((version) => (version ? [version.document] : []));
    const found = new Map<string, StateChoice>();
    for (const { states, initial } of [...documents, ...(await this.leaving.get())])
      for (const { code, label, kind } of states)
        if (!found.has(code))
          found.set(code, { value: code, label, kind, isInitial: code === initial });
    return [...found.values()];
  }
}
