import { Injectable } from '@nestjs/common';
import type { Kept } from '../../../requests/tasks/task-desk.service.js';
import type { Language } from '../../../shared/localized-text.js';
import { tidyText } from '../../../shared/normalize.js';
import type { FieldError, Refusal } from '../../../shared/refusal.js';
import { errorSentence, refusalSentence } from '../../../web/answer.js';
import { Languages } from '../../../web/languages.js';

const OFFICE_LANGUAGE = 'it'; // what the house keeps for its offices

/**
 * Says what a partner's system told and why it does not count as an answer: to the office as a note that holds every field as it came,
 * whole, however long; to the system in its own language.
 */
@Injectable()
export class CallbackWords {
  constructor(private readonly languages: Languages) {}

  kept(told: Readonly<Record<string, unknown>>, reason: Refusal, language: Language): Kept {
    const opening = this.languages.translate(OFFICE_LANGUAGE, 'callbacks:noted', {
      why: this.why(reason, OFFICE_LANGUAGE),
    });
    const lines = Object.entries(told)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${this.label(name, OFFICE_LANGUAGE)}: ${plain(value)}`);
    return { note: tidyText([opening, ...lines].join('\n')), why: this.why(reason, language) };
  }

  private why(reason: Refusal, language: Language): string {
    const faults = reason.errors.map((error) => this.fault(error, language));
    return [refusalSentence(reason, language, this.languages), ...faults].join(' ');
  }

  private fault(error: FieldError, language: Language): string {
    return `${this.label(error.field, language)}: ${errorSentence(error, language, this.languages)}`;
  }

  /** A field that we do not know goes by the name that it came with. */
  private label(field: string, language: Language): string {
    const key = `callbacks:fields.${field}`;
    return /^\w+$/.test(field) && this.languages.has(key)
      ? this.languages.translate(language, key)
      : field;
  }
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
