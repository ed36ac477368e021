import { Module } from '@nestjs/common';
import { DefinitionsController } from './definitions.controller.js';

/** Numbers for everybody. */
@Module({ controllers: [DefinitionsController] })
export class CitizensStatisticsModule {}
