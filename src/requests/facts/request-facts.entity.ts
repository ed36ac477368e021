import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CivilDateColumn, CodeColumn, InstantColumn, RefColumn } from '../../database/columns.js';
import type { Language } from '../../shared/localized-text.js';
import type { StateKind } from '../../workflow/domain/document.js';
import type { IntakeChannel, RequestKind } from '../service-request.entity.js';

export const ORIGINS = ['resident', 'secondHome', 'tourist', 'business'] as const;
export type Origin = (typeof ORIGINS)[number];

const OPEN = { where: `state_kind <> 'closed'` };

/**
 * What statistics count, one row per request, kept by the write path and read by nobody else's scans. Civil dates are Europe/Rome.
 * `…On` columns are what months are cut by, the civil day of the instant beside them, whenever it was recorded; what is open is counted in the
 * order of the two indexes that hold nothing else.
 */
@Entity('request_facts')
@Index('ix_request_facts_filed', ['filedOn', 'requestId'])
@Index('ix_request_facts_first_answer', ['firstAnswerOn'])
@Index('ix_request_facts_closed', ['closedOn', 'filedOn', 'requestId'], {
  where: `state_kind = 'closed'`,
})
// prettier-ignore
@Index('ix_request_facts_open_about', ['categoryId', 'officeId', 'areaId', 'partnerId', 'kind', 'enteredBy', 'outcome', 'stateCode', 'filedOn', 'isImported', 'stateKind'], OPEN)
// prettier-ignore
@Index('ix_request_facts_open_came', ['channel', 'origin', 'language', 'filedWeekday', 'filedHour', 'filedOn', 'isImported', 'stateKind'], OPEN)
export class RequestFacts {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('ServiceRequest') requestId!: string;
  @CodeColumn() kind!: RequestKind;
  @RefColumn() categoryId!: string;
  @RefColumn() officeId!: string;
  @RefColumn({ nullable: true }) areaId!: string | null;
  @CodeColumn() channel!: IntakeChannel;
  /** The partner that last had a task. */
  @RefColumn({ nullable: true }) partnerId!: string | null;
  @CodeColumn({ nullable: true }) origin!: Origin | null;
  @Column({ type: 'varchar', length: 2 }) language!: Language;
  @CodeColumn() stateKind!: StateKind;
  @CodeColumn({ default: '' }) stateCode!: string;
  /** The level that entered the phase it is in: see `domain/level.ts`. */
  @CodeColumn({ default: '' }) enteredBy!: string;
  @InstantColumn() filedAt!: Date;
  @CivilDateColumn() filedOn!: string;
  /** By the town's clock: `1` is Monday, `00` the first hour. */
  @Column({ type: 'varchar', length: 1, default: '' }) filedWeekday!: string;
  @Column({ type: 'varchar', length: 2, default: '' }) filedHour!: string;
  /** Of the public steps of an office or partner after the filing the one that happened first, in whatever order they were recorded. */
  @InstantColumn({ nullable: true }) firstAnswerAt!: Date | null;
  @CivilDateColumn({ nullable: true }) firstAnswerOn!: string | null;
  /** Of the time until then, what passed on working days, by the calendar as it was when the answer was recorded. */
  @Column({ type: 'integer', nullable: true }) firstAnswerWorkingSeconds!: number | null;
  @InstantColumn({ nullable: true }) closedAt!: Date | null;
  @CivilDateColumn({ nullable: true }) closedOn!: string | null;
  /** The same of the time until the closing. */
  @Column({ type: 'integer', nullable: true }) closureWorkingSeconds!: number | null;
  @CodeColumn({ nullable: true }) outcome!: string | null;
  @InstantColumn() dueAt!: Date;
  /** Counted apart: ended by the citizen, or cancelled at the source of an import. */
  @Column({ type: 'boolean' }) isWithdrawn!: boolean;
  @Column({ type: 'integer' }) timesReopened!: number;
  /** How long the legal clock stood still, up to the closing where it is over. */
  @Column({ type: 'integer' }) suspendedSeconds!: number;
  /** What of it passed on working days. */
  @Column({ type: 'integer', default: 0 }) suspendedWorkingSeconds!: number;
  @Column({ type: 'boolean' }) isImported!: boolean;
}
