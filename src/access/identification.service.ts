import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Refusal } from '../shared/refusal.js';
import type { AccessRule } from './access-rule.js';
import { readAuthorization } from './authorization-header.js';
import { clientOf } from './limits/client.js';
import './sessions/session-data.js';
import { TicketProof } from './ticket-proof.service.js';
import { takesTokens } from '../web/request/token-paths.js';
import type { CitizenViewer, OfficeViewer, PartnerViewer, Viewer } from './viewer.js';
import { type HeldTaskLink, ViewerSources } from './viewer-source.js';

const NOBODY = { kind: 'nobody' } as const;

/** Wrong credentials were sent: not the same as none. */
const WRONG_CREDENTIALS = new Refusal('not-allowed', 'wrong-credentials');

/**
 * Finds out who asks, anew at each request: a changed role, a closed account, a renewed ticket password count at once. Cookies open
 * pages only, tokens and Basic the paths for programs only. Refuses wrong credentials and who has failed too often.
 */
@Injectable()
export class Identification {
  constructor(
    private readonly sources: ViewerSources,
    private readonly ticketProof: TicketProof,
  ) {}

  async identify(req: Request, rule: AccessRule): Promise<Viewer | Refusal> {
    return takesTokens(req.path) ? this.byHeader(req) : this.bySession(req, rule);
  }

  private async byHeader(req: Request): Promise<Viewer | Refusal> {
    const given = readAuthorization(req.headers.authorization);
    if (!given) return NOBODY;
    if (given.kind === 'bearer')
      return (await this.sources.accounts?.byToken(given.token)) ?? WRONG_CREDENTIALS;
    if (given.kind === 'unreadable') return WRONG_CREDENTIALS;
    const proved = await this.ticketProof.prove(given.user, given.password, clientOf(req));
    return proved ?? WRONG_CREDENTIALS;
  }

  /** A ticket's page is its holder's, whoever else is signed in on that browser; every other page is the signed-in person's. */
  private async bySession(req: Request, rule: AccessRule): Promise<Viewer> {
    if (rule.kind === 'ticket-holder') return (await this.byTicket(req)) ?? NOBODY;
    const person = (await this.byAccount(req)) ?? (await this.byTaskLink(req));
    if (person || rule.kind === 'allow' || rule.kind === 'signed-in') return person ?? NOBODY;
    return (await this.byTicket(req)) ?? NOBODY;
  }

  private async byAccount(req: Request): Promise<OfficeViewer | PartnerViewer | null> {
    const accountId = req.session?.accountId;
    if (!accountId || !this.sources.accounts) return null;
    return this.sources.accounts.byAccountId(accountId);
  }

  /** Without an account: by the link to a task of the request that the route names. */
  private async byTaskLink(req: Request): Promise<PartnerViewer | null> {
    const link = heldLink(req);
    return link && this.sources.taskLinks ? this.sources.taskLinks.byHeld(link) : null;
  }

  /** Where a browser learns what became of the link that it had opened this request with; null without one. */
  heldLinkPath(req: Request): string | null {
    const link = heldLink(req);
    return link && this.sources.taskLinks ? this.sources.taskLinks.pathOf(link) : null;
  }

  private async byTicket(req: Request): Promise<CitizenViewer | null> {
    const held = req.session?.tickets ?? [];
    const wanted = req.params['ticketNumber'];
    const ticket =
      typeof wanted === 'string'
        ? held.find((one) => plain(one.ticketNumber) === plain(wanted))
        : held.at(-1);
    if (!this.sources.tickets) return null;
    if (!ticket)
      return typeof wanted === 'string' && held.length > 0
        ? this.sources.tickets.partByProof(wanted, held)
        : null;
    return this.sources.tickets.byProof(ticket.requestId, ticket.fingerprint);
  }
}

function heldLink(req: Request): HeldTaskLink | undefined {
  const wanted = req.params['ticketNumber'];
  if (typeof wanted !== 'string') return undefined;
  return req.session?.taskLinks?.find((one) => plain(one.ticketNumber) === plain(wanted));
}

function plain(ticketNumber: string): string {
  return ticketNumber.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
