import { Column, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, JsonColumn, RefColumn } from '../database/columns.js';

/** One administrative act (sign-in, a changed setting, a token, an export), chained like the steps of a request. */
@Entity('audit_entries')
@Index('uq_audit_entries_seq', ['seq'], { unique: true })
export class AuditEntry {
  @IdColumn() id!: string;
  @Column({ type: 'integer' }) seq!: number;
  @InstantColumn() at!: Date;
  @CodeColumn() event!: string;
  @RefColumn({ nullable: true }) accountId!: string | null;
  /** From and to of what changed; no personal data, no secrets. */
  @JsonColumn() data!: Record<string, unknown>;
  @Column({ type: 'varchar', length: 64, nullable: true }) previousHash!: string | null;
  @Column({ type: 'varchar', length: 64 }) hash!: string;
}
