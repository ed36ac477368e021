import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, RefColumn } from '../../database/columns.js';

/**
 * Somebody who follows a request that another one filed. Who it is, and where they are written to, is a value of the step that added them
 * (`follower`): erasing that step's values forgets them.
 */
@Entity('followers')
@Index('ix_followers_request', ['requestId', 'endedSeq'])
export class Follower {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('ServiceRequest') requestId!: string;
  /** The step that added them. */
  @Column({ type: 'integer' }) seq!: number;
  /** The step with which they left. */
  @Column({ type: 'integer', nullable: true }) endedSeq!: number | null;
}
