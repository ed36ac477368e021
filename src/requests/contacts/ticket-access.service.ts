import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type TicketSource, ViewerSources } from '../../access/viewer-source.js';
import type { CitizenViewer } from '../../access/viewer.js';
import { Vault } from '../../config/vault.js';
import { Reads } from '../../database/reads.js';
import { parseTicketNumber } from '../filing/domain/ticket-number.js';
import { barePassword } from '../filing/domain/ticket-password.js';
import { ServiceRequest } from '../service-request.entity.js';

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
    const request = number ? await this.find({ ticketNumber: number }) : null;
    const stored = request?.passwordFingerprint ?? this.vault.fingerprint('absent');
    const matches = this.vault.matches(barePassword(password), stored);
    return request?.passwordFingerprint && matches
      ? { ...holder(request), fingerprint: stored }
      : null;
  }

  async byProof(requestId: string, fingerprint: string): Promise<CitizenViewer | null> {
    const request = await this.find({ id: requestId });
    return request?.passwordFingerprint === fingerprint ? holder(request) : null;
  }

  private find(where: { id: string } | { ticketNumber: string }) {
    return this.reads.of(ServiceRequest).findOne({
      select: { id: true, ticketNumber: true, passwordFingerprint: true },
      where,
    });
  }
}

function holder({ id, ticketNumber }: Pick<ServiceRequest, 'id' | 'ticketNumber'>): CitizenViewer {
  return { kind: 'citizen', requestId: id, ticketNumber };
}
