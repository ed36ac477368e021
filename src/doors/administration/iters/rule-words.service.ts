import { Injectable } from '@nestjs/common';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import { Languages } from '../../../web/languages.js';
import { readText, writeText } from '../../../workflow/domain/document/written.js';
import type { ActionDefinition, WorkflowDocument } from '../../../workflow/domain/document.js';
import { WorkflowDrawings } from '../../../workflow/drawing/workflow-drawings.service.js';
import { type Untouched, untouched } from './action-form.js';
import { ruleKey } from './rule-key.js';

/** A rule of an action in words, with the line of the document's text that has it. */
export interface RuleInWords {
  readonly words: string;
  /** What it names: actions, fields, people, limits; empty where it names nothing. */
  readonly details: string;
  readonly line: number | null;
}

/** Promises in words what the form of an action does not edit, so that whoever edits it knows that it is there, and where. */
@Injectable()
export class RuleWords {
  constructor(
    private readonly languages: Languages,
    private readonly drawings: WorkflowDrawings,
  ) {}

  of(document: WorkflowDocument, action: ActionDefinition, language: Language): RuleInWords[] {
    const left = untouched(action);
    if (left.length === 0) return [];
    const text = readText(writeText(document));
    return left.map(({ list, position, rule }) => {
      const place = `actions.${action.code}.${list}.${position}`;
      return {
        words: this.languages.translate(language, ruleKey(list, rule)),
        details: this.details(rule, { document, action, language }),
        line: text.lineOf(place),
      };
    });
  }

  private details({ kind: _kind, ...named }: Untouched['rule'], within: Within): string {
    return Object.values(named)
      .flat()
      .filter((value) => value !== undefined && value !== true) // a yes is in the words
      .map((value) => this.name(String(value), within))
      .join(', ');
  }

  /** An action, a field, a kind of task or somebody who may; else as the document has it. */
  private name(word: string, { document, action, language }: Within): string {
    const labelled =
      action.fields.find(({ code }) => code === word) ??
      document.actions.find(({ code }) => code === word);
    if (labelled) return inLanguage(labelled.label, language);
    const task = `iters:taskKinds.${word}`;
    if (this.languages.has(task)) return this.languages.translate(language, task);
    return this.drawings.performer(word, language);
  }
}

interface Within {
  readonly document: WorkflowDocument;
  readonly action: ActionDefinition;
  readonly language: Language;
}
