import { Injectable } from '@nestjs/common';
import { Catalogue } from '../catalogue/catalogue.service.js';
import { Reads } from '../database/reads.js';
import type { KnownCategory, RuleFault, RuleTown } from './domain/rule-faults.js';
import { ruleFaults } from './domain/rule-faults.js';
import { Routing } from './routing.service.js';

const MOST_PLACES = 20_000;

/**
 * Promises every fault of the rules in use, against the town as it is now: what can never have an effect, and what names somebody or
 * something gone. Says nothing of paused rules.
 */
@Injectable()
export class RuleInspection {
  constructor(
    private readonly routing: Routing,
    private readonly catalogue: Catalogue,
    private readonly reads: Reads,
  ) {}

  async faults(): Promise<RuleFault[]> {
    const { rules, roster } = await this.routing.load();
    const [categories, places] = await Promise.all([this.categories(), this.places()]);
    return ruleFaults(rules, { ...roster, categories, places });
  }

  private async categories(): Promise<RuleTown['categories']> {
    const all = await this.catalogue.all();
    return new Map(
      all.map(({ id, isActive, officeId, questions }): [string, KnownCategory] => [
        id,
        {
          isActive,
          officeId,
          questions: questions.map(({ code, type, choices }) => ({
            code,
            choices: type === 'choice' ? choices.map((choice) => choice.code) : null,
          })),
        },
      ]),
    );
  }

  private async places(): Promise<RuleTown['places']> {
    const rows = await this.reads.rows<{ code: string; kind: string; areaId: string }>(
      `SELECT code AS "code", kind AS "kind", area_id AS "areaId" FROM places LIMIT ${MOST_PLACES}`,
    );
    return new Map(rows.map(({ code, kind, areaId }) => [code, { kind, areaId }]));
  }
}
