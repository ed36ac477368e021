import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../../database/columns.js';
import type { TargetIndicator } from '../domain/targets.js';

/** What the council expects of one indicator in one year. */
@Entity('targets')
export class Target {
  @PrimaryColumn({ type: 'integer' }) year!: number;
  @PrimaryColumn({ type: 'varchar', length: 60 }) indicator!: TargetIndicator;
  /** Days, or a share from 0 to 1. */
  @Column({ type: 'double precision' }) expected!: number;
  /** The worst value that still counts as near. */
  @Column({ type: 'double precision' }) threshold!: number;
  /** Who answers for it: an office or a role, as the plan names it. */
  @Column({ type: 'varchar', length: 120 }) owner!: string;
  @InstantColumn() changedAt!: Date;
}
