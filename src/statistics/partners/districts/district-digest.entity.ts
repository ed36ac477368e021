import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../../../database/columns.js';

/** The month that a district council has been sent, so that it is sent once, whichever process looks. */
@Entity('district_digests')
export class DistrictDigest {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('Partner') partnerId!: string;
  @PrimaryColumn({ type: 'varchar', length: 7 }) month!: string;
  @InstantColumn() postedAt!: Date;
}
