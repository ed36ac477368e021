import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from '../database/columns.js';

export const WORKSHEET_STATES = ['open', 'closed'] as const;

/** A partner's sheet of one month's works, laid beside ours. Closed, it is frozen. */
@Entity('worksheets')
@Index('uq_worksheets_month', ['partnerId', 'month'], { unique: true })
export class Worksheet {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Partner') partnerId!: string;
  /** `YYYY-MM` */
  @Column({ type: 'varchar', length: 7 }) month!: string;
  @Column({ type: 'varchar', length: 120 }) fileName!: string;
  @Column({ type: 'varchar', length: 64 }) fileSha256!: string;
  @CodeColumn() state!: (typeof WORKSHEET_STATES)[number];
  /** Names of council people, as they were then. */
  @Column({ type: 'varchar', length: 120 }) uploadedBy!: string;
  @InstantColumn() uploadedAt!: Date;
  @Column({ type: 'varchar', length: 120, nullable: true }) closedBy!: string | null;
  @InstantColumn({ nullable: true }) closedAt!: Date | null;
}
