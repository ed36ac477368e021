import { Column, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, JsonColumn } from '../database/columns.js';

export const PARTNER_KINDS = [
  'utility',
  'contractor',
  'school',
  'health-service',
  'association',
  'district-council',
  'authority',
] as const;

/** What a partner has agreed to see. No personal data unless it says so. */
export interface Agreement {
  readonly seesContacts: boolean;
}

/** Somebody outside the council who works on requests: utility, contractor, school, association, … */
@Entity('partners')
@Index('uq_partners_code', ['code'], { unique: true })
export class Partner {
  @IdColumn() id!: string;
  @CodeColumn() code!: string;
  @Column({ type: 'varchar', length: 120 }) name!: string;
  @CodeColumn() kind!: (typeof PARTNER_KINDS)[number];
  @JsonColumn() agreement!: Agreement;
  @Column({ type: 'varchar', length: 40, nullable: true }) emergencyPhone!: string | null;
  @Column({ type: 'boolean' }) isActive!: boolean;
}
