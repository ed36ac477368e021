import { Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
  RefColumn,
} from '../../database/columns.js';

export const ACTOR_KINDS = ['citizen', 'office', 'partner', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** How a name is known (DESIGN.md, data decision 4). */
export const KNOWN_BY = ['declared', 'mailbox', 'identity', 'document', 'account'] as const;
export type KnownBy = (typeof KNOWN_BY)[number];

export const VISIBILITIES = ['public', 'internal'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/**
 * One recorded operation on a request. Append-only: triggers refuse UPDATE and DELETE. Holds no personal value, only salted
 * commitments to them; `hash` is `hashStep` of `proof/domain`, and chains to the step before.
 */
@Entity('steps')
@Index('uq_steps_seq', ['requestId', 'seq'], { unique: true })
@Index('ix_steps_account', ['accountId'])
@Index('ix_steps_role', ['actorRole', 'recordedAt', 'id'])
export class Step {
  @IdColumn() id!: string;
  @RefColumn() @ForeignKey('ServiceRequest') requestId!: string;
  /** 1, 2, 3, … without a gap within the request. */
  @Column({ type: 'integer' }) seq!: number;
  @CodeColumn() action!: string;
  @CodeColumn({ nullable: true }) fromState!: string | null;
  @CodeColumn() toState!: string;
  /** Our clock; orders the chain. */
  @InstantColumn() recordedAt!: Date;
  /** When it is said to have happened; never later than recordedAt. */
  @InstantColumn() occurredAt!: Date;
  @RefColumn() @ForeignKey('WorkflowVersion') workflowVersionId!: string;
  @CodeColumn() visibility!: Visibility;
  @CodeColumn() actorKind!: ActorKind;
  @CodeColumn({ nullable: true }) actorRole!: string | null;
  /** Codes, as they were then. */
  @CodeColumn({ nullable: true }) actorOffice!: string | null;
  @CodeColumn({ nullable: true }) actorPartner!: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true }) actorRule!: string | null;
  @CodeColumn() actorKnown!: KnownBy;
  /** Whose account recorded it: for four-eyes rules, not part of the hash. */
  @RefColumn({ nullable: true }) @ForeignKey('Account') accountId!: string | null;
  /** Name of a value → commitment to it. */
  @JsonColumn() commitments!: Record<string, string>;
  @Column({ type: 'varchar', length: 64, nullable: true }) previousHash!: string | null;
  @Column({ type: 'varchar', length: 64 }) hash!: string;
}
