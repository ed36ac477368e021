import { Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CivilDateColumn,
  CodeColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
  RefColumn,
} from '../../database/columns.js';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `running` while its process says so; what a killed process left is `failed`. */
export const EXPORT_STATES = ['running', 'ready', 'failed', 'cancelled'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** A list of requests that is being written for somebody, and that can be fetched for a day by that person alone. */
@Entity('export_jobs')
@Index('ix_export_jobs_begun', ['begunAt'])
@Index('ix_export_jobs_account', ['accountId'])
export class ExportJob {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Account') accountId!: string;
  @CodeColumn() format!: ExportFormat;
  /** Codes, those of personal data among them. */
  @JsonColumn() columns!: readonly string[];
  @CivilDateColumn() filedFrom!: string;
  @CivilDateColumn() filedTo!: string;
  @CodeColumn() state!: ExportState;
  @Column({ type: 'integer', default: 0 }) rowsDone!: number;
  @Column({ type: 'integer' }) rowsTotal!: number;
  @InstantColumn() begunAt!: Date;
  /** Until when its writer is taken for alive. */
  @InstantColumn() leaseUntil!: Date;
}
