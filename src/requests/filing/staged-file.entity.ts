import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from '../../database/columns.js';
import type { AttachmentKind } from '../attachments/attachment.entity.js';

/** A file that was uploaded for a draft, already checked and stored, waiting for the filing. */
@Entity('staged_files')
@Index('ix_staged_files_draft', ['draftId'])
export class StagedFile {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('FilingDraft', { onDelete: 'CASCADE' }) draftId!: string;
  @CodeColumn() kind!: AttachmentKind;
  @Column({ type: 'varchar', length: 64 }) digest!: string;
  @Column({ type: 'varchar', length: 80 }) storedAs!: string;
  @Column({ type: 'varchar', length: 40 }) mediaType!: string;
  @Column({ type: 'integer' }) sizeBytes!: number;
  @Column({ type: 'varchar', length: 200 }) originalName!: string;
  @InstantColumn() createdAt!: Date;
}
