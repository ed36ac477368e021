import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../../../deliveries/deliveries.module.js';
import { FilesModule } from '../../../files/files.module.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.service.js';

@Module({
  imports: [DeliveriesModule, FilesModule],
  controllers: [HealthController],
  providers: [Readiness],
})
export class HealthModule {}
