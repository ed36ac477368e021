import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../../database/columns.js';

/**
 * A month as it was published: never changed, never deleted (triggers refuse both). Revision 1 is what the clock froze; a later one
 * is a correction that somebody asked for and gave a reason for.
 */
@Entity('published_months')
export class PublishedMonth {
  /** `YYYY-MM`. */
  @PrimaryColumn({ type: 'varchar', length: 7 }) month!: string;
  @PrimaryColumn({ type: 'integer' }) revision!: number;
  @InstantColumn() publishedAt!: Date;
  /** RFC 8785 JSON of a `MonthDocument`: the very text under the checksum. */
  @Column({ type: 'text' }) document!: string;
  /** SHA-256 of `document`, 64 hex characters. */
  @Column({ type: 'varchar', length: 64 }) checksum!: string;
  /** Why it was computed anew; null for revision 1. */
  @Column({ type: 'varchar', length: 500, nullable: true }) reason!: string | null;
  /** Name of who asked for it; null for the clock. */
  @Column({ type: 'varchar', length: 120, nullable: true }) publishedBy!: string | null;
}
