import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { type StandingMatter, StandingNotices } from '../notices/standing-notices.service.js';
import { inLanguage } from '../shared/localized-text.js';
import { RuleBook } from './rule-book.service.js';
import { RuleInspection } from './rule-inspection.service.js';

const ADMINISTRATORS = { kind: 'rule-fault', roleCode: 'administrator' } as const;

/** Promises the administrators one notice for each rule that names somebody gone or can never fire, until it is mended. */
@Injectable()
export class RuleWatch {
  constructor(
    private readonly inspection: RuleInspection,
    private readonly book: RuleBook,
    private readonly standing: StandingNotices,
    private readonly transactions: Transactions,
  ) {}

  async look(): Promise<void> {
    const [faults, rules] = await Promise.all([this.inspection.faults(), this.book.all()]);
    const matters = faults.map(({ ruleCode, fault, about }): StandingMatter => {
      const rule = rules.find(({ code }) => code === ruleCode);
      const name = rule ? inLanguage(rule.name, 'it') : ruleCode;
      const data = { ruleCode, ruleName: name, fault, about: about ?? '' };
      return { key: [ruleCode, fault, about].join(' '), data };
    });
    await this.transactions.run((em) => this.standing.keep(em, ADMINISTRATORS, matters));
  }
}
