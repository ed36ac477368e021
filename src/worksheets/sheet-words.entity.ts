import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { JsonColumn } from '../database/columns.js';
import type { HeaderWords } from './domain/header.js';

/** Under which words a partner's sheets have what we look for: kept from its last sheet for its next. */
@Entity('partner_sheet_words')
export class SheetWords {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('Partner') partnerId!: string;
  @JsonColumn() words!: HeaderWords;
}
