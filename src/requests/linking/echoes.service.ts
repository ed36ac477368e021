import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Applied, Change } from '../change.js';
import { OfficeNotices } from '../letters/office-notices.service.js';
import type { RequestCard } from '../request-cards.service.js';
import { DuplicateLinks, type Written } from './duplicate-links.service.js';

/** What a step sets off beyond its own request, in its transaction: notices of offices, steps on requests that belong to it. */
@Injectable()
export class Echoes {
  constructor(
    private readonly officeNotices: OfficeNotices,
    private readonly duplicates: DuplicateLinks,
  ) {}

  atOffices(em: EntityManager, applied: Applied, change: Change): Promise<void> {
    return this.officeNotices.post(em, applied, change);
  }

  /** `record` writes a step on another request. */
  onOthers(
    em: EntityManager,
    written: Written,
    record: (card: RequestCard, change: Change) => Promise<unknown>,
  ): Promise<void> {
    return this.duplicates.follow(em, written, record);
  }
}
