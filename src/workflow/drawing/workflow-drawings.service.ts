import { Injectable } from '@nestjs/common';
import { inLanguage, type Language } from '../../shared/localized-text.js';
import { Languages } from '../../web/languages.js';
import type { WorkflowDocument } from '../domain/document.js';
import type { Diagram } from '../domain/diagram/diagram.js';
import { layOut } from '../domain/diagram/layout.js';
import { findAction, findState, startsFrom } from '../domain/transition.js';
import { drawingOrder } from '../domain/diagram/links.js';

/** What the partial `workflow/diagram` shows. */
export interface Drawing extends Diagram {
  /** Begins the ids of its elements: several may stand in one page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** A state with the ways out of it, in words: the same as the drawing says, for who does not see it. */
export interface StateLine {
  readonly code: string;
  readonly label: string;
  readonly kindKey: string;
  readonly isInitial: boolean;
  readonly mark: string | null;
  readonly ways: readonly { readonly action: string; readonly to: string; readonly by: string }[];
}

export interface DrawingOptions {
  readonly id?: string;
  /** Key of the word that stands in a state's box: under `iters:marks.` */
  readonly marks?: ReadonlyMap<string, string>;
}

const NO_MARKS: ReadonlyMap<string, string> = new Map();

/** Promises the diagram of an iter and the same in words, both made from the document alone. */
@Injectable()
export class WorkflowDrawings {
  constructor(private readonly languages: Languages) {}

  draw(document: WorkflowDocument, language: Language, options: DrawingOptions = {}): Drawing {
    const say = (key: string, blanks = {}) => this.languages.translate(language, key, blanks);
    const marks = [...(options.marks ?? NO_MARKS)];
    const words = {
      state: (code: string) => this.stateLabel(document, code, language),
      action: (code: string) => {
        const action = findAction(document, code);
        return action ? inLanguage(action.label, language) : code;
      },
      note: (note: string) => say(`iters:diagram.${note}`),
      marks: new Map(marks.map(([code, mark]) => [code, say(`iters:marks.${mark}`)])),
    };
    const states = drawingOrder(document).map(({ code }) => words.state(code));
    const { id = document.code } = options;
    return {
      ...layOut(document, words),
      id,
      title: say('iters:diagram.title', { name: inLanguage(document.label, language) }),
      description: say('iters:diagram.description', { states: states.join(', ') }),
    };
  }

  lines(
    document: WorkflowDocument,
    language: Language,
    marks: ReadonlyMap<string, string> = NO_MARKS,
  ): StateLine[] {
    return drawingOrder(document).map((state) => {
      const mark = marks.get(state.code);
      return {
        code: state.code,
        label: inLanguage(state.label, language),
        kindKey: `iters:kinds.${state.kind}`,
        isInitial: state.code === document.initial,
        mark: mark === undefined ? null : this.languages.translate(language, `iters:marks.${mark}`),
        ways: document.actions
          .filter((action) => action.to !== '@same' && startsFrom(action, state))
          .map((action) => ({
            action: inLanguage(action.label, language),
            to: this.target(document, action.to, language),
            by: this.performers(action.by, language),
          })),
      };
    });
  }

  /** "Operatore, Responsabile". */
  performers(by: readonly string[], language: Language): string {
    return by.map((entry) => this.performer(entry, language)).join(', ');
  }

  /** The name of a performer as a document has it. */
  performer(entry: string, language: Language): string {
    const [, prefix, name = entry] = /^(?:(permission|office):)?(.*)$/.exec(entry) ?? [];
    const keys = {
      permission: `iters:permissions.${name}`,
      office: `iters:performers.office`,
      role: `frame:roles.${name}`,
    };
    const key = prefix === 'permission' || prefix === 'office' ? keys[prefix] : keys.role;
    const special = `iters:performers.${name.replace('@', '')}`;
    if (name.startsWith('@') && this.languages.has(special))
      return this.languages.translate(language, special);
    return this.languages.has(key) ? this.languages.translate(language, key, { name }) : entry;
  }

  /** Where an action leads, in words. */
  target(document: WorkflowDocument, to: string, language: Language): string {
    if (!to.startsWith('@')) return this.stateLabel(document, to, language);
    const key = `iters:targets.${to.slice(1)}`;
    return this.languages.has(key) ? this.languages.translate(language, key) : to;
  }

  private stateLabel(document: WorkflowDocument, code: string, language: Language): string {
    const state = findState(document, code);
    return state ? inLanguage(state.label, language) : code;
  }
}
