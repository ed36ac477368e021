import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../../../database/columns.js';

/** An address of a district council that wants no monthly letter, until it says otherwise. */
@Entity('stopped_digests')
export class StoppedDigest {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('Endpoint') endpointId!: string;
  @InstantColumn() stoppedAt!: Date;
}
