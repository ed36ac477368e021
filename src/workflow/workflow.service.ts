import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { Reads } from '../database/reads.js';
import { canonicalSha256 } from '../shared/canonical-json.js';
import { newId } from '../shared/ids.js';
import { type FieldError, Refusal } from '../shared/refusal.js';
import type { WorkflowDocument } from './domain/document.js';
import { checkDocument } from './check-document.js';
import type { LintFault } from './domain/lint/fault.js';
import { holdIter } from './hold-iter.js';
import { readShippedWorkflows, SHIPPED_CODES } from './shipped-workflows.js';
import { Snapshot } from '../shared/snapshot.js';
import { WorkflowVersion } from './workflow-version.entity.js';

/**
 * Promises the iters of the council, version by version: what was published never changes again, only its status does. Refuses to publish a
 * document with a fault, one error per fault (field: the place in the document), and a number that somebody else took meanwhile.
 */
@Injectable()
export class Workflows {
  /** A version is immutable (its status apart), so one read per process is enough. */
  private readonly known = new Map<string, WorkflowVersion>();
  /** Every filing asks which version is in force: at most 5 seconds old, and asked anew after a publication here. */
  private readonly inForce = new Map<string, Snapshot<WorkflowVersion | null>>();

  constructor(private readonly reads: Reads) {}

  /** Publishes the document exactly as given, as the next version of its code, and retires the one before. */
  async publish(
    em: EntityManager,
    document: WorkflowDocument,
    by: string,
    now: Date,
  ): Promise<WorkflowVersion | Refusal> {
    await holdIter(em, document.code);
    const faults = await checkDocument(em, document);
    if (faults.length > 0) return Refusal.fields(faults.map(asFieldError));
    return this.insert(em, document, {
      number: await nextNumber(em, document.code),
      publishedAt: now,
      publishedBy: by,
    });
  }

  private async insert(
    em: EntityManager,
    document: WorkflowDocument,
    signed: Pick<WorkflowVersion, 'number' | 'publishedAt' | 'publishedBy'>,
  ): Promise<WorkflowVersion | Refusal> {
    const version = {
      ...signed,
      id: newId(),
      code: document.code,
      status: 'published' as const,
      document,
      sha256: canonicalSha256(document),
    };
    await em
      .createQueryBuilder()
      .insert()
      .into(WorkflowVersion)
      .values(version)
      .orIgnore()
      .updateEntity(false)
      .execute();
    const stored = await em.findOneBy(WorkflowVersion, { id: version.id });
    if (!stored) return new Refusal('stale-version', 'workflow-published-meanwhile');
    this.forget(document.code);
    await retireOthers(em, stored);
    return stored;
  }

  /** After a publication in this process: the next filing asks the database which version is in force. */
  forget(code: string): void {
    this.inForce.delete(code);
  }

  /** The version that new requests start with. Throws where the code has none: a category names only published iters. */
  async current(code: string, em?: EntityManager): Promise<WorkflowVersion> {
    const version = em ? await this.find(em, code) : await this.published(code);
    if (!version) throw new Error(`no published workflow ${code}`);
    return version;
  }

  /** The same, or null where the code has none. */
  published(code: string): Promise<WorkflowVersion | null> {
    const known = this.inForce.get(code) ?? new Snapshot(() => this.find(this.reads.em, code));
    this.inForce.set(code, known);
    return known.get();
  }

  /** The version that a request runs on, whatever its status is by now. Throws where there is none: rows refer to it by key. */
  async byId(id: string, em: EntityManager = this.reads.em): Promise<WorkflowVersion> {
    const known = this.known.get(id);
    if (known) return known;
    const version = await em.findOneBy(WorkflowVersion, { id });
    if (!version) throw new Error(`no workflow version ${id}`);
    if (version.status !== 'draft') this.known.set(id, version); // a draft still changes
    return version;
  }

  /** The iters that Iter brings with it, standing actions included. */
  shipped(): readonly WorkflowDocument[] {
    return readShippedWorkflows();
  }

  /** Codes of the shipped iters that this council has in no version. */
  async unshipped(): Promise<string[]> {
    const there = await this.reads.of(WorkflowVersion).find({ select: { id: true, code: true } });
    const codes = new Set(there.map(({ code }) => code));
    return SHIPPED_CODES.filter((code) => !codes.has(code));
  }

  /**
   * Publishes each shipped iter whose code has no version yet; a council's own later versions stay as they are. Two processes may do it at
   * once: a shipped iter is always number 1, and only one of them gets to write it. Answers the codes that were added.
   */
  async ensureShipped(em: EntityManager, by: string, now: Date): Promise<string[]> {
    const added: string[] = [];
    for (const document of this.shipped()) {
      const { code } = document;
      if (await em.existsBy(WorkflowVersion, { code })) continue;
      const faults = await checkDocument(em, document);
      if (faults.length > 0)
        throw new Error(`the shipped workflow ${code} is faulty: ${JSON.stringify(faults)}`);
      const signed = { number: 1, publishedAt: now, publishedBy: by };
      if (!((await this.insert(em, document, signed)) instanceof Refusal)) added.push(code);
    }
    return added;
  }

  private find(em: EntityManager, code: string): Promise<WorkflowVersion | null> {
    return em.findOne(WorkflowVersion, {
      where: { code, status: 'published' },
      order: { number: 'DESC' },
    });
  }
}

/** The number after the highest one, drafts counted. */
export async function nextNumber(em: EntityManager, code: string): Promise<number> {
  return ((await em.maximum(WorkflowVersion, 'number', { code })) ?? 0) + 1;
}

/** Every other version of this iter that is in force goes out of it. */
export async function retireOthers(
  em: EntityManager,
  { code, id }: WorkflowVersion,
): Promise<void> {
  await em.update(
    WorkflowVersion,
    { code, status: 'published', id: Not(id) },
    { status: 'retired' },
  );
}

/** A fault of a document as an error of a form: its field is the place in the document. */
export function asFieldError(fault: LintFault): FieldError {
  return { field: fault.place, code: fault.code, data: fault.data };
}
