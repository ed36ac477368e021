import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { canonicalSha256 } from '../../shared/canonical-json.js';
import { checkDocument } from '../check-document.js';
import type { WorkflowDocument } from '../domain/document.js';
import type { LintFault } from '../domain/lint/fault.js';
import { readShippedWorkflows } from '../shipped-workflows.js';
import { WorkflowVersion } from '../workflow-version.entity.js';

/** How many open requests run on a version, by the state that they are in. */
export interface Running {
  readonly versionId: string;
  readonly stateCode: string;
  readonly count: number;
}

const VERSIONS_AT_MOST = 500;

/** Promises every version of every iter as the administrator reads them: newest first, with what still runs on each. Reads only. */
@Injectable()
export class WorkflowLibrary {
  constructor(private readonly reads: Reads) {}

  all(): Promise<WorkflowVersion[]> {
    return this.reads.of(WorkflowVersion).find({
      order: { code: 'ASC', number: 'DESC' },
      take: VERSIONS_AT_MOST,
    });
  }

  /** Of each iter the version that new requests start with, in order of code. */
  inForce(): Promise<WorkflowVersion[]> {
    return this.reads.of(WorkflowVersion).find({
      where: { status: 'published' },
      order: { code: 'ASC' },
      take: VERSIONS_AT_MOST,
    });
  }

  of(code: string): Promise<WorkflowVersion[]> {
    return this.reads.of(WorkflowVersion).find({
      where: { code },
      order: { number: 'DESC' },
      take: VERSIONS_AT_MOST,
    });
  }

  version(code: string, number: number): Promise<WorkflowVersion | null> {
    return this.reads.of(WorkflowVersion).findOneBy({ code, number });
  }

  /** The text that this Iter ships of an iter, where no version here ever said the same; null where there is nothing new in it. */
  async newlyShipped(code: string): Promise<WorkflowDocument | null> {
    const shipped = readShippedWorkflows().find((document) => document.code === code);
    if (!shipped) return null;
    const sha256 = canonicalSha256(shipped);
    const isKnown = await this.reads.of(WorkflowVersion).existsBy({ code, sha256 });
    return isKnown ? null : shipped;
  }

  /** Answered from an index of the open requests: a neighbour's table, read and not imported. */
  async running(): Promise<Running[]> {
    const rows = await this.reads.rows<{ versionId: string; stateCode: string; count: unknown }>(
      `SELECT workflow_version_id AS "versionId", state_code AS "stateCode", COUNT(*) AS "count"
       FROM service_requests WHERE state_kind <> 'closed' GROUP BY workflow_version_id, state_code`,
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** Codes of the open categories that new requests reach this iter by. */
  async categories(): Promise<{ readonly code: string; readonly workflow: string }[]> {
    return this.reads.rows(
      `SELECT code AS "code", workflow_code AS "workflow" FROM categories WHERE is_active = :yes ORDER BY position, code LIMIT 500`,
      { yes: true },
    );
  }

  faults(document: WorkflowDocument): Promise<readonly LintFault[]> {
    return checkDocument(this.reads.em, document);
  }
}
