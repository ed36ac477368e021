import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, RefColumn } from '../../database/columns.js';

/** An address that a mail server said it does not know, when and in which words. */
@Entity('bounced_addresses')
export class BouncedAddress {
  @PrimaryColumn({ type: 'varchar', length: 254 }) address!: string;
  @Column({ type: 'varchar', length: 200 }) reason!: string;
  @InstantColumn() at!: Date;
  /** The last letter that came back from it. */
  @RefColumn({ nullable: true }) deliveryId!: string | null;
}
