import { Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
  RefColumn,
} from '../../database/columns.js';
import type { RefusalCode } from '../../shared/refusal.js';
import type { StateMap } from '../../workflow/domain/drafting/new-place.js';

/** `running` until everything was looked at; `stopped` by somebody; `failed` where it may not go on, `reason` says why. */
export const MOVE_STATES = ['running', 'done', 'stopped', 'failed'] as const;
export type MoveState = (typeof MOVE_STATES)[number];

/** Running requests on their way to another version of their iter: who ordered it, how far it is, what came of it. */
@Entity('iter_moves')
@Index('ix_iter_moves_running', ['state', 'leaseUntil'])
@Index('ix_iter_moves_account', ['accountId'])
@Index('ix_iter_moves_from', ['fromVersionId', 'begunAt'])
@Index('ix_iter_moves_to', ['toVersionId'])
export class IterMove {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Account') accountId!: string;
  @RefColumn() @ForeignKey('WorkflowVersion') fromVersionId!: string;
  @RefColumn() @ForeignKey('WorkflowVersion') toVersionId!: string;
  @JsonColumn() stateMap!: StateMap;
  @CodeColumn() state!: MoveState;
  @CodeColumn({ nullable: true }) reason!: RefusalCode | null;
  /** How often it was taken up: only the last one writes. */
  @Column({ type: 'integer', default: 0 }) attempt!: number;
  @Column({ type: 'integer', default: 0 }) moved!: number;
  /** How many should move, counted as it began. */
  @Column({ type: 'integer' }) total!: number;
  @InstantColumn() begunAt!: Date;
  @InstantColumn({ nullable: true }) endedAt!: Date | null;
  /** Until when its process is taken for alive. */
  @InstantColumn() leaseUntil!: Date;
}
