import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, JsonColumn, RefColumn } from '../database/columns.js';
import type { Decision } from './domain/decision.js';
import type { Difference, HeldWork, LineKind, SheetRow } from './domain/sheet-row.js';

/** One work as the partner's sheet and we hold it, and what was decided where the two differ. */
@Entity('worksheet_lines')
@Index('uq_worksheet_lines_position', ['worksheetId', 'position'], { unique: true })
@Index('ix_worksheet_lines_task', ['taskId'])
@Index('ix_worksheet_lines_request', ['requestId'])
export class WorksheetLine {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Worksheet') worksheetId!: string;
  /** 1 is the first: the sheet's own order, then what it lacks. */
  @Column({ type: 'integer' }) position!: number;
  @CodeColumn() kind!: LineKind;
  @RefColumn({ nullable: true }) @ForeignKey('Task') taskId!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('ServiceRequest') requestId!: string | null;
  @JsonColumn({ nullable: true }) theirs!: SheetRow | null;
  @JsonColumn({ nullable: true }) ours!: HeldWork | null;
  /** Of a job that is listed once more: the line of the file that has it already. */
  @Column({ type: 'integer', nullable: true }) firstLine!: number | null;
  @JsonColumn() differences!: readonly Difference[];
  @CodeColumn({ nullable: true }) decision!: Decision | null;
  @Column({ type: 'varchar', length: 120, nullable: true }) decidedBy!: string | null;
  @InstantColumn({ nullable: true }) decidedAt!: Date | null;
  /** Who compared this line by eye (of a paper), or said of which request it is, and when. */
  @Column({ type: 'varchar', length: 120, nullable: true }) tickedBy!: string | null;
  @InstantColumn({ nullable: true }) tickedAt!: Date | null;
}
