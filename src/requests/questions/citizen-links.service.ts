import { Injectable } from '@nestjs/common';
import type { CitizenViewer } from '../../access/viewer.js';
import { Environment } from '../../config/environment.js';
import { Vault } from '../../config/vault.js';
import { Reads } from '../../database/reads.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { type Asked, stepOf, stepToken } from './step-token.js';

/** What a question's link leads to. */
export interface FoundQuestion {
  readonly viewer: CitizenViewer;
  /** False once it was answered, or the work went on without an answer: where that stands. */
  readonly isOpen: boolean;
}

interface Row {
  readonly ticketNumber: string;
  readonly stateKind: string;
  readonly passwordFingerprint: string | null;
  readonly movedBy: number;
}

/** What the link of a closing's letter leads to. */
export interface FoundClosing {
  readonly viewer: CitizenViewer;
  /** Of the step that closed. */
  readonly seq: number;
}

/**
 * The addresses that a citizen's letters carry. Those that ask something are signed: one opens the answer to that very question, until the
 * request moves on or gets a new password, and again where the step that moved it on was struck through. Nothing of it is stored. Finds nothing for what was not signed here.
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
  answerUrl(request: ServiceRequest): string {
    return `${this.environment.publicUrl}/servizi/risposta/${this.token('question', request)}`;
  }

  /** Of a request whose last step closed it. */
  feedbackUrl(request: ServiceRequest): string {
    return `${this.environment.publicUrl}/servizi/valutazione/${this.token('feedback', request)}`;
  }

  async find(token: string): Promise<FoundQuestion | null> {
    const found = await this.proved('question', token);
    if (!found) return null;
    const { viewer, seq, stateKind, movedBy } = found;
    return { viewer, isOpen: stateKind === 'waiting' && movedBy === seq };
  }

  async findClosing(token: string): Promise<FoundClosing | null> {
    const found = await this.proved('feedback', token);
    return found && { viewer: found.viewer, seq: found.seq };
  }

  private token(asked: Asked, { id, lastSeq, passwordFingerprint }: ServiceRequest): string {
    return stepToken(this.vault, asked, { requestId: id, seq: lastSeq, passwordFingerprint });
  }

  private async proved(asked: Asked, token: string): Promise<Proved | null> {
    const named = stepOf(token);
    if (!named) return null;
    const { requestId, seq } = named;
    const [row] = await this.reads.rows<Row>(
      `SELECT ticket_number AS "ticketNumber", state_kind AS "stateKind", password_fingerprint AS "passwordFingerprint",
         (SELECT MAX(s.seq) FROM steps s WHERE s.request_id = r.id AND s.from_state <> s.to_state AND s.action <> 'correct'
            AND NOT EXISTS (SELECT 1 FROM step_values c WHERE c.request_id = r.id AND c.name = 'corrects' AND c.value = CAST(s.seq AS text))
         ) AS "movedBy"
       FROM service_requests r WHERE r.id = :requestId`,
      { requestId },
    );
    if (!row) return null;
    const { ticketNumber, stateKind, passwordFingerprint, movedBy } = row;
    if (stepToken(this.vault, asked, { ...named, passwordFingerprint }) !== token) return null;
    const viewer = { kind: 'citizen', requestId, ticketNumber } as const;
    return { viewer, seq, stateKind, movedBy: Number(movedBy) };
  }
}

interface Proved {
  readonly viewer: CitizenViewer;
  readonly seq: number;
  readonly stateKind: string;
  readonly movedBy: number;
}
