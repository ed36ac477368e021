import { Injectable } from '@nestjs/common';
import { toInstant } from '../../database/columns.js';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import { BouncedAddress } from '../../deliveries/inbound/bounced-address.entity.js';
import { masked } from '../../deliveries/domain/mask.js';

const LIMIT = 200;

export interface BouncedLine {
  readonly deliveryId: string | null;
  readonly address: string;
  readonly reason: string;
  readonly at: Date;
  readonly ticketNumber: string | null;
  readonly partnerCode: string | null;
  readonly partnerName: string | null;
}

/** The addresses that a mail server does not know, masked, newest first: whose they are, and the mark taken off once it is put right. */
@Injectable()
export class BouncedList {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
  ) {}

  async lines(): Promise<BouncedLine[]> {
    const rows = await this.reads.rows<BouncedLine>(
      `SELECT b.delivery_id AS "deliveryId", b.address AS "address", b.reason AS "reason", b.at AS "at",
         r.ticket_number AS "ticketNumber", p.code AS "partnerCode", p.name AS "partnerName"
       FROM bounced_addresses b LEFT JOIN deliveries d ON d.id = b.delivery_id
       LEFT JOIN service_requests r ON r.id = d.subject LEFT JOIN endpoints e ON e.id = d.endpoint_id
       LEFT JOIN partners p ON p.id = e.partner_id ORDER BY b.at DESC, b.address LIMIT ${LIMIT}`,
    );
    return rows.map((row) => ({ ...row, address: masked(row.address), at: toInstant(row.at) }));
  }

  /** False where nothing is marked for this delivery. */
  clear(deliveryId: string): Promise<boolean> {
    return this.transactions.run(
      async (em) => (await em.delete(BouncedAddress, { deliveryId })).affected === 1,
    );
  }
}
