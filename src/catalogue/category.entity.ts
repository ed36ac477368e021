import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, JsonColumn, RefColumn } from '../database/columns.js';
import type { LocalizedText } from '../shared/localized-text.js';
import type { Span } from '../shared/span.js';

/** Shown full width instead of going on: an emergency belongs to the telephone. `phone` becomes a `tel:` link. */
export interface StopNotice {
  readonly text: LocalizedText;
  readonly phone: string;
}

/** Type of fault or wish (Open311: service). Belongs to an office and names its workflow. */
@Entity('categories')
@Index('uq_categories_code', ['code'], { unique: true })
@Index('ix_categories_office', ['officeId'])
export class Category {
  @IdColumn() id!: string;
  @CodeColumn() code!: string;
  @JsonColumn() name!: LocalizedText;
  @JsonColumn({ nullable: true }) description!: LocalizedText | null;
  @RefColumn() @ForeignKey('Office') officeId!: string;
  @CodeColumn() workflowCode!: string;
  /** Within how long from its arrival it must end: see `domain/term.ts`. */
  @JsonColumn({ default: '{"days":30}' }) term!: Span;
  /** A supervisor must authorise before a contractor is sent. */
  @Column({ type: 'boolean' }) needsAuthorisation!: boolean;
  /** "Not an emergency line" notice above the form; does not stop the filing. */
  @JsonColumn({ nullable: true }) notice!: StopNotice | null;
  /** Choosing this category stops the filing. */
  @JsonColumn({ nullable: true }) stop!: StopNotice | null;
  @Column({ type: 'integer' }) position!: number;
  /** A category that is switched off takes no new requests; those that it has go on. */
  @Column({ type: 'boolean' }) isActive!: boolean;
  /** Of two people who change it at once exactly one wins. */
  @Column({ type: 'integer', default: 1 }) version!: number;
}
