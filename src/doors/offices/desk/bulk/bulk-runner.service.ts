import { Injectable } from '@nestjs/common';
import type { OfficeViewer } from '../../../../access/viewer.js';
import { StepDesk } from '../../../../requests/steps/step-desk.service.js';
import { isRefusal, type Refusal } from '../../../../shared/refusal.js';
import type { BulkOrder } from './bulk-form.js';

export interface BulkResult {
  readonly ticketNumber: string;
  readonly refusal: Refusal | null;
}

/**
 * Does one thing to several requests: each row is a command of its own, as if it had been done alone, with its own version and its own
 * answer. What one row is refused stops no other; the same order again gives the same answers and does nothing twice.
 */
@Injectable()
export class BulkRunner {
  constructor(private readonly steps: StepDesk) {}

  async run(viewer: OfficeViewer, { rows, key, command }: BulkOrder): Promise<BulkResult[]> {
    const results: BulkResult[] = [];
    for (const { ticketNumber, version } of command ? rows : []) {
      const isNote = command?.action === 'note'; // words go in whatever has moved meanwhile
      const one = { ...command, ...(!isNote && { version }), files: [] };
      const answer = await this.steps.record(
        viewer,
        ticketNumber,
        { ...one, action: command?.action ?? '', data: command?.data ?? {} },
        `${key}:${ticketNumber}`,
      );
      results.push({ ticketNumber, refusal: isRefusal(answer) ? answer : null });
    }
    return results;
  }
}
