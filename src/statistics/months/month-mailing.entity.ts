import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../../database/columns.js';

/** `files` go to the addresses of the settings with each revision, `page` once to those who lead the council. */
export const MAILINGS = ['files', 'page'] as const;
export type Mailing = (typeof MAILINGS)[number];

/** What has been posted of a revision, so that it is posted once, whichever process and however often it looks. */
@Entity('month_mailings')
export class MonthMailing {
  @PrimaryColumn({ type: 'varchar', length: 7 }) month!: string;
  @PrimaryColumn({ type: 'integer' }) revision!: number;
  @PrimaryColumn({ type: 'varchar', length: 60 }) mailing!: Mailing;
  @InstantColumn() postedAt!: Date;
}
