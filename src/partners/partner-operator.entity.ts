import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, RefColumn } from '../database/columns.js';

/** A worker of a partner, known to us by a number and, where the partner gives it, a name. */
@Entity('partner_operators')
@Index('uq_partner_operators_code', ['partnerId', 'code'], { unique: true })
export class PartnerOperator {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('Partner') partnerId!: string;
  @CodeColumn() code!: string;
  @Column({ type: 'varchar', length: 120, nullable: true }) name!: string | null;
}
