import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { type LiveChange, LiveSource, partnerTopic, requestTopic } from '../../live/live-source.js';

const AT_ONCE = 2_000;

/** Tells `live/` which requests have new steps, and which partners they involve. */
@Injectable()
export class LiveSteps implements OnModuleInit {
  constructor(
    private readonly reads: Reads,
    private readonly source: LiveSource,
  ) {}

  onModuleInit(): void {
    this.source.since = (floor) => this.since(floor);
  }

  private async since(floor: string): Promise<LiveChange[]> {
    const rows = await this.reads.rows<{
      stepId: string;
      requestId: string;
      partnerId: string | null;
    }>(
      `SELECT s.id AS "stepId", s.request_id AS "requestId", i.partner_id AS "partnerId"
       FROM steps s LEFT JOIN involvements i ON i.request_id = s.request_id
       WHERE s.id >= :floor ORDER BY s.id DESC LIMIT ${AT_ONCE}`,
      { floor },
    );
    return rows.map(({ stepId, requestId, partnerId }) => ({
      stepId: `${stepId}:${partnerId ?? ''}`,
      topics: [requestTopic(requestId), ...(partnerId ? [partnerTopic(partnerId)] : [])],
    }));
  }
}
