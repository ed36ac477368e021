import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { MonthPublishing } from '../../statistics/months/month-publishing.service.js';
import { DistrictDigests } from '../../statistics/partners/districts/district-digests.service.js';
import { MonthPost } from '../../statistics/post/month-post.service.js';

/** What happens when a month is over: it is published first, since everybody is sent the published figures. */
@Injectable()
export class MonthTurn {
  constructor(
    private readonly publishing: MonthPublishing,
    private readonly post: MonthPost,
    private readonly districts: DistrictDigests,
    private readonly clock: Clock,
  ) {}

  async take(): Promise<void> {
    await this.publishing.publishDue();
    await this.post.postDue(this.clock.now());
    await this.districts.postDue(this.clock.now());
  }
}
