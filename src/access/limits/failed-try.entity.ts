import { Column, Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn } from '../../database/columns.js';

/** A try with a wrong secret. Whose, and from where, stand in it as SHA-256 alone; it is gone after an hour. */
@Entity('failed_tries')
@Index('ix_failed_tries_failed', ['failedAt'])
export class FailedTry {
  @IdColumn() id!: string;
  @Column({ type: 'varchar', length: 64 }) subjectKey!: string;
  @Column({ type: 'varchar', length: 64 }) clientKey!: string;
  @InstantColumn() failedAt!: Date;
}
