import { Module } from '@nestjs/common';
import { CatalogueModule } from '../../catalogue/catalogue.module.js';
import { DeliveriesModule } from '../../deliveries/deliveries.module.js';
import { FilesModule } from '../../files/files.module.js';
import { OfficesModule } from '../../offices/offices.module.js';
import { PartnersModule } from '../../partners/partners.module.js';
import { RequestsModule } from '../../requests/requests.module.js';
import { StatisticsModule } from '../../statistics/statistics.module.js';
import { TerritoryModule } from '../../territory/territory.module.js';
import { WorkflowModule } from '../../workflow/workflow.module.js';
import { ApiAttachmentsController } from './attachments.controller.js';
import { ApiFilingController } from './filing.controller.js';
import { ApiListsController } from './lists.controller.js';
import { DescriptionController } from './description/description.controller.js';
import { ApiProofController } from './proof.controller.js';
import { ApiRequestsController } from './requests.controller.js';
import { ApiStatisticsController } from './statistics.controller.js';
import { ApiStepsController } from './steps.controller.js';
import { FilingChannel } from './filing-channel.service.js';
import { CallbackGate } from './tasks/callback-gate.service.js';
import { CallbackWords } from './tasks/callback-words.service.js';
import { UnplacedCallbacks } from './tasks/unplaced-callbacks.service.js';
import { CallbacksController } from './tasks/callbacks.controller.js';
import { ApiTaskContactsController } from './tasks/contacts.controller.js';
import { ApiTasksController } from './tasks/tasks.controller.js';
import { ApiWorksheetsController } from './worksheets/worksheets.controller.js';
import { WorksheetsModule } from '../../worksheets/worksheets.module.js';

/** The JSON door of CONTRACT.md. */
@Module({
  imports: [
    CatalogueModule,
    DeliveriesModule,
    FilesModule,
    OfficesModule,
    PartnersModule,
    RequestsModule,
    StatisticsModule,
    TerritoryModule,
    WorkflowModule,
    WorksheetsModule,
  ],
  controllers: [
    ApiAttachmentsController,
    ApiFilingController,
    ApiListsController,
    ApiProofController,
    ApiRequestsController,
    ApiStatisticsController,
    ApiStepsController,
    ApiTasksController,
    ApiTaskContactsController,
    ApiWorksheetsController,
    CallbacksController,
    DescriptionController,
  ],
  providers: [CallbackGate, CallbackWords, FilingChannel, UnplacedCallbacks],
})
export class ApiModule {}
