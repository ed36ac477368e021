import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, InstantColumn, RefColumn } from '../database/columns.js';

/** A bearer token of a council person, or of a partner with a named person. 32 random bytes; only the SHA-256 is kept. */
@Entity('api_tokens')
@Index('uq_api_tokens_sha256', ['sha256'], { unique: true })
@Index('ix_api_tokens_account', ['accountId'])
@Index('ix_api_tokens_partner', ['partnerId'])
export class ApiToken {
  @IdColumn() id!: string;
  @Column({ type: 'varchar', length: 64 }) sha256!: string;
  @RefColumn({ nullable: true }) @ForeignKey('Account') accountId!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('Partner') partnerId!: string | null;
  /** The named person behind a partner's token. */
  @Column({ type: 'varchar', length: 120, nullable: true }) personName!: string | null;
  @InstantColumn() createdAt!: Date;
  @InstantColumn({ nullable: true }) expiresAt!: Date | null;
  @InstantColumn({ nullable: true }) revokedAt!: Date | null;
}
