import { Column, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, JsonColumn } from '../database/columns.js';
import type { WorkflowDocument } from './domain/document.js';

export const WORKFLOW_STATUSES = ['draft', 'published', 'retired'] as const;

/** One version of an iter: a draft until it is published, immutable from then on. A request keeps the version it started with. */
@Entity('workflow_versions')
@Index('uq_workflow_versions_number', ['code', 'number'], { unique: true })
@Index('uq_workflow_versions_draft', ['code'], { unique: true, where: `status = 'draft'` })
export class WorkflowVersion {
  @IdColumn() id!: string;
  @CodeColumn() code!: string;
  @Column({ type: 'integer' }) number!: number;
  @CodeColumn() status!: (typeof WORKFLOW_STATUSES)[number];
  @JsonColumn() document!: WorkflowDocument;
  /** SHA-256 over RFC 8785 JSON of the document. */
  @Column({ type: 'varchar', length: 64 }) sha256!: string;
  @InstantColumn({ nullable: true }) publishedAt!: Date | null;
  /** Name of the person who published it: `system` steps name it. */
  @Column({ type: 'varchar', length: 120, nullable: true }) publishedBy!: string | null;
}
