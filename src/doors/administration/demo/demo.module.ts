import { Module } from '@nestjs/common';
import { AccountsModule } from '../../../accounts/accounts.module.js';
import { DeliveriesModule } from '../../../deliveries/deliveries.module.js';
import { RequestsModule } from '../../../requests/requests.module.js';
import { StatisticsModule } from '../../../statistics/statistics.module.js';
import { TownModule } from '../town/town.module.js';
import { Demo, DemoSecrets } from './demo.service.js';
import { DemoRatings } from './demo-ratings.service.js';
import { DemoHistory } from './demo-history.service.js';
import { DemoPeople } from './demo-people.service.js';
import { DemoTargets } from './demo-targets.service.js';
import { DemoTime } from './demo-time.service.js';

/** The invented town with a past: for `npm run demo` alone. */
@Module({
  imports: [AccountsModule, DeliveriesModule, RequestsModule, StatisticsModule, TownModule],
  providers: [Demo, DemoHistory, DemoRatings, DemoPeople, DemoSecrets, DemoTargets, DemoTime],
  exports: [Demo, DemoSecrets, DemoTargets],
})
export class DemoModule {}
