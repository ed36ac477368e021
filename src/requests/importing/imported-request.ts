import type { IntakeChannel } from '../service-request.entity.js';

/** One request out of another system's records, as a mapping has read it. */
export interface ImportedRequest {
  readonly sourceSystem: string;
  /** Unique within its source: importing again doubles nothing. */
  readonly sourceId: string;
  readonly filedAt: Date;
  readonly closedAt: Date | null;
  readonly categoryCode: string;
  readonly channel: IntakeChannel;
  readonly title: string;
  /** A state of the category's workflow. */
  readonly stateCode: string;
  readonly outcome: string | null;
  readonly isWithdrawn: boolean;
}
