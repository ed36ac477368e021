import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../../../deliveries/deliveries.module.js';
import { FilesModule } from '../../../files/files.module.js';
import { RequestsModule } from '../../../requests/requests.module.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.service.js';
import { Readiness } from './readiness.service.js';

@Module({
  imports: [DeliveriesModule, FilesModule, RequestsModule],
  controllers: [HealthController],
  providers: [Metrics, Readiness],
})
export class HealthModule {}
