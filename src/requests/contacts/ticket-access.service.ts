import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type TicketSource, ViewerSources } from '../../access/viewer-source.js';
import type { CitizenViewer } from '../../access/viewer.js';
import { Vault } from '../../config/vault.js';
import { Reads } from '../../database/reads.js';
import { parseTicketNumber } from '../filing/domain/ticket-number.js';
import { barePassword } from '../filing/domain/ticket-password.js';
import type { ServiceRequest } from '../service-request.entity.js';

type Provable = Pick<ServiceRequest, 'id' | 'ticketNumber' | 'passwordFingerprint'>;

/** Proves ticket holders: number and password, or an earlier proof. Says only yes or no, in the same time for what is not there. */
@Injectable()
export class TicketAccess implements TicketSource, OnModuleInit {
  constructor(
    private readonly reads: Reads,
    private readonly vault: Vault,
    private readonly sources: ViewerSources,
  ) {}

  onModuleInit(): void {
    this.sources.tickets = this;
  }

  async byPassword(
    ticketNumber: string,
    password: string,
  ): Promise<(CitizenViewer & { fingerprint: string }) | null> {
    const number = parseTicketNumber(ticketNumber);
    const request = number ? await this.find('ticket_number = :key', number) : null;
    const stored = request?.passwordFingerprint ?? this.vault.fingerprint('absent');
    const matches = this.vault.matches(barePassword(password), stored);
    return request?.passwordFingerprint && matches
      ? { ...holder(request), fingerprint: stored }
      : null;
  }

  async byProof(requestId: string, fingerprint: string): Promise<CitizenViewer | null> {
    const request = await this.find('id = :key', requestId);
    return request?.passwordFingerprint === fingerprint ? holder(request) : null;
  }

  async partByProof(
    ticketNumber: string,
    proofs: readonly { readonly requestId: string; readonly fingerprint: string }[],
  ): Promise<CitizenViewer | null> {
    const number = parseTicketNumber(ticketNumber);
    const part = number ? await this.find('ticket_number = :key', number) : undefined;
    if (!part) return null;
    const [first] = await this.reads.rows<{ parentId: string }>(
      'SELECT parent_id AS "parentId" FROM request_parts WHERE request_id = :id',
      { id: part.id },
    );
    const proof = proofs.find(({ requestId }) => requestId === first?.parentId);
    return proof && part.passwordFingerprint === proof.fingerprint ? holder(part) : null;
  }

  private async find(condition: string, key: string): Promise<Provable | undefined> {
    const [row] = await this.reads.rows<Provable>(
      `SELECT id AS "id", ticket_number AS "ticketNumber", password_fingerprint AS "passwordFingerprint"
       FROM service_requests WHERE ${condition}`,
      { key },
    );
    return row;
  }
}

function holder({ id, ticketNumber }: Provable): CitizenViewer {
  return { kind: 'citizen', requestId: id, ticketNumber };
}
