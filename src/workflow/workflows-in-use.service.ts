import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { checkDocument } from './check-document.js';
import type { LintFault } from './domain/lint/fault.js';
import { WorkflowVersion } from './workflow-version.entity.js';

export interface FaultyVersion {
  readonly version: WorkflowVersion;
  readonly faults: readonly LintFault[];
}

/**
 * Promises which versions somebody depends on, those in force and those that a request still runs on, and what is wrong with them. A category
 * that names an iter without a version in force is told of as well. Never throws for what a document holds.
 */
@Injectable()
export class WorkflowsInUse {
  constructor(private readonly reads: Reads) {}

  async faults(): Promise<FaultyVersion[]> {
    const found: FaultyVersion[] = [];
    for (const version of await this.versions()) {
      const faults = await checkDocument(this.reads.em, version.document);
      if (faults.length > 0) found.push({ version, faults });
    }
    return found;
  }

  /** Codes of iters that an open category names and that nobody has published: filing there fails. */
  async missing(): Promise<string[]> {
    const rows = await this.reads.rows<{ code: string }>(
      `SELECT DISTINCT workflow_code AS "code" FROM categories WHERE is_active = :yes AND NOT EXISTS
         (SELECT 1 FROM workflow_versions v WHERE v.code = workflow_code AND v.status = 'published')`,
      { yes: true },
    );
    return rows.map(({ code }) => code);
  }

  /** Of each iter that no category names any more the newest version that an open request still runs on. Answered from an index of those. */
  async leaving(): Promise<WorkflowVersion[]> {
    const versions = await this.reads
      .of(WorkflowVersion)
      .createQueryBuilder('v')
      .where('NOT EXISTS (SELECT 1 FROM categories c WHERE c.workflow_code = v.code)')
      .andWhere(
        `EXISTS (SELECT 1 FROM service_requests r WHERE r.workflow_version_id = v.id AND r.state_kind <> 'closed')`,
      )
      .orderBy('v.number', 'DESC')
      .getMany();
    return versions.filter(({ code }, i) => versions.findIndex((one) => one.code === code) === i);
  }

  /** Ids of the versions that a request runs on that is not closed. Answered from an index of those. */
  async running(): Promise<string[]> {
    const rows = await this.reads.rows<{ id: string }>(
      `SELECT v.id AS "id" FROM workflow_versions v WHERE EXISTS
         (SELECT 1 FROM service_requests r WHERE r.workflow_version_id = v.id AND r.state_kind <> 'closed')`,
    );
    return rows.map(({ id }) => id);
  }

  private async versions(): Promise<WorkflowVersion[]> {
    return this.reads
      .of(WorkflowVersion)
      .createQueryBuilder('v')
      .where(
        `v.status = 'published' OR EXISTS (SELECT 1 FROM service_requests r WHERE r.workflow_version_id = v.id)`,
      )
      .orderBy('v.code')
      .addOrderBy('v.number')
      .getMany();
  }
}
