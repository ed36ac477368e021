import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The request that a delivery is about, and the office that has it now. */
export interface AboutRequest {
  readonly requestId: string;
  readonly officeId: string;
}

/** Declared here, filled at start by `requests/`: what is behind a delivery's subject. Null where the subject is no request. */
@Injectable()
export class SubjectSource {
  find: ((em: EntityManager, subject: string) => Promise<AboutRequest | null>) | undefined;
}
