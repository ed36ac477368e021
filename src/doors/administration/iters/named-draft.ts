import { Injectable, type PipeTransform } from '@nestjs/common';
import { Refusal } from '../../../shared/refusal.js';
import { Refused } from '../../../web/request/refused.js';
import { WorkflowDrafts } from '../../../workflow/drafts/workflow-drafts.service.js';
import type { WorkflowVersion } from '../../../workflow/workflow-version.entity.js';

/** The draft of the iter whose code an address names; an iter without one is refused with `not-found`. */
@Injectable()
export class NamedDraft implements PipeTransform<string, Promise<WorkflowVersion>> {
  constructor(private readonly drafts: WorkflowDrafts) {}

  async transform(code: string): Promise<WorkflowVersion> {
    const draft = await this.drafts.of(code);
    if (!draft) throw new Refused(new Refusal('not-found'));
    return draft;
  }
}
