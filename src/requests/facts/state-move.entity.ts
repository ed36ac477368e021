import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CivilDateColumn, CodeColumn } from '../../database/columns.js';

/**
 * A phase that a request entered, and the level that entered it: one row per standing step that led to another state, the filing among
 * them. What was struck through has none. Kept by the write path, so that statistics count flows without scanning steps.
 */
@Entity('state_moves')
@Index('ix_state_moves_day', ['movedOn', 'fromState', 'toState', 'level'])
export class StateMove {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('ServiceRequest') requestId!: string;
  /** Of the step. */
  @PrimaryColumn({ type: 'integer' }) seq!: number;
  /** The civil day on which it happened, whenever it was recorded. */
  @CivilDateColumn() movedOn!: string;
  /** Null: it was filed. */
  @CodeColumn({ nullable: true }) fromState!: string | null;
  @CodeColumn() toState!: string;
  /** See `domain/level.ts`. */
  @CodeColumn() level!: string;
}
