import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, JsonColumn, RefColumn } from '../database/columns.js';

export const NOTICE_KINDS = [
  'tell-citizen',
  'delivery-failed',
  'citizen-wrote',
  'partner-answered',
  'office-asked', // another office asks for an opinion, an inspection
  'office-answered',
  'task-cancelled', // what the office was asked for is no longer needed
  'news-asked',
  'term-reminder', // clocks: what is due soon, what is late
  'term-overdue',
  'state-reminder',
  'state-overdue',
  'task-due-soon',
  'task-overdue',
  'rule-fault', // a routing rule names somebody gone, or can never fire
  'iter-calls', // an action with the effect notify-office: a clock has run out, an answer has not come
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something that council people must do or know. Addressed to an office, to everybody with a role, or to who has a role in an office. */
@Entity('notices')
@Index('ix_notices_office', ['officeId', 'doneAt', 'createdAt'])
@Index('ix_notices_role', ['roleCode', 'doneAt', 'createdAt'])
@Index('ix_notices_request', ['requestId'])
@Index('ix_notices_done_by', ['doneById'])
export class Notice {
  @IdColumn() id!: string;
  @CodeColumn() kind!: NoticeKind;
  @RefColumn({ nullable: true }) @ForeignKey('Office') officeId!: string | null;
  @CodeColumn({ nullable: true }) @ForeignKey('Role') roleCode!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('ServiceRequest') requestId!: string | null;
  /** Blanks of the notice's sentence (no personal data). */
  @JsonColumn() data!: Record<string, string>;
  /** `tell-citizen`: the words that a mail would have carried, sealed by the vault; wiped when done. */
  @Column({ type: 'text', nullable: true }) sealedText!: string | null;
  @InstantColumn() createdAt!: Date;
  @InstantColumn({ nullable: true }) doneAt!: Date | null;
  @RefColumn({ nullable: true }) @ForeignKey('Account') doneById!: string | null;
}
