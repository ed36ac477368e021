import { Module } from '@nestjs/common';
import { WorkflowModule } from '../../workflow/workflow.module.js';
import { WorkflowsController } from './workflows.controller.js';

/** The door through which anybody reads how the council works. */
@Module({ imports: [WorkflowModule], controllers: [WorkflowsController] })
export class WorkflowsDoorModule {}
