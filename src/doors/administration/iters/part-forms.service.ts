import { Injectable } from '@nestjs/common';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import { type FieldError, Refusal } from '../../../shared/refusal.js';
import { SPAN_UNITS } from '../../../shared/span.js';
import type { TypedValues } from '../../../web/forms.js';
import { readDocument } from '../../../workflow/domain/document/read.js';
import { STATE_KINDS, type WorkflowDocument } from '../../../workflow/domain/document.js';
import { withAction, withState } from '../../../workflow/domain/drafting/edit.js';
import { findAction, findState } from '../../../workflow/domain/transition.js';
import { Languages } from '../../../web/languages.js';
import { asFieldError } from '../../../workflow/workflow.service.js';
import { ActionChoices } from './action/action-choices.service.js';
import { ADDABLE } from './action/addable.js';
import { actionOf, listsOf, typedAction } from './action/action-form.js';
import { type Completed, completed } from '../forms/additions.js';
import { fieldOfFault } from './action/fault-field.js';
import { stateOf, typedState } from './state-form.js';
import { one } from '../forms/typed.js';

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

interface Shown {
  readonly language: Language;
  readonly typed?: TypedValues;
}

const NEW = 'nuovo';
const NEW_ACTION: TypedValues = { visibility: 'public', note: 'optional' };

/** Promises the forms of a state and of an action with what may be chosen in them, and the document that a sent form makes. */
@Injectable()
export class PartForms {
  constructor(
    private readonly languages: Languages,
    private readonly choices: ActionChoices,
  ) {}

  /** `typed`: what somebody has sent, in place of what the document says. */
  async model(document: WorkflowDocument, asked: Asked, { language, typed }: Shown) {
    const states = document.states.map(({ code, label }) => ({
      value: code,
      label: inLanguage(label, language),
    }));
    const { part, name } = asked;
    const address = `/amministrazione/iter/${document.code}/bozza/${part}/${name}`;
    const shared = { label: inLanguage(document.label, language), name, address, states };
    const isNew = asked.name === NEW;
    if (asked.part === 'stati') {
      const state = findState(document, asked.name);
      const values = typed ?? (state ? typedState(state) : { kind: 'open' });
      return {
        ...shared,
        isNew,
        values,
        kinds: this.keyed(language, 'iters:kinds', STATE_KINDS),
        units: this.keyed(language, 'terms:units', SPAN_UNITS),
      };
    }
    const action = findAction(document, asked.name);
    const values = typed ?? (action ? typedAction(action) : NEW_ACTION);
    const choices = await this.choices.of(document, action, { values, language });
    return { ...shared, isNew, values, ...choices };
  }

  /** What somebody sent, with the groups that they ask for: only an action has any. */
  completed({ part }: Asked, typed: TypedValues): Completed {
    return part === 'azioni'
      ? completed(typed, ADDABLE)
      : { values: typed, isAsking: false, added: null, errors: [] };
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
    const faults = read.faults.map((found) => atField(asFieldError(found), place));
    if (part === 'stati') return Refusal.fields(faults);
    const lists = listsOf(values, findAction(document, name));
    return Refusal.fields(
      withoutUnnamed(
        faults.map((found) => ({ ...found, field: fieldOfFault(found.field, lists) })),
      ),
    );
  }

  /** What is left has not the shape of an iter: too little of it. */
  shapeFaults(document: WorkflowDocument): Refusal | undefined {
    const read = readDocument(document);
    return 'faults' in read ? new Refusal('not-possible-now', 'workflow-part-needed') : undefined;
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
  return { ...error, field: /^(states|actions)\.\w+\.code$/.test(field) ? 'code' : field };
}

/** A code that was left empty is made of the name: where that is missing too, only the name is asked for. */
function withoutUnnamed(errors: readonly FieldError[]): FieldError[] {
  const isAsked = (name: string) => errors.some(({ field }) => field === name);
  return errors.filter(
    ({ field }) => !(field.endsWith('.newCode') && isAsked(field.replace(/newCode$/, 'label.it'))),
  );
}
