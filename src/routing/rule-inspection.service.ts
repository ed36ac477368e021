import { Injectable } from '@nestjs/common';
import { Catalogue, type CatalogueCategory } from '../catalogue/catalogue.service.js';
import { Reads } from '../database/reads.js';
import type { KnownCategory, RuleFault, RuleTown } from './domain/rule-faults.js';
import { ruleFaults } from './domain/rule-faults.js';
import { Settings } from '../settings/settings.service.js';
import { mostSentOn } from '../workflow/domain/sending-on.js';
import { Workflows } from '../workflow/workflow.service.js';
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
    private readonly workflows: Workflows,
    private readonly settings: Settings,
    private readonly reads: Reads,
  ) {}

  async faults(): Promise<RuleFault[]> {
    const { rules, roster } = await this.routing.load();
    const [categories, places] = await Promise.all([this.categories(), this.places()]);
    const { townBoundary: boundary } = await this.settings.all();
    return ruleFaults(rules, { ...roster, categories, places, boundary });
  }

  private async categories(): Promise<RuleTown['categories']> {
    const all = await this.catalogue.all();
    return new Map(
      await Promise.all(
        all.map(async (category): Promise<[string, KnownCategory]> => {
          const { id, isActive, officeId } = category;
          const questions = category.questions.map(({ code, type, choices }) => ({
            code,
            choices: type === 'choice' ? choices.map((choice) => choice.code) : null,
          }));
          const cannotSend = await this.cannotSend(category);
          return [id, { isActive, officeId, questions, cannotSend }];
        }),
      ),
    );
  }

  /** Where an office decides first, nothing is to be sent. */
  private async cannotSend(category: CatalogueCategory): Promise<string | null> {
    if (category.needsAuthorisation) return null;
    const iter = await this.workflows.published(category.workflowCode);
    return iter && mostSentOn(iter.document) === 0 ? iter.document.label.it : null;
  }

  private async places(): Promise<RuleTown['places']> {
    const rows = await this.reads.rows<{ code: string; kind: string; areaId: string }>(
      `SELECT code AS "code", kind AS "kind", area_id AS "areaId" FROM places LIMIT ${MOST_PLACES}`,
    );
    return new Map(rows.map(({ code, kind, areaId }) => [code, { kind, areaId }]));
  }
}
