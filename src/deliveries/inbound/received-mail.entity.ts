import { Column, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn } from '../../database/columns.js';

export const MAIL_OUTCOMES = [
  'recorded',
  'bounced',
  'automatic',
  'unsigned',
  'refused',
  'unreadable',
  'unplaced', // no mail: a system's signed word about no task of its partner
] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];

/** A mail, or a system's word, that came in, by what became of it. What nothing could be done with is kept, sealed, until somebody has looked. */
@Entity('received_mails')
@Index('uq_received_mails_sha256', ['sha256'], { unique: true })
@Index('ix_received_mails_open', ['settledAt', 'receivedAt'])
export class ReceivedMail {
  @IdColumn() id!: string;
  /** Of the bytes, or of the word's own id: the same again is the same. */
  @Column({ type: 'varchar', length: 64 }) sha256!: string;
  @InstantColumn() receivedAt!: Date;
  @CodeColumn() outcome!: MailOutcome;
  /** Sender, subject and text, sealed by the vault; wiped when settled. */
  @Column({ type: 'text', nullable: true }) sealedText!: string | null;
  /** Null while it waits for somebody. */
  @InstantColumn({ nullable: true }) settledAt!: Date | null;
}
