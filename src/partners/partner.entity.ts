import { Column, Entity, Index } from 'typeorm';
import {
  CivilDateColumn,
  CodeColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
} from '../database/columns.js';
import type { Agreement } from '../access/agreement.js';

export const PARTNER_KINDS = [
  'utility',
  'contractor',
  'school',
  'health-service',
  'association',
  'district-council',
  'authority',
] as const;

/** Somebody of the partner to turn to: no sign-in, no mail of ours, only who answers the telephone there. */
export interface ContactPerson {
  readonly name: string;
  /** Function, telephone, e-mail, as the partner wants it written. */
  readonly reach: string;
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
  @Column({ type: 'varchar', length: 200, nullable: true }) emergencyHours!: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true }) hours!: string | null;
  @JsonColumn({ default: '[]' }) contactPeople!: readonly ContactPerson[];
  /** False at rest, and for good once it has ended. */
  @Column({ type: 'boolean' }) isActive!: boolean;
  @InstantColumn({ nullable: true }) endedAt!: Date | null;
  /** The end of an agreement that the administrators have been warned of. */
  @CivilDateColumn({ nullable: true }) warnedFor!: string | null;
}
