import { Injectable } from '@nestjs/common';
import { queryRows } from '../../../database/query-rows.js';
import { Reads } from '../../../database/reads.js';
import { Transactions } from '../../../database/transactions.js';
import { Endpoints } from '../../../deliveries/endpoints.service.js';
import { Clock } from '../../../shared/clock.js';
import { digestAddress } from './digest-address.js';
import { DigestLinks } from './digest-links.js';
import { StoppedDigest } from './stopped-digest.entity.js';

export interface DigestAddress {
  readonly endpointId: string;
  readonly councilName: string;
  readonly isStopped: boolean;
}

/**
 * Lets the address that a district council's monthly letter goes to stop it, and have it again, by the signed link in the letter. Doing
 * either twice changes nothing. Finds nothing for a link that was not signed here, or whose address is switched off.
 */
@Injectable()
export class DigestStops {
  constructor(
    private readonly links: DigestLinks,
    private readonly endpoints: Endpoints,
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async find(token: string): Promise<DigestAddress | null> {
    const endpointId = this.links.endpointOf(token);
    if (!endpointId) return null;
    const [row] = await this.reads.rows<{ name: string }>(
      `SELECT p.name AS "name" FROM endpoints e JOIN partners p ON p.id = e.partner_id
       WHERE e.id = :endpointId AND e.disabled_at IS NULL AND p.is_active = :yes`,
      { endpointId, yes: true },
    );
    if (!row) return null;
    return { endpointId, councilName: row.name, isStopped: await this.isStopped(endpointId) };
  }

  /** For the council's own page: how it stands, and the page that changes it; null without an address. */
  async ofCouncil(partnerId: string): Promise<{ path: string; isStopped: boolean } | null> {
    const address = digestAddress(await this.endpoints.of(partnerId));
    if (!address) return null;
    return { path: this.links.stopPath(address.id), isStopped: await this.isStopped(address.id) };
  }

  async stop({ endpointId }: Pick<DigestAddress, 'endpointId'>): Promise<void> {
    const row = { endpointId, now: this.clock.now().toISOString() };
    await this.transactions.run((em) =>
      queryRows(
        em,
        'INSERT INTO stopped_digests (endpoint_id, stopped_at) VALUES (:endpointId, :now) ON CONFLICT DO NOTHING',
        row,
      ),
    );
  }

  async resume({ endpointId }: Pick<DigestAddress, 'endpointId'>): Promise<void> {
    await this.transactions.run((em) => em.delete(StoppedDigest, { endpointId }));
  }

  private isStopped(endpointId: string): Promise<boolean> {
    return this.reads.of(StoppedDigest).existsBy({ endpointId });
  }
}
