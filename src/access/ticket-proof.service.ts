import { Injectable } from '@nestjs/common';
import type { Refusal } from '../shared/refusal.js';
import { Attempts } from './limits/attempts.service.js';
import type { CitizenViewer } from './viewer.js';
import { ViewerSources } from './viewer-source.js';

const LONGEST = 100;

/**
 * The only way to prove a ticket: page and API both come here, so that both count against the same limits. Answers null for a wrong
 * number or password (the caller cannot tell which), refuses with `too-many` who has failed too often.
 */
@Injectable()
export class TicketProof {
  constructor(
    private readonly sources: ViewerSources,
    private readonly attempts: Attempts,
  ) {}

  prove(
    ticketNumber: string,
    password: string,
    client: string,
  ): Promise<CitizenViewer | Refusal | null> {
    const attempt = { what: 'ticket', subject: ticketNumber.slice(0, LONGEST), client } as const;
    return this.attempts.attempt(attempt, async () => {
      if (ticketNumber.length > LONGEST || password.length > LONGEST) return null;
      return (await this.sources.tickets?.byPassword(ticketNumber, password)) ?? null;
    });
  }
}
