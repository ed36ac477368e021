import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { InstantColumn } from './columns.js';

/** The answer that a command gave, so that the same command sent again gets the same answer and has no second effect. */
@Entity('command_replies')
@Index('ix_command_replies_created', ['createdAt'])
export class CommandReply {
  /** Who sent it: `public`, `account:<id>`, `partner:<id>`, `ticket:<id>`. Keys of different callers never meet. */
  @PrimaryColumn({ type: 'varchar', length: 80 })
  caller!: string;

  @PrimaryColumn({ type: 'varchar', length: 255 })
  key!: string;

  @Column({ type: 'varchar', length: 64 })
  bodySha256!: string;

  /** JSON sealed by the vault: it may hold a ticket password. */
  @Column({ type: 'text', nullable: true })
  reply!: string | null;

  @InstantColumn()
  createdAt!: Date;
}
