import { Module } from '@nestjs/common';
import { AccountsModule } from '../../../accounts/accounts.module.js';
import { WorkflowModule } from '../../../workflow/workflow.module.js';
import { TownAccounts } from './town-accounts.service.js';
import { TownConfiguration } from './town-configuration.service.js';
import { TownEndpoints } from './town-endpoints.service.js';
import { TownLoader } from './town-loader.service.js';
import { TownSeeding } from './town-seeding.service.js';

/** Brings a town's configuration file into the database: for `seed` and `demo`. */
@Module({
  imports: [AccountsModule, WorkflowModule],
  providers: [TownAccounts, TownConfiguration, TownEndpoints, TownLoader, TownSeeding],
  exports: [TownSeeding],
})
export class TownModule {}
