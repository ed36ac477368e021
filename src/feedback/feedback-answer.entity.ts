import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CivilDateColumn, InstantColumn, JsonColumn } from '../database/columns.js';
import type { Reason, Score } from './domain/question.js';

/**
 * How far a closing satisfied the one who had filed. Not a step: it moves nothing, and its text can be erased. Score and reasons stay, for they
 * tell of nobody.
 */
@Entity('feedback_answers')
@Index('ix_feedback_answers_answered', ['answeredOn'])
export class FeedbackAnswer {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('ServiceRequest') requestId!: string;
  /** Of the step that closed. */
  @PrimaryColumn({ type: 'integer' }) closingSeq!: number;
  @Column({ type: 'integer' }) score!: Score;
  @JsonColumn() reasons!: Reason[];
  @Column({ type: 'varchar', length: 200, nullable: true }) text!: string | null;
  @InstantColumn() answeredAt!: Date;
  /** What months are cut by. */
  @CivilDateColumn() answeredOn!: string;
  @InstantColumn({ nullable: true }) erasedAt!: Date | null;
}
