import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, InstantColumn, RefColumn } from '../../../database/columns.js';

/** A browser whose person has proved to read a partner's mailbox. The cookie holds the secret, the table its SHA-256. */
@Entity('proven_devices')
@Index('uq_proven_devices', ['deviceSha256', 'partnerId', 'address'], { unique: true })
@Index('ix_proven_devices_partner', ['partnerId'])
export class ProvenDevice {
  @IdColumn() id!: string;
  @Column({ type: 'varchar', length: 64 }) deviceSha256!: string;
  @RefColumn() @ForeignKey('Partner') partnerId!: string;
  @Column({ type: 'varchar', length: 254 }) address!: string;
  @Column({ type: 'varchar', length: 120 }) personName!: string;
  @InstantColumn() provenAt!: Date;
  @InstantColumn() expiresAt!: Date;
}
