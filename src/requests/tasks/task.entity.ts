import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from '../../database/columns.js';
import type { TaskState } from './domain/task-states.js';

/** What one office or partner has been asked to do for one request. */
@Entity('tasks')
@Index('ix_tasks_request', ['requestId'])
@Index('ix_tasks_partner', ['partnerId', 'state', 'dueAt', 'id'])
@Index('ix_tasks_offered', ['partnerId', 'offeredAt', 'id'])
@Index('ix_tasks_office', ['officeId', 'state', 'dueAt', 'id'])
@Index('ix_tasks_reference', ['externalReference'])
export class Task {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('ServiceRequest') requestId!: string;
  @RefColumn({ nullable: true }) @ForeignKey('Partner') partnerId!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('Office') officeId!: string | null;
  /** What is asked: one of `TASK_KINDS`. */
  @CodeColumn() kind!: string;
  @CodeColumn() state!: TaskState;
  @Column({ type: 'integer' }) version!: number;
  /** Which routing rule or step made it. */
  @Column({ type: 'varchar', length: 200, nullable: true }) rule!: string | null;
  @InstantColumn() offeredAt!: Date;
  /** The step that opened it; its values hold the instructions. */
  @Column({ type: 'integer' }) offeredSeq!: number;
  @InstantColumn({ nullable: true }) dueAt!: Date | null;
  @InstantColumn({ nullable: true }) plannedFor!: Date | null;
  @InstantColumn({ nullable: true }) performedAt!: Date | null;
  @InstantColumn({ nullable: true }) settledAt!: Date | null;
  /** The partner's own number. */
  @Column({ type: 'varchar', length: 60, nullable: true }) externalReference!: string | null;
  @CodeColumn({ nullable: true }) operatorCode!: string | null;
}
