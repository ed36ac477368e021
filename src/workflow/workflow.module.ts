import { Module } from '@nestjs/common';
import { Workflows } from './workflow.service.js';

@Module({ providers: [Workflows], exports: [Workflows] })
export class WorkflowModule {}
