import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isUniqueViolation } from '../database/errors.js';
import { insertRows } from '../database/insert-rows.js';
import { queryRows } from '../database/query-rows.js';
import { Reads } from '../database/reads.js';
import { Transactions } from '../database/transactions.js';
import { countUpdated } from '../database/update-rows.js';
import { Audit } from '../proof/audit.service.js';
import { changes } from '../proof/domain/changes.js';
import { newId } from '../shared/ids.js';
import type { LocalizedText } from '../shared/localized-text.js';
import { Refusal } from '../shared/refusal.js';
import { holdIter } from '../workflow/hold-iter.js';
import { WorkflowVersion } from '../workflow/workflow-version.entity.js';
import { Catalogue } from './catalogue.service.js';
import { Category } from './category.entity.js';
import { type CategoryFields, checkCategory } from './domain/check-category.js';

/**
 * The one hand that writes categories. Each change is in the audit list, in its own transaction, and counts at the next filing; running
 * requests keep the iter, office and term that they have. Refuses `not-found`, `stale-version` where somebody else was faster, and at its
 * field: a code that is taken, an office or an iter that is not in use, an iter that does not wait for the authorisation that is asked for.
 */
@Injectable()
export class CategoryBook {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly catalogue: Catalogue,
  ) {}

  /** As it is now, also one that is switched off. */
  byCode(code: string): Promise<Category | null> {
    return this.reads.of(Category).findOneBy({ code });
  }

  /** Without questions, behind all others in the council's order. */
  async create(code: string, fields: CategoryFields, by: string): Promise<Refusal | undefined> {
    try {
      return await this.transactions.run((em) => this.insert(em, { code, fields, by }));
    } catch (error) {
      if (isUniqueViolation(error, 'categories')) return codeTaken(); // by somebody else, at the same time
      throw error;
    }
  }

  /** `version` is the one that was shown. Of the name only Italian and English are written: German and French stay. */
  change(
    code: string,
    to: { readonly fields: CategoryFields; readonly version: number },
    by: string,
  ): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      const category = await em.findOneBy(Category, { code });
      if (!category) return new Refusal('not-found');
      const { id, version } = category;
      if (version !== to.version) return new Refusal('stale-version');
      const fields = { ...to.fields, name: renamed(category.name, to.fields.name) };
      const found = await findNamed(em, fields, category.officeId);
      if ('errors' in found) return Refusal.fields(found.errors);
      const set = { ...columnsOf(fields), officeId: found.officeId, version: version + 1 };
      if ((await countUpdated(em, Category, { id, version }, set)) === 0)
        return new Refusal('stale-version');
      const altered = changes(fieldsOf(category, found.officeCodeBefore), fields);
      await this.note(em, by, { category: code, what: 'changed', ...altered });
      return undefined;
    });
  }

  private async insert(
    em: EntityManager,
    { code, fields, by }: { code: string; fields: CategoryFields; by: string },
  ): Promise<Refusal | undefined> {
    if (await em.existsBy(Category, { code })) return codeTaken();
    const found = await findNamed(em, fields, null);
    if ('errors' in found) return Refusal.fields(found.errors);
    const position = ((await em.maximum(Category, 'position')) ?? 0) + 1;
    const row = { id: newId(), code, ...columnsOf(fields), officeId: found.officeId, position };
    await insertRows(em, Category, [row]);
    await this.note(em, by, { category: code, what: 'created', to: fields });
    return undefined;
  }

  private async note(em: EntityManager, by: string, data: Record<string, unknown>): Promise<void> {
    await this.audit.append(em, { event: 'configuration-changed', accountId: by, data });
    this.transactions.afterCommit(em, () => this.catalogue.forget());
  }
}

function codeTaken(): Refusal {
  return Refusal.fields([{ field: 'code', code: 'code-taken' }]);
}

function columnsOf({ office: _code, workflow: workflowCode, ...same }: CategoryFields) {
  return { ...same, workflowCode };
}

function fieldsOf(category: Category, office: string): CategoryFields {
  const { name, workflowCode: workflow, termDays, needsAuthorisation, isActive } = category;
  return { name, office, workflow, termDays, needsAuthorisation, isActive };
}

function renamed(name: LocalizedText, { it, en }: LocalizedText): LocalizedText {
  const { it: _it, en: _en, ...others } = name;
  return { it, ...(en && { en }), ...others };
}

interface OfficeRow {
  readonly id: string;
  readonly code: string;
  readonly isActive: unknown;
}

type Named =
  | { readonly officeId: string; readonly officeCodeBefore: string }
  | { readonly errors: ReturnType<typeof checkCategory> };

/** The office that the fields name, and the code of the one that the category had; or every fault at its field. */
async function findNamed(
  em: EntityManager,
  fields: CategoryFields,
  keptOfficeId: string | null,
): Promise<Named> {
  const offices = await queryRows<OfficeRow>(
    em,
    'SELECT id AS "id", code AS "code", is_active AS "isActive" FROM offices', // a neighbour's table: read, not imported
  );
  const row = offices.find(({ code }) => code === fields.office);
  const office = row ? { id: row.id, isActive: Boolean(row.isActive) } : null;
  await holdIter(em, fields.workflow);
  const inForce = { code: fields.workflow, status: 'published' as const };
  const version = await em.findOneBy(WorkflowVersion, inForce);
  const named = { office, document: version?.document ?? null, keptOfficeId };
  const errors = checkCategory(fields, named);
  if (!office || errors.length > 0) return { errors };
  const before = offices.find(({ id }) => id === keptOfficeId)?.code ?? '';
  return { officeId: office.id, officeCodeBefore: before };
}
