/**
 * What states and outcomes are called, read out of the council's iters: several iters use the same code, and the latest version's word for it
 * counts. Pure.
 */
import type { LocalizedText } from '../../shared/localized-text.js';
import type { ActionDefinition, WorkflowDocument } from '../../workflow/domain/document.js';

type Words = ReadonlyMap<string, LocalizedText>;

/** By code of the state. `documents` come oldest first. */
export function stateWords(documents: readonly WorkflowDocument[]): Words {
  return new Map(
    documents.flatMap(({ states }) => states.map(({ code, label }) => [code, label] as const)),
  );
}

/** By code of the outcome: the choice that sets it, or what was done where an action always ends so. */
export function outcomeWords(documents: readonly WorkflowDocument[]): Words {
  return new Map(documents.flatMap(({ actions }) => actions.flatMap(outcomesOf)));
}

function outcomesOf({ fields, effects, done }: ActionDefinition) {
  return effects.flatMap((effect): (readonly [string, LocalizedText])[] => {
    if (effect.kind === 'outcome') return [[effect.code, done]];
    if (effect.kind !== 'set-outcome') return [];
    const choices = fields.find(({ code }) => code === effect.field)?.choices ?? [];
    return choices.map(({ code, label }) => [code, label] as const);
  });
}
