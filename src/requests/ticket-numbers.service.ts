import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';

/** Promises the numbers of requests by their ids; an id that is none of a request has none. Tells nothing else of them. */
@Injectable()
export class TicketNumbers {
  constructor(private readonly reads: Reads) {}

  async of(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    const asked = [...new Set(ids.filter((id) => id !== null))];
    if (asked.length === 0) return new Map();
    const rows = await this.reads.rows<{ id: string; ticketNumber: string }>(
      'SELECT id AS "id", ticket_number AS "ticketNumber" FROM service_requests WHERE id IN (:...ids)',
      { ids: asked },
    );
    return new Map(rows.map(({ id, ticketNumber }) => [id, ticketNumber]));
  }
}
