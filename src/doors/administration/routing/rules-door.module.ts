import { Module } from '@nestjs/common';
import { CatalogueModule } from '../../../catalogue/catalogue.module.js';
import { RequestsModule } from '../../../requests/requests.module.js';
import { RoutingModule } from '../../../routing/routing.module.js';
import { TerritoryModule } from '../../../territory/territory.module.js';
import { CalendarModule } from '../../../calendar/calendar.module.js';
import { WebModule } from '../../../web/web.module.js';
import { WorkflowModule } from '../../../workflow/workflow.module.js';
import { ExampleTrial } from './trial/example-trial.service.js';
import { RuleChoicesReader } from './rule-choices.service.js';
import { RuleImpact } from './rule-impact.service.js';
import { RuleOrderController } from './rule-order.controller.js';
import { RulePage } from './rule-page.service.js';
import { RulesController } from './rules.controller.js';
import { TrialController } from './trial/trial.controller.js';
import { TrialPage } from './trial/trial-page.service.js';

/** The administrator's pages of the routing rules. */
@Module({
  imports: [
    CalendarModule,
    CatalogueModule,
    RequestsModule,
    RoutingModule,
    TerritoryModule,
    WebModule,
    WorkflowModule,
  ],
  controllers: [RulesController, RuleOrderController, TrialController],
  providers: [ExampleTrial, RuleChoicesReader, RuleImpact, RulePage, TrialPage],
})
export class RulesDoorModule {}
