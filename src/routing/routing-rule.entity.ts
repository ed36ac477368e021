import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, JsonColumn, RefColumn } from '../database/columns.js';
import type { LocalizedText } from '../shared/localized-text.js';
import type { Hearing } from './domain/hearing.js';
import type { RuleConditions } from './domain/rule-conditions.js';

export const INVOLVEMENT_ROLES = ['executor', 'informed', 'requester'] as const;
export type InvolvementRole = (typeof INVOLVEMENT_ROLES)[number];

/**
 * Who works on a request and who is told. Every condition that is set must hold; among rules that set an office the first by position
 * wins, and so among those that set a person; partners of all rules that hold are involved.
 */
@Entity('routing_rules')
@Index('uq_routing_rules_code', ['code'], { unique: true })
@Index('ix_routing_rules_category', ['categoryId'])
@Index('ix_routing_rules_area', ['areaId'])
@Index('ix_routing_rules_office', ['officeId'])
@Index('ix_routing_rules_partner', ['partnerId'])
@Index('ix_routing_rules_person', ['personId'])
export class RoutingRule {
  @IdColumn() id!: string;
  @CodeColumn() code!: string;
  @JsonColumn() name!: LocalizedText;
  @Column({ type: 'integer' }) position!: number;
  @RefColumn({ nullable: true }) @ForeignKey('Category') categoryId!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('Area') areaId!: string | null;
  @JsonColumn({ default: '{}' }) conditions!: RuleConditions;
  @RefColumn({ nullable: true }) @ForeignKey('Office') officeId!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('Account') personId!: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('Partner') partnerId!: string | null;
  @CodeColumn({ nullable: true }) involvement!: InvolvementRole | null;
  /** Of an informed partner: which steps it hears of; null is every public one. */
  @JsonColumn({ nullable: true }) hears!: Hearing | null;
  @Column({ type: 'boolean' }) isActive!: boolean;
  /** Of two people who change it at once exactly one wins. */
  @Column({ type: 'integer', default: 1 }) version!: number;
}
