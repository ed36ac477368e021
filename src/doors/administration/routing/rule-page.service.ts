import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { REQUEST_KINDS } from '../../../requests/service-request.entity.js';
import { HOLIDAY_CHOICES } from '../../../routing/domain/rule-conditions.js';
import type { RuleFaultCode } from '../../../routing/domain/rule-faults.js';
import { RuleInspection } from '../../../routing/rule-inspection.service.js';
import { INVOLVEMENT_ROLES, type RoutingRule } from '../../../routing/routing-rule.entity.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { Refusal } from '../../../shared/refusal.js';
import { PLACE_KINDS } from '../../../territory/place.entity.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { type RuleChoice, type RuleChoices, RuleChoicesReader } from './rule-choices.service.js';
import { HEARINGS, WEEKDAYS } from './rule-form.js';
import type { ImpactModel } from './rule-impact.service.js';
import { askedInWords, saidInWords, type Teller } from './rule-words.js';

/** Faults that are about another rule, named as the council named it. */
const NAMES_A_RULE: readonly RuleFaultCode[] = ['office-shadowed', 'person-shadowed', 'partner-stronger']; // prettier-ignore

interface Shown {
  readonly values: TypedValues;
  readonly refusal?: Refusal | undefined;
  readonly impact?: ImpactModel | undefined;
}

/** The administrator's pages of the rules: the list with what is wrong, and the form of one. */
@Injectable()
export class RulePage {
  constructor(
    private readonly pages: Pages,
    private readonly reader: RuleChoicesReader,
    private readonly inspection: RuleInspection,
    private readonly languages: Languages,
  ) {}

  choices(res: Response): Promise<RuleChoices> {
    return this.reader.read(visitOf(res).language);
  }

  async teller(res: Response): Promise<Teller> {
    const { language } = visitOf(res);
    return { languages: this.languages, language, choices: await this.reader.read(language) };
  }

  async list(res: Response, rules: readonly RoutingRule[]): Promise<void> {
    const [teller, faults] = await Promise.all([this.teller(res), this.inspection.faults()]);
    const nameOf = (code: string | null): string => {
      const rule = rules.find((one) => one.code === code);
      return rule ? inLanguage(rule.name, teller.language) : (code ?? '');
    };
    this.pages.render(res, 'administration/rules', {
      rules: rules.map((rule, i) => ({
        code: rule.code,
        name: inLanguage(rule.name, teller.language),
        isActive: rule.isActive,
        isFirst: i === 0,
        isLast: i === rules.length - 1,
        asked: askedInWords(rule, teller),
        said: saidInWords(rule, teller),
        faults: faults
          .filter(({ ruleCode }) => ruleCode === rule.code)
          .map(({ fault, about }) => ({
            key: `smistamento:faults.${fault}`,
            about: NAMES_A_RULE.includes(fault) ? nameOf(about) : (about ?? ''),
          })),
      })),
      faulty: new Set(faults.map(({ ruleCode }) => ruleCode)).size,
    });
  }

  /** `rule` is null for one that is to be. */
  async form(res: Response, rule: RoutingRule | null, shown: Shown): Promise<void> {
    const { language } = visitOf(res);
    const choices = await this.choices(res);
    const { refusal, impact = null } = shown;
    const values: TypedValues = { version: '0', hears: 'all', ...shown.values };
    const options = (list: readonly RuleChoice[], chosen: unknown) =>
      list
        .filter((one) => one.isActive || one.code === chosen || one.id === chosen)
        .map(({ code, name }) => ({ value: code, label: name }));
    const people = choices.people.filter((one) => one.isActive || one.id === values['person']);
    const errors = refusal?.errors ?? [];
    const model = {
      action: rule
        ? `/amministrazione/smistamento/regole/${rule.code}`
        : '/amministrazione/smistamento/nuova',
      heading: rule ? 'edit' : 'new',
      rule: rule && { code: rule.code, name: inLanguage(rule.name, language) },
      values,
      errors,
      refusal: refusal && errors.length === 0 ? refusal : null,
      impact,
      categories: options(choices.categories, values['category']),
      areas: options(choices.areas, values['area']),
      offices: options(choices.offices, values['office']),
      partners: options(choices.partners, values['partner']),
      people: people.map(({ id, name }) => ({ value: id, label: name })),
      actions: choices.actions,
      answers: answerOptions(values, choices, language),
      kinds: this.words(res, 'offices:kinds', REQUEST_KINDS),
      placeKinds: this.words(res, 'smistamento:placeKinds', PLACE_KINDS),
      weekdays: this.words(res, 'smistamento:days', WEEKDAYS),
      holidays: this.words(res, 'smistamento:holidays', HOLIDAY_CHOICES),
      involvements: this.words(res, 'smistamento:involvements', INVOLVEMENT_ROLES),
      hearings: this.words(res, 'smistamento:hears', HEARINGS),
    };
    this.pages.render(res, 'administration/rule', model, refusal ? statusOf(refusal) : 200);
  }

  private words(res: Response, keys: string, values: readonly string[]) {
    const { language } = visitOf(res);
    return values.map((value) => ({
      value,
      label: this.languages.translate(language, `${keys}.${value}`),
    }));
  }
}

/** What may be answered to the questions of the chosen category; and what the rule asks that is no longer among them. */
function answerOptions(
  values: TypedValues,
  { categories, questions }: RuleChoices,
  language: Teller['language'],
): { value: string; label: string }[] {
  const category = categories.find(({ code }) => code === values['category']);
  const known = (questions.get(category?.id ?? '') ?? []).flatMap((question) =>
    question.choices.map((choice) => ({
      value: `${question.code}:${choice.code}`,
      label: `${inLanguage(question.label, language)} ${inLanguage(choice.label, language)}`,
    })),
  );
  const chosen = [values['answers'] ?? []].flat();
  const lost = chosen.filter((one) => !known.some(({ value }) => value === one));
  return [...known, ...lost.map((value) => ({ value, label: value }))];
}
