import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '../../catalogue/catalogue.module.js';
import { FilesModule } from '../../files/files.module.js';
import { PartnersModule } from '../../partners/partners.module.js';
import { RequestsModule } from '../../requests/requests.module.js';
import { TerritoryModule } from '../../territory/territory.module.js';
import { StatisticsModule } from '../../statistics/statistics.module.js';
import { WebModule } from '../../web/web.module.js';
import { WorksheetsModule } from '../../worksheets/worksheets.module.js';
import { PartnerAttachmentsController } from './attachments.controller.js';
import { AreaController } from './district/area.controller.js';
import { AreaMonths } from './district/area-months.service.js';
import { AreaPage } from './district/area-page.service.js';
import { DigestController } from './district/digest.controller.js';
import { FollowersController } from './district/followers.controller.js';
import { OpinionController } from './district/opinion.controller.js';
import { ResidentController } from './district/resident.controller.js';
import { ResidentPage } from './district/resident-page.service.js';
import { Receipts } from '../shared/receipts.service.js';
import { PartnerFilingController } from './filing/filing.controller.js';
import { FilingPage } from './filing/filing-page.service.js';
import { SchoolFilings } from './filing/school-filing.service.js';
import { KeptFiles } from '../shared/kept-files.service.js';
import { OurSheetFiles } from '../shared/our-sheet-files.service.js';
import { SentForms } from '../shared/sent-forms.service.js';
import { PartnerLiveController } from './live.controller.js';
import { HandOverController } from './link/hand-over.controller.js';
import { LinkDesk } from './link/link-desk.service.js';
import { LinkPages } from './link/link-pages.service.js';
import { TaskLinkController } from './link/task-link.controller.js';
import { TaskReminders } from './link/task-reminders.service.js';
import { PartnerDesk } from './partner-desk.service.js';
import { PartnerActionController } from './requests/action.controller.js';
import { PartnerContactsController } from './requests/contacts.controller.js';
import { PartnerRequestController } from './requests/request.controller.js';
import { PartnerRequestsController } from './requests/requests-list.controller.js';
import { PartnerScoreController } from './score/score.controller.js';
import { PartnerAnswerController } from './tasks/answer.controller.js';
import { AnswerPage } from './tasks/answer-page.service.js';
import { AnswerImportController } from './tasks/import/answer-import.controller.js';
import { AnswerImport } from './tasks/import/answer-import.service.js';
import { ManyTasksController } from './tasks/many-tasks.controller.js';
import { RequestSurroundings } from './requests/request-surroundings.service.js';
import { TaskPoints } from './tasks/task-points.service.js';
import { TasksPage } from './tasks/tasks-page.service.js';
import { PartnerTasksController } from './tasks/tasks.controller.js';
import { HeldSheetController } from './worksheets/held-sheet.controller.js';
import { OwnSheetPage } from './worksheets/own-sheet-page.service.js';
import { OwnSheetsController } from './worksheets/own-sheets.controller.js';
import { Rounds } from '../../shared/rounds.js';

/** The door of utilities with a sign-in, contractors and schools: their tasks, their requests, their filings. */
@Module({
  imports: [
    CatalogueModule,
    FilesModule,
    PartnersModule,
    RequestsModule,
    StatisticsModule,
    TerritoryModule,
    WebModule,
    WorksheetsModule,
  ],
  controllers: [
    HandOverController,
    PartnerLiveController,
    TaskLinkController,
    AreaController,
    DigestController,
    ResidentController,
    OpinionController,
    FollowersController,
    PartnerTasksController,
    ManyTasksController,
    AnswerImportController,
    PartnerRequestsController,
    PartnerRequestController,
    PartnerContactsController,
    PartnerActionController,
    PartnerAnswerController,
    PartnerAttachmentsController,
    PartnerFilingController,
    PartnerScoreController,
    HeldSheetController,
    OwnSheetsController,
  ],
  providers: [
    AnswerImport,
    AnswerPage,
    AreaMonths,
    AreaPage,
    FilingPage,
    KeptFiles,
    LinkDesk,
    LinkPages,
    OurSheetFiles,
    OwnSheetPage,
    PartnerDesk,
    Receipts,
    ResidentPage,
    SchoolFilings,
    SentForms,
    TaskReminders,
    RequestSurroundings,
    TaskPoints,
    TasksPage,
  ],
})
export class PartnersDoorModule implements OnModuleInit {
  constructor(
    private readonly rounds: Rounds,
    private readonly reminders: TaskReminders,
  ) {}

  onModuleInit(): void {
    const run = () => this.reminders.remind();
    this.rounds.add({ name: 'task reminders', everyMs: 3_600_000, run });
  }
}
