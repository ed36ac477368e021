import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { INSTANT_TYPE, InstantColumn, instantTransformer } from '../../database/columns.js';
import type { ClockRule } from './domain/clock-rules.js';

/**
 * A clock of a request: it waits until `firesAt`, and has fired once `firedAt` is set, which happens in the very transaction of what it
 * brings about. Its key says which clock it is, so none fires twice. The partial index holds what waits, in the order in which it fires.
 */
@Entity('due_clocks')
@Index('ix_due_clocks_waiting', ['firesAt', 'requestId', 'rule', 'subject'], {
  where: 'fired_at IS NULL',
})
export class DueClock {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('ServiceRequest') requestId!: string;
  @PrimaryColumn({ type: 'varchar', length: 30 }) rule!: ClockRule;
  @PrimaryColumn({ type: 'varchar', length: 60 }) subject!: string;
  @PrimaryColumn({ type: INSTANT_TYPE, transformer: instantTransformer }) since!: Date;
  @InstantColumn() firesAt!: Date;
  @InstantColumn({ nullable: true }) firedAt!: Date | null;
  /** How often it could not be fired; each time `firesAt` moves on. */
  @Column({ type: 'integer', default: 0 }) failures!: number;
}
