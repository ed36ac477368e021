import { Injectable } from '@nestjs/common';
import { MonthTrial, TRIAL_DAYS } from '../../../requests/assignment/month-trial.service.js';
import type { CountedChange, RouteChange } from '../../../routing/domain/compare-routes.js';
import { inOrder, type RuleForRouting } from '../../../routing/domain/rule.js';
import { Routing } from '../../../routing/routing.service.js';
import { nameIn, type Teller } from './rule-words.js';

/** What an edit would change for the requests of the last month, in words. */
export interface ImpactModel {
  readonly examined: number;
  readonly days: number;
  readonly isBounded: boolean;
  readonly changes: readonly {
    readonly key: string;
    readonly from: string;
    readonly to: string;
    readonly partner: string;
    readonly count: number;
    readonly numbers: readonly string[];
    readonly isCut: boolean;
  }[];
}

/** Tries an edit before it is saved. Changes nothing. */
@Injectable()
export class RuleImpact {
  constructor(
    private readonly routing: Routing,
    private readonly trial: MonthTrial,
  ) {}

  /** `edit` gets the rules in use, in their order, and answers them as they would be. */
  async of(
    edit: (rules: readonly RuleForRouting[]) => readonly RuleForRouting[],
    teller: Teller,
  ): Promise<ImpactModel> {
    const { rules, roster } = await this.routing.load();
    const after = edit(inOrder(rules));
    const { changes, ...trial } = await this.trial.compare(rules, after, roster);
    return { ...trial, days: TRIAL_DAYS, changes: changes.map((one) => line(one, teller)) };
  }
}

function line({ change, count, numbers }: CountedChange, teller: Teller) {
  return {
    key: `smistamento:changes.${change.kind}`,
    ...names(change, teller),
    count,
    numbers,
    isCut: count > numbers.length,
  };
}

function names(
  { kind, from, to, partnerId }: RouteChange,
  { choices, languages, language }: Teller,
) {
  const nobody = languages.translate(language, 'smistamento:nobody');
  const partner = nameIn(choices.partners, partnerId ?? to ?? from) ?? '';
  switch (kind) {
    case 'office':
      return {
        from: nameIn(choices.offices, from) ?? '',
        to: nameIn(choices.offices, to) ?? '',
        partner,
      };
    case 'person':
      return {
        from: nameIn(choices.people, from) ?? nobody,
        to: nameIn(choices.people, to) ?? nobody,
        partner,
      };
    case 'partner-part': {
      const part = (code: string | null) =>
        languages.translate(language, `smistamento:involvements.${code}`);
      return { from: part(from), to: part(to), partner };
    }
    case 'partner-in':
    case 'partner-out':
      return { from: '', to: '', partner };
  }
}
