import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CodeColumn, InstantColumn, JsonColumn } from '../database/columns.js';
import type { Hearing } from '../routing/domain/hearing.js';
import type { InvolvementRole } from '../routing/routing-rule.entity.js';

/** A partner that has to do with a request: executor (has a task), informed (receives steps), requester (filed it, or owns the place). */
@Entity('involvements')
@Index('ix_involvements_partner', ['partnerId', 'requestId'])
export class Involvement {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('ServiceRequest') requestId!: string;
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('Partner') partnerId!: string;
  @CodeColumn() role!: InvolvementRole;
  @Column({ type: 'varchar', length: 200, nullable: true }) rule!: string | null;
  /** Of an informed one, as its rule said then: which steps it hears of; null is every public one. */
  @JsonColumn({ nullable: true }) hears!: Hearing | null;
  @InstantColumn() since!: Date;
  /** The step with which an informed one ceased to be: it hears and sees no more. */
  @Column({ type: 'integer', nullable: true }) endedSeq!: number | null;
}
