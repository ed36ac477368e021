import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { AuditModule } from '../proof/audit.module.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { Routing } from './routing.service.js';
import { RuleBook } from './rule-book.service.js';
import { RuleInspection } from './rule-inspection.service.js';
import { RuleWatch } from './rule-watch.service.js';

@Module({
  imports: [AuditModule, CatalogueModule, WorkflowModule],
  providers: [Routing, RuleBook, RuleInspection, RuleWatch],
  exports: [Routing, RuleBook, RuleInspection, RuleWatch],
})
export class RoutingModule {}
