import { Entity, PrimaryColumn } from 'typeorm';
import { JsonColumn } from '../database/columns.js';

/** One setting that the council has changed from its default. */
@Entity('settings')
export class Setting {
  @PrimaryColumn({ type: 'varchar', length: 60 }) key!: string;
  @JsonColumn() value!: unknown;
}
