import { Injectable } from '@nestjs/common';
import { toInstant, toInstantOrNull } from '../../../database/columns.js';
import { Reads } from '../../../database/reads.js';
import { masked } from '../../../deliveries/domain/mask.js';
import { Clock } from '../../../shared/clock.js';
import { type FoundLink, type HandedBy, standingOf } from './task-links.service.js';

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

/** The links that lead to open tasks, oldest first, at most 200. */
@Injectable()
export class LinkBook {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** To any task of a request, for the office that has it. */
  ofRequest(requestId: string): Promise<LinkLine[]> {
    return this.lines('t.request_id = :requestId', { requestId });
  }

  /** To one task, handed to colleagues: for the partner. */
  handed(by: HandedBy): Promise<LinkLine[]> {
    const own = by.handedFrom === undefined ? '' : ' AND l.handed_from = :handedFrom';
    const ofTask = `l.task_id = :taskId AND l.partner_id = :partnerId AND l.person_name IS NOT NULL${own}`;
    return this.lines(ofTask, { ...by });
  }

  private async lines(which: string, of: Record<string, unknown>): Promise<LinkLine[]> {
    const now = this.clock.now();
    const rows = await this.reads.rows<Row>(
      `SELECT l.id AS "id", l.task_id AS "taskId", l.person_name AS "personName", l.handed_by AS "handedBy",
         l.address AS "address", l.expires_at AS "expiresAt", l.revoked_at AS "revokedAt"
       FROM task_links l JOIN tasks t ON t.id = l.task_id JOIN partners p ON p.id = l.partner_id
       WHERE ${which} AND t.state IN ('offered', 'accepted', 'scheduled') AND p.is_active = :yes
       ORDER BY l.created_at, l.id LIMIT ${LINES}`,
      { ...of, yes: true },
    );
    return rows.map((row) => lineOf(row, now));
  }
}

function lineOf({ address, ...row }: Row, now: Date): LinkLine {
  const expiresAt = toInstant(row.expiresAt);
  const revokedAt = toInstantOrNull(row.revokedAt);
  const link = { isOpen: true, isRevoked: revokedAt !== null, expiresAt };
  const maskedAddress = address === null ? '' : masked(address);
  return { ...row, expiresAt, revokedAt, maskedAddress, standing: standingOf(link, now) };
}
