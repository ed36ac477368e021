import { Injectable } from '@nestjs/common';

/** A step, and the topics that it touches. */
export interface LiveChange {
  readonly stepId: string;
  readonly topics: readonly string[];
}

/** Declared here, filled at start by `requests/`: the steps whose id is not below `floor`, with whom they concern. */
@Injectable()
export class LiveSource {
  since: ((floor: string) => Promise<LiveChange[]>) | undefined;
}

export function partnerTopic(partnerId: string): string {
  return `partner:${partnerId}`;
}

export function requestTopic(requestId: string): string {
  return `request:${requestId}`;
}
