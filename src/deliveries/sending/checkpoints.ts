import { Injectable } from '@nestjs/common';

/** The moments at which a process that is killed would hurt most (RELIABILITY R8). */
export const CHECKPOINTS = ['after-lease', 'after-accept', 'after-mark'] as const;
export type Checkpoint = (typeof CHECKPOINTS)[number];

/** Does nothing in the product; a test puts another in its place, which stops the process there. */
@Injectable()
export class Checkpoints {
  async reach(_checkpoint: Checkpoint, _deliveryId: string): Promise<void> {
    // nothing: see above
  }
}
