import { Injectable } from '@nestjs/common';
import type { CitizenViewer } from '../../access/viewer.js';
import { Environment } from '../../config/environment.js';
import { Vault } from '../../config/vault.js';
import { Reads } from '../../database/reads.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { questionOf, questionToken } from './question-token.js';

/** What a question's link leads to. */
export interface FoundQuestion {
  readonly viewer: CitizenViewer;
  /** False once it was answered, or the work went on without an answer. */
  readonly isOpen: boolean;
}

interface Row {
  readonly ticketNumber: string;
  readonly stateKind: string;
  readonly passwordFingerprint: string | null;
  readonly movedBy: number;
}

/**
 * The addresses that a citizen's letters carry. The one of a question is signed: it opens the answer to that very question, until the
 * request moves on or gets a new password. Nothing of it is stored. Finds nothing for what was not signed here.
 */
@Injectable()
export class CitizenLinks {
  constructor(
    private readonly environment: Environment,
    private readonly vault: Vault,
    private readonly reads: Reads,
  ) {}

  trackUrl(ticketNumber: string): string {
    return `${this.environment.publicUrl}/servizi/segnalazioni/${ticketNumber}`;
  }

  /** Of a request whose last step is the question. */
  answerUrl({ id, lastSeq, passwordFingerprint }: ServiceRequest): string {
    const question = { requestId: id, seq: lastSeq, passwordFingerprint };
    return `${this.environment.publicUrl}/servizi/risposta/${questionToken(this.vault, question)}`;
  }

  async find(token: string): Promise<FoundQuestion | null> {
    const named = questionOf(token);
    if (!named) return null;
    const [row] = await this.reads.rows<Row>(
      `SELECT ticket_number AS "ticketNumber", state_kind AS "stateKind", password_fingerprint AS "passwordFingerprint",
         (SELECT MAX(seq) FROM steps s WHERE s.request_id = r.id AND s.from_state <> s.to_state) AS "movedBy"
       FROM service_requests r WHERE r.id = :requestId`,
      { requestId: named.requestId },
    );
    if (!row) return null;
    const { ticketNumber, stateKind, passwordFingerprint, movedBy } = row;
    if (questionToken(this.vault, { ...named, passwordFingerprint }) !== token) return null;
    return {
      viewer: { kind: 'citizen', requestId: named.requestId, ticketNumber },
      isOpen: stateKind === 'waiting' && Number(movedBy) === named.seq,
    };
  }
}
