import { Injectable } from '@nestjs/common';
import { inLanguage, type Language } from '../../../../shared/localized-text.js';
import { Languages } from '../../../../web/languages.js';
import type { TypedValues } from '../../../../web/forms.js';
import { WORKFLOW_SETTINGS } from '../../../../workflow/domain/decision.js';
import {
  type ActionDefinition,
  SELF,
  TASK_KINDS,
  type WorkflowDocument,
} from '../../../../workflow/domain/document.js';
import { namedOutcomes } from '../../../../workflow/domain/lint/course.js';
import { many } from '../../forms/typed.js';
import type { MadeField } from './asked-form.js';
import { shownRules } from './rule-form.js';
import { partsOf, type RuleList, type RulePart } from './rule-parts.js';

export const LETTERS = ['step', 'message', 'question', 'outcome'] as const;

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** What a rule may name, besides fixed words. */
export interface Nameable {
  readonly document: WorkflowDocument;
  /** The code of the action itself, null for a new one. */
  readonly own: string | null;
  /** As they stand in the form, also those that are not yet saved. */
  readonly fields: readonly MadeField[];
  readonly performers: readonly Option[];
  readonly language: Language;
}

/** As the partials of forms want it. */
export interface Control {
  readonly shape: 'checkboxes' | 'select' | 'text' | 'checkbox';
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly required: boolean;
  readonly options: readonly Option[];
  readonly empty: string;
}

export interface RuleShown {
  readonly of: RuleList;
  readonly kind: string;
  readonly name: string;
  readonly words: string;
  readonly controls: readonly Control[];
}

const SHAPES = {
  ...{
    taskKinds: 'checkboxes',
    actions: 'checkboxes',
    recorders: 'checkboxes',
    performers: 'checkboxes',
  },
  ...{
    field: 'select',
    taskKind: 'select',
    outcome: 'select',
    setting: 'select',
    letter: 'select',
  },
  ...{ number: 'text', whole: 'text', yes: 'checkbox' },
} as const satisfies Record<RulePart['asks'], Control['shape']>;

/**
 * Promises each rule of an action as fields of a form, with what there is to choose. What a rule names and nobody knows any more stands among the
 * choices as it is written, so that saving the form does not change it.
 */
@Injectable()
export class RuleControls {
  constructor(private readonly languages: Languages) {}

  of(list: RuleList, values: TypedValues, nameable: Nameable): RuleShown[] {
    return shownRules(list, values).map(({ at, values: typed }) => {
      const kind = many(typed, 'kind')[0] ?? '';
      const name = `${list}.${at}`;
      return {
        ...{ of: list, kind, name },
        words: this.say(nameable.language, `iters:${list}.${kind}`),
        controls: (partsOf(list, kind) ?? []).map((part) => {
          const place = { name: `${name}.${part.name}`, kind };
          return this.control(part, place, { chosen: many(typed, part.name), nameable });
        }),
      };
    });
  }

  private control(
    part: RulePart,
    { name, kind }: { readonly name: string; readonly kind: string },
    { chosen, nameable }: { readonly chosen: readonly string[]; readonly nameable: Nameable },
  ): Control {
    const { language } = nameable;
    const words = (what: string) => {
      const keys = [`${kind}-${part.name}`, part.name].map((key) => `iters:${what}.${key}`);
      const key = keys.find((one) => this.languages.has(one));
      return key ? this.say(language, key) : '';
    };
    const known = this.options(part, nameable);
    const unknown = chosen.filter((one) => one !== '' && !known.some(({ value }) => value === one));
    return {
      shape: SHAPES[part.asks],
      name,
      label: words('ruleParts'),
      hint: words('rulePartHints'),
      required: !part.isOptional,
      options: [...known, ...unknown.map((value) => ({ value, label: value }))],
      empty: this.say(language, part.isOptional ? 'iters:fields.noField' : 'iters:fields.choose'),
    };
  }

  private options(part: RulePart, nameable: Nameable): readonly Option[] {
    const { document, own, fields, performers, language } = nameable;
    const keyed = (list: string, words: readonly string[]) =>
      words.map((value) => ({ value, label: this.say(language, `${list}.${value}`) }));
    switch (part.asks) {
      case 'taskKinds':
      case 'taskKind':
        return keyed('iters:taskKinds', TASK_KINDS);
      case 'letter':
        return keyed('iters:letters', LETTERS);
      case 'setting':
        return keyed('administration:names', WORKFLOW_SETTINGS);
      case 'performers':
        return performers;
      case 'outcome':
        return outcomesOf(document, language);
      case 'actions':
        return actionsOf(
          document,
          language,
          ({ code, by }) => code !== own && by.some((entry) => entry !== '@system'),
        );
      case 'recorders':
        return actionsOf(document, language, ({ fields: asked }) =>
          asked.some(({ type }) => type === 'number'),
        );
      case 'field':
        return [
          ...fields
            .filter(({ code, type }) => code !== '' && part.types.some((one) => one === type))
            .map(({ code, label }) => ({
              value: code,
              label: inLanguage({ it: '', ...label }, language) || code,
            })),
          ...(part.besides === SELF ? keyed('iters:besides', [SELF]) : []),
        ];
      default:
        return [];
    }
  }

  private say(language: Language, key: string): string {
    return this.languages.translate(language, key);
  }
}

function actionsOf(
  { actions }: WorkflowDocument,
  language: Language,
  isMeant: (action: ActionDefinition) => boolean,
): Option[] {
  return actions
    .filter(isMeant)
    .map(({ code, label }) => ({ value: code, label: inLanguage(label, language) }));
}

/** Those that somebody can be told in words, each with the words. */
function outcomesOf(document: WorkflowDocument, language: Language): Option[] {
  return [...namedOutcomes(document)].map(([value, label]) => ({
    value,
    label: inLanguage(label, language),
  }));
}

/** How the summary of what is wrong names them. */
export function ruleLabels(rules: readonly RuleShown[]): { name: string; label: string }[] {
  return rules.flatMap(({ name, words, controls }) => [
    { name, label: words },
    ...controls.map((one) => ({ name: one.name, label: `${words}, ${one.label}` })),
  ]);
}
