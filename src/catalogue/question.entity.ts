import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, JsonColumn, RefColumn } from '../database/columns.js';
import type { LocalizedText } from '../shared/localized-text.js';
import type { StopNotice } from './category.entity.js';
import type { QuestionType } from './domain/question-schema.js';

export interface QuestionChoice {
  readonly code: string;
  readonly label: LocalizedText;
  /** Giving this answer stops the filing (gas smell, burst main, live cable). */
  readonly stop?: StopNotice;
}

/** An extra question of a category. A version is never edited: a new one replaces it, and an answer keeps the label as asked. */
@Entity('questions')
@Index('uq_questions_version', ['categoryId', 'code', 'version'], { unique: true })
export class Question {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Category') categoryId!: string;
  @CodeColumn() code!: string;
  @Column({ type: 'integer' }) version!: number;
  @JsonColumn() label!: LocalizedText;
  @CodeColumn() type!: QuestionType;
  @JsonColumn() choices!: QuestionChoice[];
  @Column({ type: 'boolean' }) isRequired!: boolean;
  @Column({ type: 'integer' }) position!: number;
  @Column({ type: 'boolean' }) isCurrent!: boolean;
}
