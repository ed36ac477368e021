import { Injectable } from '@nestjs/common';
import { PERMISSIONS } from '../../../access/permissions.js';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import { type FieldError, Refusal } from '../../../shared/refusal.js';
import { SPAN_UNITS } from '../../../shared/span.js';
import type { TypedValues } from '../../../web/forms.js';
import { readDocument } from '../../../workflow/domain/document/read.js';
import {
  FIELD_TYPES,
  SPECIAL_PERFORMERS,
  STATE_GROUPS,
  STATE_KINDS,
  type WorkflowDocument,
} from '../../../workflow/domain/document.js';
import { withAction, withState } from '../../../workflow/domain/drafting/edit.js';
import { ROLE_CODES } from '../../../workflow/domain/lint/fault.js';
import { findAction, findState } from '../../../workflow/domain/transition.js';
import { WorkflowDrawings } from '../../../workflow/drawing/workflow-drawings.service.js';
import { Languages } from '../../../web/languages.js';
import { asFieldError } from '../../../workflow/workflow.service.js';
import { actionOf, LETTERS, typedAction } from './action-form.js';
import { RuleWords } from './rule-words.service.js';
import { stateOf, typedState } from './state-form.js';
import { one } from './typed.js';

/** As the addresses have them. */
export const PARTS = ['stati', 'azioni'] as const;
export type Part = (typeof PARTS)[number];

export function isPart(word: string): word is Part {
  return PARTS.some((part) => part === word);
}

interface Asked {
  readonly part: Part;
  /** A code, or `nuovo`. */
  readonly name: string;
}

const NEW = 'nuovo';

/** Promises the forms of a state and of an action with what may be chosen in them, and the document that a sent form makes. */
@Injectable()
export class PartForms {
  constructor(
    private readonly drawings: WorkflowDrawings,
    private readonly languages: Languages,
    private readonly words: RuleWords,
  ) {}

  model(document: WorkflowDocument, asked: Asked, language: Language) {
    const states = document.states.map(({ code, label }) => ({
      value: code,
      label: inLanguage(label, language),
    }));
    const shared = { label: inLanguage(document.label, language), name: asked.name, states };
    const isNew = asked.name === NEW;
    if (asked.part === 'stati') {
      const state = findState(document, asked.name);
      const values: TypedValues = state ? typedState(state) : { kind: 'open' };
      return {
        ...shared,
        isNew,
        values,
        kinds: this.keyed(language, 'iters:kinds', STATE_KINDS),
        units: this.keyed(language, 'terms:units', SPAN_UNITS),
      };
    }
    const action = findAction(document, asked.name);
    const values: TypedValues = action
      ? typedAction(action)
      : { visibility: 'public', note: 'optional' };
    return { ...shared, isNew, values, ...this.choices(document, asked, language) };
  }

  /** The whole document with the part as it was typed; refuses, at the fields, what has not the shape of one. */
  changed(
    document: WorkflowDocument,
    { part, name }: Asked,
    values: TypedValues,
  ): WorkflowDocument | Refusal {
    const isNew = name === NEW;
    const code = isNew ? one(values, 'code') : name;
    const list = part === 'stati' ? document.states : document.actions;
    if (isNew && list.some((known) => known.code === code))
      return Refusal.fields([{ field: 'code', code: 'code-taken' }]);
    const after = one(values, 'after');
    const next =
      part === 'stati'
        ? withState(
            document,
            stateOf(code, values, findState(document, name)) as never,
            after || null,
          ) // checked just below
        : withAction(document, actionOf(code, values, findAction(document, name)) as never); // checked just below
    const read = readDocument(next);
    if ('document' in read) return read.document;
    const place = `${part === 'stati' ? 'states' : 'actions'}.${code}.`;
    return Refusal.fields(read.faults.map((found) => atField(asFieldError(found), place)));
  }

  /** What is left has not the shape of an iter: too little of it. */
  shapeFaults(document: WorkflowDocument): Refusal | undefined {
    const read = readDocument(document);
    return 'faults' in read ? new Refusal('not-possible-now', 'workflow-part-needed') : undefined;
  }

  private choices(document: WorkflowDocument, { name }: Asked, language: Language) {
    const action = findAction(document, name);
    const target = (code: string) => ({
      value: code,
      label: this.drawings.target(document, code, language),
    });
    const who = (entry: string) => ({
      value: entry,
      label: this.drawings.performer(entry, language),
    });
    const groups = STATE_GROUPS.map(who);
    const performers = [
      ...ROLE_CODES,
      ...SPECIAL_PERFORMERS,
      ...PERMISSIONS.filter((one) => one.startsWith('requests.')).map((one) => `permission:${one}`),
      ...(action?.by ?? []),
    ];
    return {
      starts: [...groups, ...document.states.map(({ code }) => target(code))],
      targets: [
        ...document.states.map(({ code }) => target(code)),
        target('@same'),
        target('@previous'),
      ],
      performers: [...new Set(performers)].map(who),
      others: document.actions
        .filter(({ code, by }) => code !== name && by.some((entry) => entry !== '@system'))
        .map(({ code, label }) => ({ value: code, label: inLanguage(label, language) })),
      fields: (action?.fields ?? []).map(({ code, type }) => ({
        code,
        typeKey: `iters:fieldTypes.${type}`,
      })),
      types: this.keyed(language, 'iters:fieldTypes', FIELD_TYPES),
      letters: this.keyed(language, 'iters:letters', LETTERS),
      notes: this.keyed(language, 'iters:noteRules', ['none', 'optional', 'required']),
      visibilities: this.keyed(language, 'iters:visibilities', ['public', 'internal']),
      untouched: action ? this.words.of(document, action, language) : [],
    };
  }

  private keyed(language: Language, list: string, values: readonly string[]) {
    return values.map((value) => ({
      value,
      label: this.languages.translate(language, `${list}.${value}`),
    }));
  }
}

function atField(error: FieldError, place: string): FieldError {
  const inside = error.field.startsWith(place) ? error.field.slice(place.length) : error.field;
  const field = /^(label|done|next)\.?$/.test(inside)
    ? `${inside}.it`
    : inside.replace(/^deadline.*/, 'span');
  return { ...error, field: /^[a-z]+\.\w+\.code$/.test(field) ? 'code' : field };
}
