import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { InstantColumn, RefColumn } from '../database/columns.js';

/** A browser's session. The cookie holds the id; the table only its SHA-256. */
@Entity('sessions')
@Index('ix_sessions_expires', ['expiresAt'])
@Index('ix_sessions_account', ['accountId'])
export class Session {
  @PrimaryColumn({ type: 'varchar', length: 64 }) idSha256!: string;
  /** Whose it is, so that all sessions of a person can be ended. */
  @RefColumn({ nullable: true }) @ForeignKey('Account') accountId!: string | null;
  @Column({ type: 'text' }) data!: string;
  @InstantColumn() createdAt!: Date;
  @InstantColumn() seenAt!: Date;
  @InstantColumn() expiresAt!: Date;
}
