import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RefColumn } from '../../database/columns.js';

/** A request that was split from another one. Both go their own way; the first may wait for the part's end. */
@Entity('request_parts')
@Index('ix_request_parts_parent', ['parentId'])
export class RequestPart {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('ServiceRequest') requestId!: string;
  @RefColumn() @ForeignKey('ServiceRequest') parentId!: string;
  /** Whether the first is closed only after this one. */
  @Column({ type: 'boolean' }) parentWaits!: boolean;
  /** Of the first's step that split it. */
  @Column({ type: 'integer' }) seq!: number;
}
