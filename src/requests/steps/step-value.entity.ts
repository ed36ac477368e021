import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CodeColumn, InstantColumn, RefColumn } from '../../database/columns.js';

/** Who may see a value: the ticket holder and the offices; the offices; who may open contacts; of the offices, who may see contacts. */
export const VALUE_VISIBILITIES = ['public', 'internal', 'contact', 'follower'] as const;
export type ValueVisibility = (typeof VALUE_VISIBILITIES)[number];

/** One value of a step with its own salt. The only table that erasure empties: `value` and `salt` go, the commitment in the step stays. */
@Entity('step_values')
@Index('ix_step_values_step', ['stepId'])
export class StepValue {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('ServiceRequest') requestId!: string;
  @PrimaryColumn({ type: 'integer' }) seq!: number;
  @PrimaryColumn({ type: 'varchar', length: 120 }) name!: string;
  @RefColumn() @ForeignKey('Step') stepId!: string;
  /** JSON text; null once erased. */
  @Column({ type: 'text', nullable: true }) value!: string | null;
  /** 32 random bytes, base64url; null once erased. */
  @Column({ type: 'varchar', length: 43, nullable: true }) salt!: string | null;
  @CodeColumn() visibility!: ValueVisibility;
  @InstantColumn({ nullable: true }) erasedAt!: Date | null;
}
