import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from '../database/columns.js';
import type { Language } from '../shared/localized-text.js';
import type { SpanUnit } from '../shared/span.js';
import type { StateKind } from '../workflow/domain/document.js';

export const REQUEST_KINDS = ['report', 'complaint', 'question', 'suggestion', 'thanks'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const INTAKE_CHANNELS = [
  'web',
  'counter',
  'phone',
  'helper',
  'school',
  'api',
  'import',
  'mail',
] as const;
export type IntakeChannel = (typeof INTAKE_CHANNELS)[number];

/** How the citizen hears of what happens. */
export const REACHED_BY = ['email', 'phone', 'post', 'none'] as const;
export type ReachedBy = (typeof REACHED_BY)[number];

/** Which steps the citizen chose to hear of; the receipt, questions and the outcome always come. */
export const NOTIFY_CHOICES = ['every-step', 'outcome-only'] as const;
export type NotifyChoice = (typeof NOTIFY_CHOICES)[number];

/**
 * What a citizen files, as it stands now. Only facts without personal value live here: title, text, names and contacts are values of the
 * filing step (`step_values`), which erasure can empty. Written by `RequestBook` alone.
 */
@Entity('service_requests')
@Index('uq_service_requests_ticket', ['ticketNumber'], { unique: true })
@Index('uq_service_requests_source', ['sourceSystem', 'sourceId'], { unique: true })
@Index('ix_service_requests_desk', ['officeId', 'dueAt', 'id'], { where: `state_kind <> 'closed'` })
@Index('ix_service_requests_due', ['dueAt', 'id'], { where: `state_kind <> 'closed'` })
@Index('ix_service_requests_office', ['officeId', 'filedAt', 'id'])
@Index('ix_service_requests_filed', ['filedAt', 'id'])
@Index('ix_service_requests_office_state', ['officeId', 'stateCode', 'dueAt', 'id'])
@Index('ix_service_requests_category', ['categoryId', 'filedAt'])
@Index('ix_service_requests_area', ['areaId', 'filedAt'])
@Index('ix_service_requests_place', ['placeId', 'filedAt'])
@Index('ix_service_requests_assignee', ['assigneeId', 'stateKind'])
@Index('ix_service_requests_filed_by', ['filedByAccountId', 'filedAt'])
@Index('ix_service_requests_filed_by_partner', ['filedByPartnerId', 'filedAt'])
@Index('ix_service_requests_workflow', ['workflowVersionId'])
@Index('ix_service_requests_running', ['workflowVersionId', 'stateCode', 'returnState', 'id'], {
  where: `state_kind <> 'closed'`,
})
@Index('ix_service_requests_duplicate', ['duplicateOfId'])
export class ServiceRequest {
  @IdColumn() id!: string;
  @Column({ type: 'varchar', length: 13 }) ticketNumber!: string;
  /** Moves with state, owner, category and term; named by every command that moves one of them. */
  @Column({ type: 'integer' }) version!: number;
  @CodeColumn() kind!: RequestKind;
  @RefColumn() @ForeignKey('Category') categoryId!: string;
  @RefColumn() @ForeignKey('WorkflowVersion') workflowVersionId!: string;
  @CodeColumn() stateCode!: string;
  @CodeColumn() stateKind!: StateKind;
  @InstantColumn() stateSince!: Date;
  /** Where `to: "@previous"` leads: the state before the waiting one. */
  @CodeColumn({ nullable: true }) returnState!: string | null;
  @RefColumn() @ForeignKey('Office') officeId!: string;
  @RefColumn({ nullable: true }) @ForeignKey('Account') assigneeId!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('Area') areaId!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('Place') placeId!: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true }) address!: string | null;
  @Column({ type: 'double precision', nullable: true }) latitude!: number | null;
  @Column({ type: 'double precision', nullable: true }) longitude!: number | null;
  @CodeColumn() channel!: IntakeChannel;
  /** When it reached the council: the filing step's occurredAt. */
  @InstantColumn() filedAt!: Date;
  @InstantColumn() dueAt!: Date;
  /** What the term is counted in: what a suspension gives back follows from it. */
  @CodeColumn({ default: 'days' }) termUnit!: SpanUnit;
  @InstantColumn({ nullable: true }) closedAt!: Date | null;
  @CodeColumn({ nullable: true }) outcome!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('ServiceRequest') duplicateOfId!: string | null;
  /** The one suspension of the legal clock (L. 241/1990 art. 2 c. 7): since when it runs, null when it does not. */
  @InstantColumn({ nullable: true }) suspendedSince!: Date | null;
  @InstantColumn({ nullable: true }) suspendedUntil!: Date | null;
  /** HMAC of the ticket password; null where nobody follows it with one. */
  @Column({ type: 'varchar', length: 64, nullable: true }) passwordFingerprint!: string | null;
  @Column({ type: 'varchar', length: 2 }) language!: Language;
  @CodeColumn() reachedBy!: ReachedBy;
  @CodeColumn() notify!: NotifyChoice;
  @RefColumn({ nullable: true }) @ForeignKey('Account') filedByAccountId!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('Partner') filedByPartnerId!: string | null;
  /** A helper sees what they filed until the receipt is printed. */
  @InstantColumn({ nullable: true }) receiptPrintedAt!: Date | null;
  @CodeColumn({ nullable: true }) sourceSystem!: string | null;
  @Column({ type: 'varchar', length: 120, nullable: true }) sourceId!: string | null;
  @Column({ type: 'varchar', length: 40, nullable: true }) protocolNumber!: string | null;
  @Column({ type: 'varchar', length: 10, nullable: true }) protocolDate!: string | null;
  /** Head of the chain of steps. */
  @Column({ type: 'integer' }) lastSeq!: number;
  @Column({ type: 'varchar', length: 64 }) lastHash!: string;
}
