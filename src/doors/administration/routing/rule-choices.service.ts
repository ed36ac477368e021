import { Injectable } from '@nestjs/common';
import { Catalogue, type CatalogueCategory } from '../../../catalogue/catalogue.service.js';
import { Reads } from '../../../database/reads.js';
import { inLanguage, type Language, type LocalizedText } from '../../../shared/localized-text.js';
import { Workflows } from '../../../workflow/workflow.service.js';

export interface RuleChoice {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isActive: boolean;
}

export interface RulePerson extends RuleChoice {
  readonly officeIds: readonly string[];
}

/** Everything that a rule may name, in the reader's language; also what is gone, since rules may still name it. */
export interface RuleChoices {
  readonly categories: readonly RuleChoice[];
  readonly areas: readonly RuleChoice[];
  readonly offices: readonly RuleChoice[];
  readonly people: readonly RulePerson[];
  readonly partners: readonly RuleChoice[];
  /** By code. */
  readonly placeNames: ReadonlyMap<string, string>;
  /** Public actions of the iters in use. */
  readonly actions: readonly { readonly value: string; readonly label: string }[];
  /** Of each category, by id. */
  readonly questions: ReadonlyMap<string, CatalogueCategory['questions']>;
}

/** Promises what rules may name: offices, people who work, partners, categories with their questions, areas, places, actions. */
@Injectable()
export class RuleChoicesReader {
  constructor(
    private readonly reads: Reads,
    private readonly catalogue: Catalogue,
    private readonly workflows: Workflows,
  ) {}

  async read(language: Language): Promise<RuleChoices> {
    const [all, areas, offices, partners, people, placeNames] = await Promise.all([
      this.catalogue.all(),
      this.named('areas', language),
      this.named('offices', language),
      this.named('partners', language),
      this.people(),
      this.places(),
    ]);
    return {
      categories: all.map(({ id, code, name, isActive }) => ({
        id,
        code,
        name: inLanguage(name, language),
        isActive,
      })),
      areas,
      offices,
      partners,
      people,
      placeNames,
      actions: await this.actions(all, language),
      questions: new Map(all.map(({ id, questions }) => [id, questions])),
    };
  }

  private async named(
    table: 'areas' | 'offices' | 'partners',
    language: Language,
  ): Promise<RuleChoice[]> {
    const active = table === 'areas' ? '1' : 'is_active';
    const rows = await this.reads.rows<Omit<RuleChoice, 'isActive'> & { isActive: unknown }>(
      `SELECT id AS "id", code AS "code", name AS "name", ${active} AS "isActive" FROM ${table} ORDER BY name, code LIMIT 1000`,
    );
    return rows.map((row) => ({
      ...row,
      name:
        table === 'partners'
          ? row.name
          : inLanguage(JSON.parse(row.name) as LocalizedText, language), // a JSON column
      isActive: Boolean(row.isActive),
    }));
  }

  /** Those whose role works requests, each once. */
  private async people(): Promise<RulePerson[]> {
    const rows = await this.reads.rows<{
      id: string;
      code: string;
      name: string;
      isActive: unknown;
      permissions: string;
      officeId: string;
    }>(
      `SELECT a.id AS "id", a.username AS "code", a.name AS "name", a.is_active AS "isActive", r.permissions AS "permissions",
         ao.office_id AS "officeId"
       FROM accounts a JOIN roles r ON r.code = a.role_code JOIN account_offices ao ON ao.account_id = a.id
       ORDER BY a.name, a.id LIMIT 5000`,
    );
    const found = new Map<string, RulePerson>();
    for (const { permissions, officeId, isActive, ...row } of rows) {
      if (!(JSON.parse(permissions) as string[]).includes('requests.work')) continue; // a JSON column
      const officeIds = [...(found.get(row.id)?.officeIds ?? []), officeId];
      found.set(row.id, { ...row, isActive: Boolean(isActive), officeIds });
    }
    return [...found.values()];
  }

  private async places(): Promise<Map<string, string>> {
    const rows = await this.reads.rows<{ code: string; name: string }>(
      'SELECT code AS "code", name AS "name" FROM places ORDER BY search_name, code LIMIT 20000',
    );
    return new Map(rows.map(({ code, name }) => [code, name]));
  }

  private async actions(
    categories: readonly CatalogueCategory[],
    language: Language,
  ): Promise<RuleChoices['actions']> {
    const found = new Map<string, string>();
    for (const code of new Set(categories.map((one) => one.workflowCode))) {
      const version = await this.workflows.published(code);
      for (const action of version?.document.actions ?? [])
        if (action.visibility === 'public' && !found.has(action.code))
          found.set(action.code, inLanguage(action.done, language));
    }
    return [...found].map(([value, label]) => ({ value, label }));
  }
}
