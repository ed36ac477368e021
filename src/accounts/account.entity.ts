import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from '../database/columns.js';
import type { Language } from '../shared/localized-text.js';

/** A person with a sign-in: council people, helpers, and people of a partner (`partnerId` set, role `partner`). */
@Entity('accounts')
@Index('uq_accounts_username', ['username'], { unique: true })
@Index('ix_accounts_role', ['roleCode'])
@Index('ix_accounts_partner', ['partnerId'])
export class Account {
  @IdColumn() id!: string;
  @Column({ type: 'varchar', length: 60 }) username!: string;
  @Column({ type: 'varchar', length: 120 }) name!: string;
  @Column({ type: 'varchar', length: 254, nullable: true }) email!: string | null;
  /** argon2id; null where the person signs in elsewhere or not yet. */
  @Column({ type: 'varchar', length: 255, nullable: true }) passwordHash!: string | null;
  @CodeColumn() @ForeignKey('Role') roleCode!: string;
  @RefColumn({ nullable: true }) @ForeignKey('Partner') partnerId!: string | null;
  @Column({ type: 'varchar', length: 2 }) language!: Language;
  /** The password was made by the machine: the person chooses their own before anything else. */
  @Column({ type: 'boolean', default: false }) mustChangePassword!: boolean;
  @Column({ type: 'boolean' }) isActive!: boolean;
  @InstantColumn() createdAt!: Date;
}
