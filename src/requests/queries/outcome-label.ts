import { inLanguage, type Language } from '../../shared/localized-text.js';
import type { WorkflowDocument } from '../../workflow/domain/document.js';

/** The outcome in words: the label of the choice that set it, else of the closed state that bears its name. */
export function outcomeLabel(
  document: WorkflowDocument,
  outcome: string,
  language: Language,
): string {
  for (const action of document.actions) {
    for (const field of action.fields) {
      if (
        !action.effects.some(
          (effect) => effect.kind === 'set-outcome' && effect.field === field.code,
        )
      )
        continue;
      const choice = field.choices?.find((one) => one.code === outcome);
      if (choice) return inLanguage(choice.label, language);
    }
  }
  const state = document.states.find((one) => one.code === outcome);
  return state ? inLanguage(state.label, language) : outcome;
}
