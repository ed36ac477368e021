import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RefColumn } from '../database/columns.js';

/** A part of the town and the district council that looks after it: one council at most. */
@Entity('council_areas')
@Index('ix_council_areas_partner', ['partnerId'])
export class CouncilArea {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('Area') areaId!: string;
  @RefColumn() @ForeignKey('Partner') partnerId!: string;
}
