import { Module } from '@nestjs/common';
import { WebModule } from '../web/web.module.js';
import { WorkflowDrafts } from './drafts/workflow-drafts.service.js';
import { WorkflowLibrary } from './drafts/workflow-library.service.js';
import { WorkflowDrawings } from './drawing/workflow-drawings.service.js';
import { WorkflowStart } from './workflow-start.service.js';
import { Workflows } from './workflow.service.js';
import { WorkflowsInUse } from './workflows-in-use.service.js';

const services = [Workflows, WorkflowsInUse, WorkflowDrafts, WorkflowLibrary, WorkflowDrawings];

@Module({ imports: [WebModule], providers: [...services, WorkflowStart], exports: services })
export class WorkflowModule {}
