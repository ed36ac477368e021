import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, JsonColumn } from '../database/columns.js';
import type { LocalizedText } from '../shared/localized-text.js';

export const AREA_KINDS = ['district', 'hamlet'] as const;

/** A ring of [longitude, latitude] pairs, WGS 84, first point not repeated. */
export type Ring = [number, number][];

/** Part of the town: a district or a hamlet in the hills. */
@Entity('areas')
@Index('uq_areas_code', ['code'], { unique: true })
export class Area {
  @IdColumn() id!: string;
  @CodeColumn() code!: string;
  @JsonColumn() name!: LocalizedText;
  @CodeColumn() kind!: (typeof AREA_KINDS)[number];
  @JsonColumn({ nullable: true }) boundary!: Ring | null;
}
