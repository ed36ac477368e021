import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Which offices a person belongs to; for an alderman, the portfolio. */
@Entity('account_offices')
@Index('ix_account_offices_office', ['officeId'])
export class AccountOffice {
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('Account') accountId!: string;
  @PrimaryColumn({ type: 'varchar', length: 36 }) @ForeignKey('Office') officeId!: string;
}
