import { Injectable } from '@nestjs/common';
import { outcomeWords } from '../../../statistics/domain/iter-words.js';
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

export interface OutcomeChoice {
  readonly value: string;
  readonly label: LocalizedText;
}

/** Promises the states and the outcomes of iters in their order, each code once. */
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

  async outcomes(workflowCodes: readonly string[]): Promise<OutcomeChoice[]> {
    const versions = await Promise.all(
      [...new Set(workflowCodes)].map((code) => this.workflows.published(code)),
    );
    const words = outcomeWords(versions.flatMap((version) => version?.document ?? []));
    return [...words].map(([value, label]) => ({ value, label }));
  }
}
