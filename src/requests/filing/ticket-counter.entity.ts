import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The running number of a year (of Rome). */
@Entity('ticket_counters')
export class TicketCounter {
  @PrimaryColumn({ type: 'integer' }) year!: number;
  @Column({ type: 'integer' }) lastNumber!: number;
}
