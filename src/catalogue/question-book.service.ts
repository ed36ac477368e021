import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { Reads } from '../database/reads.js';
import { Transactions } from '../database/transactions.js';
import { countUpdated, updateRows } from '../database/update-rows.js';
import { Audit } from '../proof/audit.service.js';
import { changes } from '../proof/domain/changes.js';
import { canonicalJson } from '../shared/canonical-json.js';
import { newId } from '../shared/ids.js';
import { Refusal } from '../shared/refusal.js';
import { Catalogue } from './catalogue.service.js';
import { Category } from './category.entity.js';
import { Question } from './question.entity.js';

/** What the council writes of a question; its place is that in the list. */
export type QuestionFields = Pick<Question, 'code' | 'label' | 'type' | 'isRequired' | 'choices'>;

/**
 * The one hand that changes what a category asks. A question that says something else becomes a new version of itself, one that is taken away stays for the
 * answers that it has; the change is in the audit list, in its own transaction, and counts at the next filing. Refuses `not-found`, and
 * `stale-version` where somebody else changed the category meanwhile. The questions have passed `question-schema.ts`.
 */
@Injectable()
export class QuestionBook {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly catalogue: Catalogue,
  ) {}

  /** As they are now, in order. */
  of(categoryId: string): Promise<Question[]> {
    return this.reads.of(Question).find({
      where: { categoryId, isCurrent: true },
      order: { position: 'ASC', code: 'ASC' },
    });
  }

  /** `version`: the category's, as it was shown. */
  rewrite(
    code: string,
    to: { readonly questions: readonly QuestionFields[]; readonly version: number },
    by: string,
  ): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      const category = await em.findOneBy(Category, { code });
      if (!category) return new Refusal('not-found');
      const { id, version } = category;
      if (version !== to.version) return new Refusal('stale-version');
      const known = await em.find(Question, {
        where: { categoryId: id },
        order: { position: 'ASC', code: 'ASC' },
      });
      const before = { questions: known.filter((one) => one.isCurrent).map(fieldsOf) };
      const after = { questions: to.questions.map(fieldsOf) };
      if (canonicalJson(before) === canonicalJson(after)) return undefined;
      if ((await countUpdated(em, Category, { id, version }, { version: version + 1 })) === 0)
        return new Refusal('stale-version');
      await replace(em, id, { known, questions: to.questions });
      const altered = changes(before, after);
      const data = { category: code, what: 'questions changed', ...altered };
      await this.audit.append(em, { event: 'configuration-changed', accountId: by, data });
      this.transactions.afterCommit(em, () => this.catalogue.forget());
      return undefined;
    });
  }
}

async function replace(
  em: EntityManager,
  categoryId: string,
  { known, questions }: { known: readonly Question[]; questions: readonly QuestionFields[] },
): Promise<void> {
  const current = known.filter((one) => one.isCurrent);
  const places = questions.map((fields, index) => ({
    ...{ fields, position: index + 1 },
    same: current.find((one) => saysTheSame(one, fields)),
  }));
  const kept = new Set(places.map(({ same }) => same?.id));
  for (const { id } of current.filter((one) => !kept.has(one.id)))
    await updateRows(em, Question, { id }, { isCurrent: false });
  for (const { same, position } of places)
    if (same && same.position !== position)
      await updateRows(em, Question, { id: same.id }, { position });
  const fresh = places.filter(({ same }) => !same);
  const rows = fresh.map(({ fields, position }) => ({
    ...fieldsOf(fields),
    ...{ id: newId(), categoryId, position, isCurrent: true },
    version: 1 + Math.max(0, ...known.filter((one) => one.code === fields.code).map((one) => one.version)), // prettier-ignore
  }));
  if (rows.length > 0) await insertRows(em, Question, rows);
}

function saysTheSame(one: Question, other: QuestionFields): boolean {
  return canonicalJson(fieldsOf(one)) === canonicalJson(fieldsOf(other));
}

function fieldsOf({ code, label, type, isRequired, choices }: QuestionFields): QuestionFields {
  return { code, label, type, isRequired, choices };
}
