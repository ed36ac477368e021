import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { Reads } from '../../database/reads.js';
import { type ChainFinding, verifyChain } from '../../proof/domain/verify-chain.js';
import { hashedStep } from '../../proof/domain/step-hash.js';
import { ServiceRequest } from '../service-request.entity.js';
import { StepValue } from '../steps/step-value.entity.js';
import { Step } from '../steps/step.entity.js';

export interface BadRequest {
  readonly ticketNumber: string;
  readonly seq: number;
  readonly fault: ChainFinding['fault'] | 'head';
}

export interface Verdict {
  readonly requests: number;
  readonly steps: number;
  /** The first bad step of each request that has one, at most a hundred. */
  readonly bad: readonly BadRequest[];
}

const BATCH = 200;

/** Checks every chain of steps and that each request's head is its last step; reads in batches, tells how far it is. */
@Injectable()
export class Verifier {
  constructor(private readonly reads: Reads) {}

  async verify(progress: (requests: number) => void = () => undefined): Promise<Verdict> {
    const bad: BadRequest[] = [];
    let requests = 0;
    let steps = 0;
    for (let last = ''; ;) {
      const batch = await this.batch(last);
      const end = batch.at(-1);
      if (!end) return { requests, steps, bad };
      const chains = await this.chains(batch.map(({ id }) => id));
      for (const request of batch) {
        const chain = chains.get(request.id) ?? { steps: [], values: [] };
        const finding = faultOf(request, chain);
        if (finding && bad.length < 100)
          bad.push({ ticketNumber: request.ticketNumber, ...finding });
        steps += chain.steps.length;
      }
      requests += batch.length;
      progress(requests);
      last = end.id;
    }
  }

  /** The first bad step of one request, or null. */
  async verifyOne(requestId: string): Promise<Omit<BadRequest, 'ticketNumber'> | null> {
    const request = await this.reads.of(ServiceRequest).findOneBy({ id: requestId });
    const chain = (await this.chains([requestId])).get(requestId);
    return request && faultOf(request, chain ?? { steps: [], values: [] });
  }

  private batch(
    after: string,
  ): Promise<Pick<ServiceRequest, 'id' | 'ticketNumber' | 'lastSeq' | 'lastHash'>[]> {
    return this.reads.of(ServiceRequest).find({
      select: { id: true, ticketNumber: true, lastSeq: true, lastHash: true },
      where: { id: MoreThan(after) },
      order: { id: 'ASC' },
      take: BATCH,
    });
  }

  private async chains(ids: string[]): Promise<Map<string, Chain>> {
    const where = { requestId: In(ids) };
    const [steps, values] = await Promise.all([
      this.reads.of(Step).find({ where, order: { requestId: 'ASC', seq: 'ASC' } }),
      this.reads.of(StepValue).find({ where }),
    ]);
    const chains = new Map<string, Chain>(ids.map((id) => [id, { steps: [], values: [] }]));
    for (const step of steps) chains.get(step.requestId)?.steps.push(step);
    for (const value of values) chains.get(value.requestId)?.values.push(value);
    return chains;
  }
}

interface Chain {
  readonly steps: Step[];
  readonly values: StepValue[];
}

function faultOf(
  request: Pick<ServiceRequest, 'lastSeq' | 'lastHash'>,
  { steps, values }: Chain,
): Omit<BadRequest, 'ticketNumber'> | null {
  const finding = verifyChain(
    steps.map((step) => ({ ...hashedStep(step), hash: step.hash })),
    values,
  );
  if (finding) return finding;
  const head = steps.at(-1);
  const isHead = head?.seq === request.lastSeq && head.hash === request.lastHash;
  return isHead ? null : { seq: request.lastSeq, fault: 'head' };
}
