import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, InstantColumn, RefColumn } from '../../../database/columns.js';

/** A way to one task's page without an account. What opens it is signed from the id and stored nowhere. */
@Entity('task_links')
@Index('ix_task_links_task', ['taskId', 'address'])
@Index('ix_task_links_partner', ['partnerId'])
@Index('ix_task_links_expires', ['remindedAt', 'expiresAt'])
export class TaskLink {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Task') taskId!: string;
  @RefColumn() @ForeignKey('Partner') partnerId!: string;
  /** The mailbox that it was sent to and that has to be proved; null where it was handed over by a person. */
  @Column({ type: 'varchar', length: 254, nullable: true }) address!: string | null;
  /** Of a link that was handed over: for whom. */
  @Column({ type: 'varchar', length: 120, nullable: true }) personName!: string | null;
  /** Of a link that was handed over: who answers for it. */
  @Column({ type: 'varchar', length: 120, nullable: true }) handedBy!: string | null;
  /** Of a link that was handed over by who had come by a link: that one's id. */
  @Column({ type: 'varchar', length: 36, nullable: true }) handedFrom!: string | null;
  @InstantColumn() createdAt!: Date;
  @InstantColumn() expiresAt!: Date;
  /** Ended before its time: by the office, with the mailbox that it went to, with the task or with the partner. */
  @InstantColumn({ nullable: true }) revokedAt!: Date | null;
  @InstantColumn({ nullable: true }) remindedAt!: Date | null;
}
