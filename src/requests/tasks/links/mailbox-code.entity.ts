import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, InstantColumn, RefColumn } from '../../../database/columns.js';

/** Six digits that were sent to a link's mailbox; kept as a keyed hash. */
@Entity('mailbox_codes')
@Index('ix_mailbox_codes_link', ['linkId', 'createdAt'])
export class MailboxCode {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('TaskLink') linkId!: string;
  @Column({ type: 'varchar', length: 64 }) fingerprint!: string;
  @InstantColumn() createdAt!: Date;
  @InstantColumn() expiresAt!: Date;
  @Column({ type: 'integer' }) tries!: number;
  @InstantColumn({ nullable: true }) usedAt!: Date | null;
}
