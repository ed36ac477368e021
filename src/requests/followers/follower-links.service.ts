import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { Vault } from '../../config/vault.js';
import { Reads } from '../../database/reads.js';
import { linkIdOf, linkToken } from '../tasks/links/link-token.js';

export interface FoundFollower {
  readonly id: string;
  readonly requestId: string;
  readonly ticketNumber: string;
  readonly isFollowing: boolean;
}

/** The address in a follower's letters, signed: it leads to the page on which they stop, and to nothing else. Nothing of it is stored. */
@Injectable()
export class FollowerLinks {
  constructor(
    private readonly environment: Environment,
    private readonly vault: Vault,
    private readonly reads: Reads,
  ) {}

  url(followerId: string): string {
    const token = linkToken(this.vault, followerId, 'follower');
    return `${this.environment.publicUrl}/servizi/seguite/${token}`;
  }

  /** Null for what was not signed here. */
  async find(token: string): Promise<FoundFollower | null> {
    const id = linkIdOf(this.vault, token, 'follower');
    if (!id) return null;
    const [row] = await this.reads.rows<Omit<FoundFollower, 'isFollowing'> & { ended: unknown }>(
      `SELECT f.id AS "id", f.request_id AS "requestId", r.ticket_number AS "ticketNumber", f.ended_seq AS "ended"
       FROM followers f JOIN service_requests r ON r.id = f.request_id WHERE f.id = :id`,
      { id },
    );
    if (!row) return null;
    const { ended, ...found } = row;
    return { ...found, isFollowing: ended === null };
  }
}
