import { Injectable } from '@nestjs/common';
import { toInstant, toInstantOrNull } from '../../../database/columns.js';
import { Reads } from '../../../database/reads.js';
import { masked } from '../../../deliveries/domain/mask.js';
import { Clock } from '../../../shared/clock.js';
import { type FoundLink, standingOf } from './task-links.service.js';

/** A link as the office that gave the task out sees it: not the link itself, and no address whole. */
export interface LinkLine {
  readonly id: string;
  readonly taskId: string;
  /** Whom it was handed to; null where it is the mailbox's own. */
  readonly personName: string | null;
  readonly handedBy: string | null;
  /** Empty where it was handed over without a mail. */
  readonly maskedAddress: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly standing: FoundLink['standing'];
}

type Row = Omit<LinkLine, 'maskedAddress' | 'standing' | 'expiresAt' | 'revokedAt'> & {
  readonly address: string | null;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
};

const LINES = 200;

/** The links that lead to the open tasks of a request, oldest first, at most 200. */
@Injectable()
export class LinkBook {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  async of(requestId: string): Promise<LinkLine[]> {
    const now = this.clock.now();
    const rows = await this.reads.rows<Row>(
      `SELECT l.id AS "id", l.task_id AS "taskId", l.person_name AS "personName", l.handed_by AS "handedBy",
         l.address AS "address", l.expires_at AS "expiresAt", l.revoked_at AS "revokedAt"
       FROM task_links l JOIN tasks t ON t.id = l.task_id JOIN partners p ON p.id = l.partner_id
       WHERE t.request_id = :requestId AND t.state IN ('offered', 'accepted', 'scheduled') AND p.is_active = :yes
       ORDER BY l.created_at, l.id LIMIT ${LINES}`,
      { requestId, yes: true },
    );
    return rows.map(({ address, ...row }) => {
      const expiresAt = toInstant(row.expiresAt);
      const revokedAt = toInstantOrNull(row.revokedAt);
      const link = { isOpen: true, isRevoked: revokedAt !== null, expiresAt };
      const maskedAddress = address === null ? '' : masked(address);
      return { ...row, expiresAt, revokedAt, maskedAddress, standing: standingOf(link, now) };
    });
  }
}
