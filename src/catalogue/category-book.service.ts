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
import { Refusal } from '../shared/refusal.js';
import { holdIter } from '../workflow/hold-iter.js';
import { WorkflowVersion } from '../workflow/workflow-version.entity.js';
import { Catalogue } from './catalogue.service.js';
import { Category } from './category.entity.js';
import { holdOrder, oneBefore, placeBehind } from './category-order.js';
import {
  type CategoryFields,
  checkCategory,
  type NamedByCategory,
} from './domain/check-category.js';
import { rewritten } from './domain/rewritten.js';

/**
 * The one hand that writes categories. Each change is in the audit list, in its own transaction, and counts at the next filing; running
 * requests keep the iter, office and term that they have. Refuses `not-found`, `stale-version` where somebody else was faster, and at its
 * field: a code that is taken, an office or an iter that is not in use, an iter that does not wait for the authorisation that is asked for, a place behind
 * one that is not there.
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

  /** Without questions; behind all others in the council's order unless the fields say otherwise. */
  async create(code: string, fields: CategoryFields, by: string): Promise<Refusal | undefined> {
    try {
      return await this.transactions.run((em) => this.insert(em, { code, fields, by }));
    } catch (error) {
      if (isUniqueViolation(error, 'categories')) return codeTaken(); // by somebody else, at the same time
      throw error;
    }
  }

  /** `version` is the one that was shown. Of texts only Italian and English are written: German and French stay. */
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
      const order = await holdOrder(em);
      const fields = { ...to.fields, ...rewritten(category, to.fields) };
      const others = codesBeside(order, code);
      const found = await findNamed(em, fields, { keptOfficeId: category.officeId, others });
      if ('errors' in found) return Refusal.fields(found.errors);
      const set = { ...columnsOf(fields), officeId: found.officeId, version: version + 1 };
      if ((await countUpdated(em, Category, { id, version }, set)) === 0)
        return new Refusal('stale-version');
      const after = oneBefore(order, code);
      if (fields.after !== undefined && fields.after !== after)
        await placeBehind(em, order, { code, after: fields.after });
      const altered = changes({ ...fieldsOf(category, found.officeCodeBefore), after }, fields);
      await this.note(em, by, { category: code, what: 'changed', ...altered });
      return undefined;
    });
  }

  private async insert(
    em: EntityManager,
    { code, fields, by }: { code: string; fields: CategoryFields; by: string },
  ): Promise<Refusal | undefined> {
    if (await em.existsBy(Category, { code })) return codeTaken();
    const order = await holdOrder(em);
    const found = await findNamed(em, fields, {
      keptOfficeId: null,
      others: codesBeside(order, code),
    });
    if ('errors' in found) return Refusal.fields(found.errors);
    const position = (order.at(-1)?.position ?? 0) + 1;
    const row = { id: newId(), code, ...columnsOf(fields), officeId: found.officeId, position };
    await insertRows(em, Category, [row]);
    if (fields.after !== undefined)
      await placeBehind(em, [...order, row], { code, after: fields.after });
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

function codesBeside(order: readonly { readonly code: string }[], own: string): string[] {
  return order.map(({ code }) => code).filter((code) => code !== own);
}

function columnsOf({
  office: _code,
  after: _order,
  workflow: workflowCode,
  ...same
}: CategoryFields) {
  return { ...same, workflowCode };
}

function fieldsOf(category: Category, office: string): CategoryFields {
  const { name, description, notice, stop, workflowCode: workflow, term } = category;
  const { needsAuthorisation, isActive } = category;
  return {
    ...{ name, description, office, workflow, term },
    ...{ needsAuthorisation, isActive, notice, stop },
  };
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
  { keptOfficeId, others }: Pick<NamedByCategory, 'keptOfficeId' | 'others'>,
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
  const named = { office, document: version?.document ?? null, keptOfficeId, others };
  const errors = checkCategory(fields, named);
  if (!office || errors.length > 0) return { errors };
  const before = offices.find(({ id }) => id === keptOfficeId)?.code ?? '';
  return { officeId: office.id, officeCodeBefore: before };
}
