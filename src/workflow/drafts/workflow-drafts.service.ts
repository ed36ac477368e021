import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isUniqueViolation } from '../../database/errors.js';
import { insertRows } from '../../database/insert-rows.js';
import { queryRows } from '../../database/query-rows.js';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import { Audit } from '../../proof/audit.service.js';
import { canonicalSha256 } from '../../shared/canonical-json.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Refusal } from '../../shared/refusal.js';
import { checkDocument } from '../check-document.js';
import type { WorkflowDocument } from '../domain/document.js';
import { holdIter } from '../hold-iter.js';
import { asFieldError, nextNumber, retireOthers, Workflows } from '../workflow.service.js';
import { WorkflowVersion } from '../workflow-version.entity.js';

/** Who answers for a change: the audit list keeps the account, the version the name. */
export interface Author {
  readonly accountId: string;
  readonly name: string;
}

/** What a draft begins as: a version, or without a number the text that Iter ships. */
export type Origin = Pick<WorkflowVersion, 'code' | 'document'> & {
  readonly number: number | null;
};

/** Why a draft is not published that is a draft no more: it was published already, exactly as it was seen. */
export const ALREADY_IN_FORCE = 'workflow-in-force';

/** A draft as somebody saw it: whoever changes it names the digest that they saw. */
export interface SeenDraft {
  readonly code: string;
  readonly sha256: string;
}

/**
 * Promises the way of an iter from a draft to being in force: at most one draft per iter, every change of the configuration in the audit list.
 * Refuses with `stale-version` where the draft is no longer the one that was seen, to publish what has a fault (one error per fault) or says
 * what is in force already, and to take out of force what a category uses.
 */
@Injectable()
export class WorkflowDrafts {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly workflows: Workflows,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  of(code: string): Promise<WorkflowVersion | null> {
    return this.reads.of(WorkflowVersion).findOneBy({ code, status: 'draft' });
  }

  /** A draft that begins as this one is; under another code and label it becomes an iter of its own. */
  async start(
    from: Origin,
    as: Pick<WorkflowDocument, 'code' | 'label'>,
    author: Author,
  ): Promise<Refusal | undefined> {
    const { code } = as;
    const isOwn = code === from.code;
    const isThere = isOwn
      ? new Refusal('not-possible-now', 'workflow-draft-there')
      : Refusal.fields([{ field: 'code', code: 'code-taken' }]);
    try {
      return await this.transactions.run(async (em) => {
        if (await em.existsBy(WorkflowVersion, isOwn ? { code, status: 'draft' } : { code }))
          return isThere;
        await this.insertDraft(em, from, as, author);
        return undefined;
      });
    } catch (error) {
      if (isUniqueViolation(error, 'workflow_versions')) return isThere; // by somebody else, at the same time
      throw error;
    }
  }

  /** Keeps the draft as it is now, faults and all: publishing is where they count. */
  save(seen: SeenDraft, document: WorkflowDocument): Promise<Refusal | undefined> {
    if (document.code !== seen.code)
      return Promise.resolve(
        Refusal.fields([{ field: 'code', code: 'workflow-code-fixed', data: { name: seen.code } }]),
      );
    return this.transactions.run((em) =>
      update(em, seen, { document: document as never, sha256: canonicalSha256(document) }),
    );
  }

  discard(seen: SeenDraft, author: Author): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      const { affected } = await em.delete(WorkflowVersion, { ...seen, status: 'draft' });
      if (affected !== 1) return new Refusal('stale-version');
      await this.note(em, author, { iter: seen.code, what: 'draft discarded' });
      return undefined;
    });
  }

  /** In force from now on for new requests; running ones go on as they began. */
  publish(seen: SeenDraft, author: Author): Promise<Refusal | undefined> {
    const { code } = seen;
    return this.transactions.run(async (em) => {
      await holdIter(em, code);
      const draft = await em.findOneBy(WorkflowVersion, { ...seen, status: 'draft' });
      if (!draft)
        return (await isInForce(em, seen)) ? pressedTwice() : new Refusal('stale-version');
      const faults = await checkDocument(em, draft.document);
      if (faults.length > 0) return Refusal.fields(faults.map(asFieldError));
      if (await isInForce(em, seen)) return new Refusal('not-possible-now', 'workflow-unchanged');
      const signed = { publishedAt: this.clock.now(), publishedBy: author.name };
      const refused = await update(em, seen, { status: 'published', ...signed });
      if (refused) return refused;
      await retireOthers(em, draft);
      const { number, sha256 } = draft;
      await this.note(em, author, { iter: code, what: 'published', number, sha256 });
      this.transactions.afterCommit(em, () => this.workflows.forget(code));
      return undefined;
    });
  }

  /** Out of force: nothing new begins with it. What runs on it goes on. */
  retire(version: WorkflowVersion, author: Author): Promise<Refusal | undefined> {
    const { id, code, number } = version;
    return this.transactions.run(async (em) => {
      await holdIter(em, code);
      const [user] = await queryRows<{ code: string }>(
        em,
        'SELECT code FROM categories WHERE workflow_code = :code AND is_active = :yes ORDER BY code LIMIT 1',
        { code, yes: true },
      );
      if (user)
        return new Refusal('not-possible-now', 'workflow-used', [], { category: user.code });
      const retired = { status: 'retired' } as const;
      const { affected } = await em.update(WorkflowVersion, { id, status: 'published' }, retired);
      if (affected !== 1) return new Refusal('stale-version');
      await this.note(em, author, { iter: code, what: 'retired', number });
      this.transactions.afterCommit(em, () => this.workflows.forget(code));
      return undefined;
    });
  }

  private async insertDraft(
    em: EntityManager,
    from: Origin,
    as: Pick<WorkflowDocument, 'code' | 'label'>,
    author: Author,
  ): Promise<void> {
    const { code } = as;
    const document = { ...from.document, ...as };
    await insertRows(em, WorkflowVersion, [
      {
        id: newId(),
        code,
        number: await nextNumber(em, code),
        status: 'draft',
        document: document as object,
        sha256: canonicalSha256(document),
        publishedAt: null,
        publishedBy: null,
      },
    ]);
    await this.note(em, author, {
      ...{ iter: code, what: 'draft started' },
      from: from.number ?? 'shipped',
    });
  }

  private note(
    em: EntityManager,
    { accountId }: Author,
    data: Record<string, string | number>,
  ): Promise<void> {
    return this.audit.append(em, { event: 'configuration-changed', accountId, data });
  }
}

/** What the draft says is the version in force. */
function isInForce(em: EntityManager, seen: SeenDraft): Promise<boolean> {
  return em.existsBy(WorkflowVersion, { ...seen, status: 'published' });
}

function pressedTwice(): Refusal {
  return new Refusal('not-possible-now', ALREADY_IN_FORCE);
}

/** Compare-and-set on the digest that was seen. */
async function update(
  em: EntityManager,
  seen: SeenDraft,
  set: Parameters<EntityManager['update']>[2] & object,
): Promise<Refusal | undefined> {
  const { affected } = await em.update(WorkflowVersion, { ...seen, status: 'draft' }, set);
  return affected === 1 ? undefined : new Refusal('stale-version');
}
