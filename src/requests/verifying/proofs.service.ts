import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';
import { type ProofDocument, proofDocument } from '../../proof/domain/proof-document.js';
import { hashedStep } from '../../proof/domain/step-hash.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import { visibleValues } from '../queries/sight.js';
import { findRequest } from '../request-finder.js';
import { StepValue } from '../steps/step-value.entity.js';
import { Step } from '../steps/step.entity.js';

/**
 * What a third party needs to check a request's chain without trusting us: every step's hashed fields (no personal value is among them), and
 * values with their salts only as far as this viewer may read them. Refuses with `not-found`.
 */
@Injectable()
export class Proofs {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  async of(viewer: Viewer, ticketNumber: string): Promise<ProofDocument | Refusal> {
    const request = await findRequest(this.reads.em, viewer, ticketNumber);
    if (isRefusal(request)) return request;
    const requestId = request.id;
    const steps = await this.reads
      .of(Step)
      .find({ where: { requestId }, order: { seq: 'ASC' }, take: 1_000 });
    const values = await this.reads
      .of(StepValue)
      .find({ where: { requestId, visibility: In(visibleValues(viewer)) } });
    return proofDocument(
      { ticketNumber: request.ticketNumber, issuedAt: this.clock.now() },
      steps.map((step) => ({ ...hashedStep(step), hash: step.hash })),
      values,
    );
  }
}
