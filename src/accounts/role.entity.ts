import { Entity, PrimaryColumn } from 'typeorm';
import type { Permission, Scope } from '../access/permissions.js';
import { CodeColumn, JsonColumn } from '../database/columns.js';
import type { LocalizedText } from '../shared/localized-text.js';

/** A role: its name, what it sees, what it may do. Seeded with DESIGN.md's table; a council edits it. */
@Entity('roles')
export class Role {
  @PrimaryColumn({ type: 'varchar', length: 60 }) code!: string;
  @JsonColumn() name!: LocalizedText;
  @CodeColumn() scope!: Scope;
  @JsonColumn() permissions!: Permission[];
}
