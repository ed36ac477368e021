import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from '../database/columns.js';
import type { Channel } from './channels/channel.js';

/** `held`: it waits for a person's word (held-deliveries.service.ts). `replaced`: it died, and another delivery carries its letter anew. */
export const DELIVERY_STATES = ['pending', 'held', 'leased', 'done', 'dead', 'replaced'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One message to one address over one channel: a row of the outbox, content frozen, with its attempts. */
@Entity('deliveries')
@Index('ix_deliveries_due', ['channel', 'state', 'nextAt'])
@Index('ix_deliveries_due_to_endpoint', ['endpointId', 'nextAt'], {
  where: `state = 'pending' AND endpoint_id IS NOT NULL`,
})
@Index('ix_deliveries_open', ['createdAt'], { where: 'ended_at IS NULL' })
@Index('ix_deliveries_dead', ['nextAt', 'id'], { where: `state = 'dead'` })
@Index('uq_deliveries_stream', ['stream', 'sequence'], { unique: true })
@Index('ix_deliveries_subject', ['subject'])
@Index('ix_deliveries_endpoint', ['endpointId', 'id'])
export class Delivery {
  @IdColumn() id!: string;
  @CodeColumn() channel!: Channel;
  /** One e-mail address or URL. */
  @Column({ type: 'varchar', length: 500 }) destination!: string;
  @RefColumn({ nullable: true }) @ForeignKey('Endpoint') endpointId!: string | null;
  /** What it is about, for the log of a page: an id that this folder never looks into. */
  @RefColumn({ nullable: true }) subject!: string | null;
  /** Key of the letter: `received`, `outcome`, `task.offered`, … */
  @CodeColumn() kind!: string;
  /** Order is kept within a stream: a later sequence never overtakes an earlier one. */
  @Column({ type: 'varchar', length: 120 }) stream!: string;
  @Column({ type: 'integer' }) sequence!: number;
  /** The frozen message, JSON sealed by the vault; wiped when done or dead (RELIABILITY rule 8). */
  @Column({ type: 'text', nullable: true }) sealedContent!: string | null;
  @CodeColumn() state!: DeliveryState;
  @Column({ type: 'integer' }) attempts!: number;
  @InstantColumn() nextAt!: Date;
  @InstantColumn({ nullable: true }) leaseUntil!: Date | null;
  /** Fencing token: only the holder of the present lease may write the outcome. */
  @RefColumn({ nullable: true }) leaseToken!: string | null;
  @InstantColumn() createdAt!: Date;
  @InstantColumn({ nullable: true }) endedAt!: Date | null;
}
