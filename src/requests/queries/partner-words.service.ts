import { Injectable } from '@nestjs/common';
import type { PartnerViewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';

/** Words between the council and one partner, which nobody else reads. */
export interface PartnerWords {
  /** What the office asked, by task id. */
  readonly instructions: ReadonlyMap<string, string>;
  /** What the partner wrote into its own steps: notes, questions, reasons; by number of the step. */
  readonly written: ReadonlyMap<number, string>;
}

/**
 * The internal words of a request that concern this partner: the instructions of its own tasks, and what it said itself. Nothing of another
 * partner's is loaded.
 */
@Injectable()
export class PartnerWordsReader {
  constructor(private readonly reads: Reads) {}

  async of({ partnerId, partnerCode }: PartnerViewer, requestId: string): Promise<PartnerWords> {
    const [instructions, written] = await Promise.all([
      this.reads.rows<{ taskId: string; value: string }>(
        `SELECT t.id AS "taskId", v.value AS "value" FROM tasks t
         JOIN step_values v ON v.request_id = t.request_id AND v.seq = t.offered_seq AND v.name = 'data.instructions'
         WHERE t.request_id = :requestId AND t.partner_id = :partnerId AND v.value IS NOT NULL LIMIT 100`,
        { requestId, partnerId },
      ),
      this.reads.rows<{ seq: number; value: string }>(
        `SELECT s.seq AS "seq", v.value AS "value" FROM steps s
         JOIN step_values v ON v.request_id = s.request_id AND v.seq = s.seq AND v.name IN ('note', 'reason')
         WHERE s.request_id = :requestId AND s.actor_partner = :partnerCode AND v.visibility = 'internal'
           AND v.value IS NOT NULL ORDER BY s.seq LIMIT 500`,
        { requestId, partnerCode },
      ),
    ]);
    return {
      instructions: new Map(instructions.map(({ taskId, value }) => [taskId, textOf(value)])),
      written: new Map(written.map(({ seq, value }) => [seq, textOf(value)])),
    };
  }
}

function textOf(json: string): string {
  return String(JSON.parse(json)); // a text value
}
