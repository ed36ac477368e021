import { Injectable } from '@nestjs/common';
import type { CitizenViewer } from '../../../access/viewer.js';
import { ClosingFeedback } from '../../../requests/feedback/closing-feedback.service.js';
import { RequestViews } from '../../../requests/queries/request-views.service.js';
import { newId } from '../../../shared/ids.js';
import { isRefusal } from '../../../shared/refusal.js';
import type { GoTo } from './demo-history.service.js';
import { DemoPeople } from './demo-people.service.js';
import type { DemoStory } from './demo-story.js';

const HOUR_MS = 3_600_000;
const RATED_AFTER_HOURS = 30;

/** Says of the demo's closings what the stories hold, through the command that people use, a day after each. Throws where nobody is asked. */
@Injectable()
export class DemoRatings {
  constructor(
    private readonly feedback: ClosingFeedback,
    private readonly views: RequestViews,
    private readonly people: DemoPeople,
  ) {}

  async give(
    { rating, title }: DemoStory,
    ticketNumber: string,
    { today, goTo }: { readonly today: Date; readonly goTo: GoTo },
  ): Promise<void> {
    if (!rating) return;
    const requestId = await this.people.requestOf(ticketNumber);
    const holder: CitizenViewer = { kind: 'citizen', requestId, ticketNumber };
    const seen = await this.views.view(holder, ticketNumber, 'it');
    const closedAt = isRefusal(seen) ? null : seen.request.closedAt;
    if (isRefusal(seen) || !closedAt) throw new Error(`demo "${title}" is not closed`);
    const later = closedAt.getTime() + RATED_AFTER_HOURS * HOUR_MS;
    await goTo(new Date(Math.min(later, today.getTime())));
    const standing = await this.feedback.standing(seen.request);
    if (standing.kind !== 'open') throw new Error(`demo "${title}" is not asked`);
    const { score, reasons, text = null } = rating;
    const given = { closingSeq: standing.seq, score, reasons, text };
    const done = await this.feedback.answer(holder, given, newId());
    if (isRefusal(done)) throw new Error(`demo "${title}": ${JSON.stringify(done)}`);
    await goTo(today);
  }
}
