import { Module } from '@nestjs/common';
import { CatalogueModule } from '../../catalogue/catalogue.module.js';
import { RequestsModule } from '../../requests/requests.module.js';
import { WorkflowModule } from '../../workflow/workflow.module.js';
import { ImportRequests } from './import-requests.service.js';

/** The door for other systems' records. */
@Module({
  imports: [RequestsModule, CatalogueModule, WorkflowModule],
  providers: [ImportRequests],
  exports: [ImportRequests],
})
export class ImportsModule {}
