import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from '../database/columns.js';
import type { Language } from '../shared/localized-text.js';
import type { Channel } from './channels/channel.js';

/** A standing address of a partner: where its messages go, in which order of preference, and how it has fared. */
@Entity('endpoints')
@Index('ix_endpoints_partner', ['partnerId', 'preference'])
export class Endpoint {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Partner') partnerId!: string;
  @CodeColumn() channel!: Channel;
  /** One e-mail address, or an https URL. */
  @Column({ type: 'varchar', length: 500 }) address!: string;
  /** 1 is tried first. */
  @Column({ type: 'integer' }) preference!: number;
  @Column({ type: 'varchar', length: 2 }) language!: Language;
  /** Webhook: `whsec_…` sealed by the vault. */
  @Column({ type: 'text', nullable: true }) sealedSecret!: string | null;
  /** Since when every attempt has failed. */
  @InstantColumn({ nullable: true }) failingSince!: Date | null;
  @InstantColumn({ nullable: true }) disabledAt!: Date | null;
  @Column({ type: 'varchar', length: 200, nullable: true }) disabledReason!: string | null;
}
