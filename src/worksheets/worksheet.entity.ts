import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, JsonColumn, RefColumn } from '../database/columns.js';
import type { FieldError } from '../shared/refusal.js';
import type { HeaderWords } from './domain/header.js';
import type { SheetFigures } from './domain/figures.js';

/**
 * `reading`: laid beside ours in the background; nothing of it counts yet. `open`, `closed`: the one of its month. `refused`, `cancelled`,
 * `replaced`: never counted, or no more.
 */
export const WORKSHEET_STATES = [
  'reading',
  'open',
  'closed',
  'refused',
  'cancelled',
  'replaced',
] as const;
export type WorksheetState = (typeof WORKSHEET_STATES)[number];

/** By which way it came. */
export const SHEET_CHANNELS = ['office', 'partner', 'mail', 'api'] as const;
export type SheetChannel = (typeof SHEET_CHANNELS)[number];

/** A table is compared by us; a paper (PDF) is ticked by hand. */
export const SHEET_MEDIA = ['table', 'paper'] as const;
export type SheetMedium = (typeof SHEET_MEDIA)[number];

/** A partner's sheet of one month's works, laid beside ours. Closed, it is frozen. */
@Entity('worksheets')
@Index('uq_worksheets_month', ['partnerId', 'month'], {
  unique: true,
  where: `state IN ('open', 'closed')`,
})
@Index('ix_worksheets_partner', ['partnerId', 'month'])
@Index('ix_worksheets_reading', ['state', 'leaseUntil'])
export class Worksheet {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Partner') partnerId!: string;
  /** `YYYY-MM` */
  @Column({ type: 'varchar', length: 7 }) month!: string;
  @Column({ type: 'varchar', length: 120 }) fileName!: string;
  @Column({ type: 'varchar', length: 64 }) fileSha256!: string;
  @CodeColumn() state!: WorksheetState;
  /** The name of who sent it, as it was then. */
  @Column({ type: 'varchar', length: 120 }) uploadedBy!: string;
  @InstantColumn() uploadedAt!: Date;
  @Column({ type: 'varchar', length: 120, nullable: true }) closedBy!: string | null;
  @InstantColumn({ nullable: true }) closedAt!: Date | null;
  @CodeColumn({ default: 'office' }) channel!: SheetChannel;
  @CodeColumn({ default: 'table' }) medium!: SheetMedium;
  /** Name of the file's bytes in the file store; null where they are not kept. */
  @Column({ type: 'varchar', length: 48, nullable: true }) storedAs!: string | null;
  /** What the sender says the columns are called. */
  @JsonColumn({ default: '{}' }) words!: HeaderWords;
  /** Who is told by mail what became of it. */
  @Column({ type: 'varchar', length: 254, nullable: true }) answerTo!: string | null;
  /** Fences the readers: only the latest attempt writes lines. */
  @Column({ type: 'integer', default: 0 }) attempt!: number;
  /** Until when its reader is taken for alive. */
  @InstantColumn({ nullable: true }) leaseUntil!: Date | null;
  @Column({ type: 'integer', default: 0 }) linesDone!: number;
  /** Null until the file has been read. */
  @Column({ type: 'integer', nullable: true }) linesTotal!: number | null;
  /** Why it was refused. */
  @JsonColumn({ nullable: true }) fault!: SheetReason | null;
  /** Counted when it was closed. */
  @JsonColumn({ nullable: true }) figures!: SheetFigures | null;
}

/** A file that cannot be taken (a key under `errors.`), or a month that takes none (a key under `refusals:reasons.`). */
export type SheetReason =
  | { readonly kind: 'file'; readonly error: FieldError }
  | { readonly kind: 'month'; readonly reason: string };
