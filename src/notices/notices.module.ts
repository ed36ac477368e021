import { Global, Module } from '@nestjs/common';
import { DeliveryNotices } from './delivery-notices.js';
import { Notices } from './notices.service.js';
import { StandingNotices } from './standing-notices.service.js';
import { SubjectSource } from './subject-source.js';

@Global()
@Module({
  providers: [Notices, StandingNotices, SubjectSource, DeliveryNotices],
  exports: [Notices, StandingNotices, SubjectSource],
})
export class NoticesModule {}
