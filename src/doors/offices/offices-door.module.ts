import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '../../catalogue/catalogue.module.js';
import { DeliveriesModule } from '../../deliveries/deliveries.module.js';
import { FilesModule } from '../../files/files.module.js';
import { NoticesModule } from '../../notices/notices.module.js';
import { OfficesModule } from '../../offices/offices.module.js';
import { PartnersModule } from '../../partners/partners.module.js';
import { RequestsModule } from '../../requests/requests.module.js';
import { StatisticsModule } from '../../statistics/statistics.module.js';
import { TerritoryModule } from '../../territory/territory.module.js';
import { Navigation } from '../../web/navigation.js';
import { WebModule } from '../../web/web.module.js';
import { WorkflowModule } from '../../workflow/workflow.module.js';
import { ActionAnswers } from './action/action-answers.service.js';
import { ActionFields } from './action/action-fields.service.js';
import { ActionPage } from './action/action-page.service.js';
import { ActionRunner } from './action/action-runner.service.js';
import { ActionController } from './action/action.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { PasswordController } from './contacts/password.controller.js';
import { CorrectionController } from './correction/correction.controller.js';
import { BulkController } from './desk/bulk/bulk.controller.js';
import { BulkPage } from './desk/bulk/bulk-page.service.js';
import { BulkRunner } from './desk/bulk/bulk-runner.service.js';
import { DeskChips } from './desk/desk-chips.service.js';
import { DeskChoicesService } from './desk/desk-choices.service.js';
import { DeskListPage } from './desk/desk-list-page.service.js';
import { DeskController } from './desk/desk.controller.js';
import { OfficePeople } from './desk/office-people.js';
import { WorkflowStates } from './desk/workflow-states.service.js';
import { Counter } from './front-desk/counter.service.js';
import { FilingFlow } from './front-desk/filing-flow.service.js';
import { FilingPage } from './front-desk/filing-page.service.js';
import { FilingController } from './front-desk/filing.controller.js';
import { HelpPointPage } from './front-desk/help-point-page.service.js';
import { HelpPointController } from './front-desk/help-point.controller.js';
import { Receipts } from '../shared/receipts.service.js';
import { LevelsController } from './levels/levels.controller.js';
import { LevelsPage } from './levels/levels-page.service.js';
import { NoticeBook } from './notices/notice-book.service.js';
import { NoticesController } from './notices/notices.controller.js';
import { TellingController } from './notices/telling.controller.js';
import { FeedbackTextController } from './request/feedback-text.controller.js';
import { RequestAside } from './request/request-aside.service.js';
import { RequestPage } from './request/request-page.service.js';
import { RequestController } from './request/request.controller.js';
import { KeptFiles } from '../shared/kept-files.service.js';
import { SentForms } from '../shared/sent-forms.service.js';
import { SplitController } from './split/split.controller.js';
import { SplitPage } from './split/split-page.service.js';
import { OfficeTasksController } from './tasks/office-tasks.controller.js';
import { TaskAnswerPage } from './tasks/task-answer-page.service.js';
import { TaskAnswerController } from './tasks/task-answer.controller.js';
import { TaskLinksController } from './tasks/task-links.controller.js';

/** The door of council people and helpers: the list, the request, its actions, the front desk. */
@Module({
  imports: [
    CatalogueModule,
    DeliveriesModule,
    FilesModule,
    NoticesModule,
    OfficesModule,
    PartnersModule,
    RequestsModule,
    StatisticsModule,
    TerritoryModule,
    WebModule,
    WorkflowModule,
  ],
  controllers: [
    DeskController,
    BulkController,
    LevelsController,
    RequestController,
    FeedbackTextController,
    ActionController,
    CorrectionController,
    ContactsController,
    PasswordController,
    FilingController,
    HelpPointController,
    NoticesController,
    TellingController,
    OfficeTasksController,
    TaskAnswerController,
    TaskLinksController,
    SplitController,
  ],
  providers: [
    SplitPage,
    ActionAnswers,
    ActionFields,
    ActionPage,
    ActionRunner,
    BulkPage,
    BulkRunner,
    Counter,
    DeskChips,
    DeskChoicesService,
    DeskListPage,
    FilingFlow,
    FilingPage,
    HelpPointPage,
    KeptFiles,
    SentForms,
    LevelsPage,
    NoticeBook,
    OfficePeople,
    Receipts,
    RequestAside,
    RequestPage,
    TaskAnswerPage,
    WorkflowStates,
  ],
})
export class OfficesDoorModule implements OnModuleInit {
  constructor(private readonly navigation: Navigation) {}

  onModuleInit(): void {
    const place = (order: number, href: string, label: string, permission: string): void =>
      this.navigation.add({
        section: 'offices',
        href,
        label: label.includes(':') ? label : `offices:nav.${label}`,
        permission,
        order,
      });
    place(10, '/ufficio', 'list', 'requests.see');
    place(15, '/ufficio/incarichi', 'office-tasks:nav', 'requests.work');
    place(20, '/ufficio/nuova', 'file', 'requests.take-message');
    place(30, '/ufficio/da-comunicare', 'tell', 'notices.tell');
    place(40, '/ufficio/avvisi', 'notices', 'requests.work');
    place(40, '/ufficio/avvisi', 'notices', 'requests.indicate'); // what a ladder tells alderman and mayor
    place(40, '/ufficio/avvisi', 'notices', 'configuration.edit'); // letters that died, rules that name somebody gone
    place(45, '/ufficio/fasi-per-livello', 'levels', 'requests.see');
  }
}
