import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from '../../database/columns.js';
import type { Visibility } from '../steps/step.entity.js';

export const ATTACHMENT_KINDS = ['photo', 'document'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** A photo or document of a step. The bytes lie under the data folder, named by `storedAs`; the name as sent is a value of the step. */
@Entity('attachments')
@Index('ix_attachments_request', ['requestId', 'seq'])
@Index('ix_attachments_stored_as', ['storedAs'])
export class Attachment {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('ServiceRequest') requestId!: string;
  @Column({ type: 'integer' }) seq!: number;
  @CodeColumn() kind!: AttachmentKind;
  /** SHA-256 of the stored bytes, hex; the step commits to it. */
  @Column({ type: 'varchar', length: 64 }) digest!: string;
  @Column({ type: 'varchar', length: 80 }) storedAs!: string;
  @Column({ type: 'varchar', length: 40 }) mediaType!: string;
  @Column({ type: 'integer' }) sizeBytes!: number;
  @CodeColumn() visibility!: Visibility;
  /** Photos may be released for public pages by an office. */
  @InstantColumn({ nullable: true }) releasedAt!: Date | null;
  @InstantColumn({ nullable: true }) erasedAt!: Date | null;
}
