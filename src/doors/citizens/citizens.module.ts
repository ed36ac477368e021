import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '../../catalogue/catalogue.module.js';
import { FilesModule } from '../../files/files.module.js';
import { RequestsModule } from '../../requests/requests.module.js';
import { TerritoryModule } from '../../territory/territory.module.js';
import { WorkflowModule } from '../../workflow/workflow.module.js';
import { AnswerLinkController } from './answering/answer-link.controller.js';
import { FeedbackController } from './feedback/feedback.controller.js';
import { FeedbackLinkController } from './feedback/feedback-link.controller.js';
import { Confirmation } from './filing/confirmation.service.js';
import { DraftFilesController } from './filing/draft-files.controller.js';
import { DraftFiles } from './filing/draft-files.service.js';
import { FilingCheck } from './filing/filing-check.service.js';
import { FilingController } from './filing/filing.controller.js';
import { FilingPage } from './filing/filing-page.service.js';
import { PlacesController } from './filing/places.controller.js';
import { ReceiptCookie } from './filing/receipt-cookie.js';
import { Sending } from './filing/sending.service.js';
import { SummaryController } from './filing/summary.controller.js';
import { SummaryPage } from './filing/summary-page.service.js';
import { TownMap } from './filing/town-map.service.js';
import { ActionController } from './following/action.controller.js';
import { TicketActions } from './following/ticket-actions.service.js';
import { TicketDoorController } from './following/ticket-door.controller.js';
import { TicketFiles } from './following/ticket-files.service.js';
import { TrackingController, TicketFilesController } from './following/tracking.controller.js';
import { TrackingPage } from './following/tracking-page.service.js';
import { UnfollowController } from './following/unfollow.controller.js';
import { ServiceController } from './service/service.controller.js';
import { ServicePage } from './service/service-page.service.js';
import { Rounds } from '../../shared/rounds.js';

/** The citizens' door: what the service is, filing, following. */
@Module({
  imports: [CatalogueModule, FilesModule, RequestsModule, TerritoryModule, WorkflowModule],
  controllers: [
    ServiceController,
    FilingController,
    SummaryController,
    DraftFilesController,
    PlacesController,
    TicketDoorController,
    TrackingController,
    TicketFilesController,
    ActionController,
    AnswerLinkController,
    FeedbackController,
    FeedbackLinkController,
    UnfollowController,
  ],
  providers: [
    Confirmation,
    DraftFiles,
    FilingCheck,
    FilingPage,
    ReceiptCookie,
    Sending,
    ServicePage,
    SummaryPage,
    TicketActions,
    TicketFiles,
    TownMap,
    TrackingPage,
  ],
})
export class CitizensModule implements OnModuleInit {
  constructor(
    private readonly rounds: Rounds,
    private readonly drafts: DraftFiles,
  ) {}

  onModuleInit(): void {
    const run = () => this.drafts.sweep();
    this.rounds.add({ name: 'drafts', everyMs: 3_600_000, run });
  }
}
