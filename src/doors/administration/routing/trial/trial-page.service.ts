import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { MonthTrial, TRIAL_DAYS } from '../../../../requests/assignment/month-trial.service.js';
import { REQUEST_KINDS } from '../../../../requests/service-request.entity.js';
import type { explain, RuleVerdict } from '../../../../routing/domain/explain.js';
import { inOrder } from '../../../../routing/domain/rule.js';
import { Routing } from '../../../../routing/routing.service.js';
import { inLanguage } from '../../../../shared/localized-text.js';
import type { FieldError } from '../../../../shared/refusal.js';
import type { TypedValues } from '../../../../web/forms.js';
import { Pages } from '../../../../web/pages.js';
import type { RuleChoices } from '../rule-choices.service.js';
import { RulePage } from '../rule-page.service.js';
import { nameIn, ruleInWords, type Teller } from '../rule-words.js';

type Found = ReturnType<typeof explain>;

interface Shown {
  readonly values: TypedValues;
  readonly errors?: readonly FieldError[];
  readonly found?: Found;
}

/** The page that tries the rules. */
@Injectable()
export class TrialPage {
  constructor(
    private readonly pages: Pages,
    private readonly rules: RulePage,
    private readonly routing: Routing,
    private readonly trial: MonthTrial,
  ) {}

  choices(res: Response): Promise<RuleChoices> {
    return this.rules.choices(res);
  }

  async show(res: Response, { values, errors = [], found }: Shown): Promise<void> {
    const teller = await this.rules.teller(res);
    const model = {
      ...this.form(teller, values),
      errors,
      outcome: found ? outcomeOf(found, teller) : null,
      verdicts: found ? found.verdicts.map((one) => verdictLine(one, teller)) : null,
      month: null,
    };
    this.pages.render(res, 'administration/rule-trial', model, errors.length > 0 ? 422 : 200);
  }

  /** Rule by rule, how often it held and counted. */
  async month(res: Response): Promise<void> {
    const teller = await this.rules.teller(res);
    const { rules, roster } = await this.routing.load();
    const { tally, examined, isBounded } = await this.trial.tally(rules, roster);
    const lines = inOrder(rules).map(({ code, name }) => ({
      code,
      name: inLanguage(name, teller.language),
      ...(tally.get(code) ?? { held: 0, counted: 0 }),
    }));
    const month = { lines, examined, isBounded, days: TRIAL_DAYS };
    this.pages.render(res, 'administration/rule-trial', {
      ...this.form(teller, {}),
      errors: [],
      outcome: null,
      verdicts: null,
      month,
    });
  }

  private form({ choices, languages, language }: Teller, values: TypedValues) {
    const options = (list: RuleChoices['categories']) =>
      list
        .filter(({ isActive }) => isActive)
        .map(({ code, name }) => ({ value: code, label: name }));
    const category = choices.categories.find(({ code }) => code === values['category']);
    const asked = choices.questions.get(category?.id ?? '') ?? [];
    return {
      values,
      categories: options(choices.categories),
      areas: options(choices.areas),
      kinds: REQUEST_KINDS.map((value) => ({
        value,
        label: languages.translate(language, `offices:kinds.${value}`),
      })),
      answers: asked.flatMap((question) =>
        question.choices.map((choice) => ({
          value: `${question.code}:${choice.code}`,
          label: `${inLanguage(question.label, language)} ${inLanguage(choice.label, language)}`,
        })),
      ),
    };
  }
}

function outcomeOf({ route }: Found, teller: Teller) {
  const { choices } = teller;
  return {
    office: nameIn(choices.offices, route.officeId) ?? '',
    officeRule: ruleInWords(route.officeRule, teller),
    person: route.person && {
      name: nameIn(choices.people, route.person.id) ?? '',
      rule: ruleInWords(route.person.rule, teller),
    },
    partners: route.partners.map(({ partnerId, involvement, rule }) => ({
      name: nameIn(choices.partners, partnerId) ?? '',
      involvement,
      rule: ruleInWords(rule, teller),
    })),
  };
}

/** One sentence or several: what of the rule counted, or why nothing did. */
function verdictLine({ rule, unmet, counts, overruled, faults }: RuleVerdict, teller: Teller) {
  const sentences = unmet
    ? [`smistamento:unmet.${unmet}`]
    : [
        ...counts.map((part) => `smistamento:counts.${part}`),
        ...overruled.map((part) => `smistamento:overruled.${part}`),
        ...faults.map((reason) => `smistamento:routingFaults.${reason}`),
      ];
  return {
    code: rule.code,
    name: ruleInWords(rule, teller),
    fires: counts.length > 0,
    sentences,
  };
}
