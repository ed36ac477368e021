import { Injectable } from '@nestjs/common';
import { PERMISSIONS } from '../../../../access/permissions.js';
import { Offices } from '../../../../offices/offices.service.js';
import { inLanguage, type Language } from '../../../../shared/localized-text.js';
import type { TypedValues } from '../../../../web/forms.js';
import { Languages } from '../../../../web/languages.js';
import {
  type ActionDefinition,
  FIELD_TYPES,
  SPECIAL_PERFORMERS,
  STATE_GROUPS,
  type WorkflowDocument,
} from '../../../../workflow/domain/document.js';
import { ROLE_CODES } from '../../../../workflow/domain/lint/fault.js';
import { WorkflowDrawings } from '../../../../workflow/drawing/workflow-drawings.service.js';
import { many, one } from '../../forms/typed.js';
import { fieldsOf, LISTING } from './asked-form.js';
import { fieldLabels } from '../../forms/fault-labels.js';
import { type Group, groupsOf } from '../../forms/groups.js';
import { type Option, RuleControls, ruleLabels } from './rule-controls.service.js';
import { RULE_LISTS, type RuleList, ruleKinds } from './rule-parts.js';

/** Promises what stands in the form of an action beside what was typed: what may be chosen, and a group for each field, entry and rule. */
@Injectable()
export class ActionChoices {
  constructor(
    private readonly drawings: WorkflowDrawings,
    private readonly languages: Languages,
    private readonly offices: Offices,
    private readonly rules: RuleControls,
  ) {}

  async of(
    document: WorkflowDocument,
    action: ActionDefinition | null,
    { values, language }: { readonly values: TypedValues; readonly language: Language },
  ) {
    const target = (code: string) => ({
      value: code,
      label: this.drawings.target(document, code, language),
    });
    const states = document.states.map(({ code }) => target(code));
    const groups = STATE_GROUPS.map((value) => ({
      value,
      label: this.drawings.performer(value, language),
    }));
    const performer = (entry: string) => this.drawings.performer(entry, language);
    const named = groupsOf(values, 'guards').flatMap((group) => many(group.values, 'unless'));
    const nameable = {
      ...{ document, language, own: action?.code ?? null },
      fields: fieldsOf(values, action?.fields ?? []).map(({ made }) => made),
      performers: withNamed(
        await this.performers(language),
        [...many(values, 'by'), ...named],
        performer,
      ),
    };
    const fields = groupsOf(values, 'fields').map((group) => this.asked(group, language));
    const ruleLists = RULE_LISTS.map((list) => ({
      ...this.adding(list, language),
      shown: this.rules.of(list, values, nameable),
    }));
    const say = (key: string, number = 0) => this.say(language, key, { number: String(number) });
    return {
      ...{ ruleLists, fields, performers: nameable.performers },
      starts: withNamed([...groups, ...states], many(values, 'from'), (code) => target(code).label),
      targets: withNamed(
        [...states, target('@same'), target('@previous')],
        many(values, 'to'),
        (code) => target(code).label,
      ),
      faultLabels: [
        ...ruleLists.flatMap(({ shown }) => ruleLabels(shown)),
        ...fieldLabels(fields, say),
      ],
      types: this.keyed(language, 'iters:fieldTypes', FIELD_TYPES),
      notes: this.keyed(language, 'iters:noteRules', ['none', 'optional', 'required']),
      visibilities: this.keyed(language, 'iters:visibilities', ['public', 'internal']),
    };
  }

  /** A field with its entries; `code` empty: a new one, whose code may still be typed. */
  private asked({ at, values: typed }: Group, language: Language) {
    const name = `fields.${at}`;
    const fieldType = one(typed, 'type');
    const isListing = LISTING.includes(fieldType);
    const entries = isListing ? groupsOf(typed, 'choices') : [];
    return {
      ...{ name, at, fieldType, isListing, code: one(typed, 'code') },
      title: one(typed, 'label.it') || this.say(language, 'iters:fields.fresh'),
      typeKey: `iters:fieldTypes.${fieldType}`,
      entries: entries.map((entry, index) => ({
        name: `${name}.choices.${entry.at}`,
        code: one(entry.values, 'code'),
        number: index + 1,
      })),
    };
  }

  private adding(list: RuleList, language: Language) {
    return { of: list, kinds: this.keyed(language, `iters:${list}`, ruleKinds(list)) };
  }

  private async performers(language: Language) {
    const permissions = PERMISSIONS.filter((one) => one.startsWith('requests.'));
    const entries = [
      ...ROLE_CODES,
      ...SPECIAL_PERFORMERS,
      ...permissions.map((one) => `permission:${one}`),
    ];
    const offices = (await this.offices.list()).map(({ code, name }) => {
      const blanks = { name: inLanguage(name, language) };
      const label = this.say(language, 'iters:performers.office', blanks);
      return { value: `office:${code}`, label };
    });
    return [
      ...entries.map((value) => ({ value, label: this.drawings.performer(value, language) })),
      ...offices,
    ];
  }

  private keyed(language: Language, list: string, values: readonly string[]) {
    return values.map((value) => ({ value, label: this.say(language, `${list}.${value}`) }));
  }

  private say(language: Language, key: string, blanks: Record<string, string> = {}): string {
    return this.languages.translate(language, key, blanks);
  }
}

/** Also what is named and not there any more: saving the form takes nothing away. */
function withNamed(
  known: readonly Option[],
  named: readonly string[],
  label: (value: string) => string,
): Option[] {
  const missing = [...new Set(named)].filter(
    (one) => one !== '' && !known.some(({ value }) => value === one),
  );
  return [...known, ...missing.map((value) => ({ value, label: label(value) }))];
}
