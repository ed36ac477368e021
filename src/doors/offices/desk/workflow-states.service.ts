import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../../../shared/localized-text.js';
import type { StateKind } from '../../../workflow/domain/document.js';
import { Workflows } from '../../../workflow/workflow.service.js';

export interface StateChoice {
  readonly value: string;
  readonly label: LocalizedText;
  readonly kind: StateKind;
  /** Where a request of this iter begins. */
  readonly isInitial: boolean;
}

/** Promises the states of iters in their order, each code once. */
@Injectable()
export class WorkflowStates {
  constructor(private readonly workflows: Workflows) {}

  async of(workflowCodes: readonly string[]): Promise<StateChoice[]> {
    const found = new Map<string, StateChoice>();
    for (const code of new Set(workflowCodes)) {
      const version = await this.workflows.published(code);
      for (const state of version?.document.states ?? [])
        if (!found.has(state.code))
          found.set(state.code, {
            value: state.code,
            label: state.label,
            kind: state.kind,
            isInitial: state.code === version?.document.initial,
          });
    }
    return [...found.values()];
  }
}
