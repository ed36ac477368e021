import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from '../database/columns.js';

/** One try to send a delivery, and what the other side said. */
@Entity('delivery_attempts')
@Index('ix_delivery_attempts_delivery', ['deliveryId'])
export class DeliveryAttempt {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Delivery') deliveryId!: string;
  @Column({ type: 'integer' }) attempt!: number;
  @InstantColumn() at!: Date;
  /** `sent`, `retry`, `failed`. */
  @CodeColumn() outcome!: string;
  /** SMTP reply or HTTP status, shortened; never the address or the text. */
  @Column({ type: 'varchar', length: 300 }) detail!: string;
  @Column({ type: 'integer' }) durationMs!: number;
  /** Of the words or the body, without headers; null where nothing could be opened. */
  @Column({ type: 'integer', nullable: true }) sizeBytes!: number | null;
}
