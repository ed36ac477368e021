import { Column, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, JsonColumn } from '../database/columns.js';
import type { LocalizedText } from '../shared/localized-text.js';

/** A part of the council that owns categories and works requests. */
@Entity('offices')
@Index('uq_offices_code', ['code'], { unique: true })
export class Office {
  @IdColumn() id!: string;
  @CodeColumn() code!: string;
  @JsonColumn() name!: LocalizedText;
  @Column({ type: 'varchar', length: 254, nullable: true }) email!: string | null;
  @Column({ type: 'varchar', length: 40, nullable: true }) phone!: string | null;
  @Column({ type: 'boolean' }) isActive!: boolean;
}
