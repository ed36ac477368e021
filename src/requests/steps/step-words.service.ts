import { Injectable } from '@nestjs/common';
import { inLanguage, type Language } from '../../shared/localized-text.js';
import { showDate, showNumber } from '../../web/views/dates.js';
import { Languages } from '../../web/languages.js';
import type { FieldDefinition, WorkflowDocument } from '../../workflow/domain/document.js';
import type { WorkflowVersion } from '../../workflow/workflow-version.entity.js';
import { fieldValueName, type NamedValue } from './domain/step-draft.js';

export interface FieldDetail {
  readonly code: string;
  readonly label: string;
  readonly value: string;
}

/** Turns what a step keeps into words: what was done, and the action's fields as a person reads them. */
@Injectable()
export class StepWords {
  constructor(private readonly languages: Languages) {}

  /** "Sopralluogo eseguito": from the iter, or from the language files for what every iter has. */
  label(document: WorkflowDocument, action: string, language: Language): string {
    const definition = document.actions.find((one) => one.code === action);
    return definition
      ? inLanguage(definition.done, language)
      : this.languages.translate(language, `steps:${action}`);
  }

  /** The rule of four eyes that the action stood under, with the iter and the version that had it; null where it had none. */
  underRule(
    { document, number }: WorkflowVersion,
    action: string,
    language: Language,
  ): string | null {
    const guards = document.actions.find(({ code }) => code === action)?.guards ?? [];
    const others = guards.flatMap((guard) => (guard.kind === 'not-who-did' ? guard.actions : []));
    if (others.length === 0) return null;
    const actions = others.map((code) => `«${this.label(document, code, language)}»`).join(', ');
    const iter = inLanguage(document.label, language);
    return this.languages.translate(language, 'steps:fourEyes', { iter, number, actions });
  }

  stateLabel(document: WorkflowDocument, code: string, language: Language): string {
    const state = document.states.find((one) => one.code === code);
    return state ? inLanguage(state.label, language) : code;
  }

  /** The fields that have a value among these, in the order in which they were asked. */
  details(
    document: WorkflowDocument,
    step: {
      readonly action: string;
      readonly values: readonly Pick<NamedValue, 'name' | 'value'>[];
    },
    language: Language,
  ): FieldDetail[] {
    const fields = document.actions.find((one) => one.code === step.action)?.fields ?? [];
    return fields.flatMap((field) => {
      const found = step.values.find((value) => value.name === fieldValueName(field.code));
      if (!found || field.type === 'photo' || field.type === 'document') return [];
      return [
        {
          code: field.code,
          label: inLanguage(field.label, language),
          value: spoken(field, found.value, language),
        },
      ];
    });
  }
}

function spoken(field: FieldDefinition, value: unknown, language: Language): string {
  if (Array.isArray(value)) return value.map((one) => spoken(field, one, language)).join(', ');
  if (value !== null && typeof value === 'object' && 'name' in value) return String(value.name);
  const choice = field.choices?.find((one) => one.code === value);
  if (choice) return inLanguage(choice.label, language);
  if (field.type === 'date' && typeof value === 'string') return showDate(value, language, 'long');
  return typeof value === 'number' ? showNumber(value, language) : String(value);
}
