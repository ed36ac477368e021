import { Global, Module } from '@nestjs/common';
import { DeliveryNotices } from './delivery-notices.js';
import { Notices } from './notices.service.js';
import { SubjectSource } from './subject-source.js';

@Global()
@Module({
  providers: [Notices, SubjectSource, DeliveryNotices],
  exports: [Notices, SubjectSource],
})
export class NoticesModule {}
