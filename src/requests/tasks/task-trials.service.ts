import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { PartnerViewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';
import { Clock } from '../../shared/clock.js';
import { Refusal } from '../../shared/refusal.js';
import { ServiceRequest } from '../service-request.entity.js';
import { answerTask, type TaskAnswer } from './domain/answer.js';
import { Task } from './task.entity.js';

/** A partner's own task, and what would become of an answer to it. */
export interface TriedTask {
  readonly task: Task;
  readonly ticketNumber: string;
  readonly address: string | null;
  /** Why the answer would be refused now; null: it would be taken. */
  try(answer: TaskAnswer): Refusal | null;
}

/** Says what `TaskDesk` would say to answers, without recording any. Loads nothing of anybody else's: such an id is not there. */
@Injectable()
export class TaskTrials {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** By task id; at most as many as asked for. */
  async of(viewer: PartnerViewer, ids: readonly string[]): Promise<Map<string, TriedTask>> {
    if (viewer.link || ids.length === 0) return new Map();
    const own = { id: In([...ids]), partnerId: viewer.partnerId };
    const tasks = await this.reads.of(Task).find({ where: own, take: ids.length });
    const requests = await this.reads
      .of(ServiceRequest)
      .find({ where: { id: In(tasks.map(({ requestId }) => requestId)) }, take: ids.length });
    const byId = new Map(requests.map((request) => [request.id, request]));
    return new Map(
      tasks.flatMap((task) => {
        const request = byId.get(task.requestId);
        return request ? [[task.id, this.tried(task, request)] as const] : [];
      }),
    );
  }

  private tried(
    task: Task,
    {
      ticketNumber,
      address,
      filedAt,
    }: Pick<ServiceRequest, 'ticketNumber' | 'address' | 'filedAt'>,
  ): TriedTask {
    const now = this.clock.now();
    const tryOne = (answer: TaskAnswer): Refusal | null => {
      const patch = answerTask(task, answer, { now, filedAt });
      return patch instanceof Refusal ? patch : null;
    };
    return { task, ticketNumber, address, try: tryOne };
  }
}
