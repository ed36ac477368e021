import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CivilDateColumn, CodeColumn, InstantColumn } from '../../database/columns.js';

/**
 * A closing that a reopening undid: from `closedOn` to `reopenedOn` the request was over, before and after it was not. The last
 * closing stands in `request_facts`. So a month tells the same tomorrow as it told when it ended, whatever is reopened later.
 */
@Entity('request_reopenings')
@Index('ix_request_reopenings_reopened', ['reopenedOn'])
@Index('ix_request_reopenings_closed', ['closedOn'])
export class RequestReopening {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('ServiceRequest') requestId!: string;
  /** Of the step that reopened. */
  @PrimaryColumn({ type: 'integer' }) seq!: number;
  @InstantColumn() closedAt!: Date;
  @CivilDateColumn() closedOn!: string;
  /** What the facts told of that closing. */
  @Column({ type: 'integer', nullable: true }) closureWorkingSeconds!: number | null;
  /** Up to that closing: what the clock stands still later is no part of it. */
  @Column({ type: 'integer', default: 0 }) suspendedSeconds!: number;
  @Column({ type: 'integer', default: 0 }) suspendedWorkingSeconds!: number;
  /** The term as it stood at that closing. */
  @InstantColumn() dueAt!: Date;
  @CodeColumn({ nullable: true }) outcome!: string | null;
  @Column({ type: 'boolean' }) isWithdrawn!: boolean;
  /** Never before `closedAt`. */
  @InstantColumn() reopenedAt!: Date;
  @CivilDateColumn() reopenedOn!: string;
}
