import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { Reads } from '../database/reads.js';
import { Office } from '../offices/office.entity.js';
import { canonicalSha256 } from '../shared/canonical-json.js';
import { newId } from '../shared/ids.js';
import { type FieldError, Refusal } from '../shared/refusal.js';
import type { WorkflowDocument } from './domain/document.js';
import { lint } from './domain/lint.js';
import { ROLE_CODES } from './domain/lint/fault.js';
import { readShippedWorkflows } from './shipped-workflows.js';
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
    const offices = await em.find(Office, { select: { code: true } });
    const faults = lint(document, { roles: ROLE_CODES, offices: offices.map(({ code }) => code) });
    if (faults.length > 0) return Refusal.fields(faults.map(asFieldError));
    const version = {
      id: newId(),
      code: document.code,
      number: await this.nextNumber(em, document.code),
      status: 'published' as const,
      document,
      sha256: canonicalSha256(document),
      publishedAt: now,
      publishedBy: by,
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
    this.inForce.delete(document.code);
    await em.update(
      WorkflowVersion,
      { code: document.code, status: 'published', id: Not(version.id) },
      { status: 'retired' },
    );
    return stored;
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
    this.known.set(id, version);
    return version;
  }

  /** The iters that Iter brings with it, standing actions included. */
  shipped(): readonly WorkflowDocument[] {
    return readShippedWorkflows();
  }

  /** Publishes each shipped iter whose code has no version yet; a council's own later versions stay as they are. */
  async ensureShipped(em: EntityManager, by: string, now: Date): Promise<void> {
    for (const document of this.shipped()) {
      if (await em.existsBy(WorkflowVersion, { code: document.code })) continue;
      const published = await this.publish(em, document, by, now);
      if (published instanceof Refusal && published.code === 'invalid')
        throw new Error(
          `the shipped workflow ${document.code} is faulty: ${JSON.stringify(published.errors)}`,
        );
    }
  }

  private find(em: EntityManager, code: string): Promise<WorkflowVersion | null> {
    return em.findOne(WorkflowVersion, {
      where: { code, status: 'published' },
      order: { number: 'DESC' },
    });
  }

  private async nextNumber(em: EntityManager, code: string): Promise<number> {
    return ((await em.maximum(WorkflowVersion, 'number', { code })) ?? 0) + 1;
  }
}

function asFieldError(fault: ReturnType<typeof lint>[number]): FieldError {
  return { field: fault.place, code: fault.code, data: fault.data };
}
