import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, RefColumn } from '../database/columns.js';

export const PLACE_KINDS = ['road', 'school', 'park', 'lamp', 'building', 'cemetery'] as const;

/** A known place: a road, a school building, a park, a lamp with its number. */
@Entity('places')
@Index('uq_places_code', ['code'], { unique: true })
@Index('ix_places_area', ['areaId'])
@Index('ix_places_partner', ['partnerId'])
@Index('ix_places_search', ['searchName'])
export class Place {
  @IdColumn() id!: string;
  @CodeColumn() code!: string;
  @Column({ type: 'varchar', length: 120 }) name!: string;
  /** `searchable(name)`. */
  @Column({ type: 'varchar', length: 120 }) searchName!: string;
  @CodeColumn() kind!: (typeof PLACE_KINDS)[number];
  @RefColumn() @ForeignKey('Area') areaId!: string;
  @Column({ type: 'varchar', length: 200, nullable: true }) address!: string | null;
  @Column({ type: 'double precision', nullable: true }) latitude!: number | null;
  @Column({ type: 'double precision', nullable: true }) longitude!: number | null;
  /** The school (or other partner) whose building it is: it receives every step of requests here. */
  @RefColumn({ nullable: true }) @ForeignKey('Partner') partnerId!: string | null;
}
