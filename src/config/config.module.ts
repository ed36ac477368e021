import { Global, Module } from '@nestjs/common';
import { Clock } from '../shared/clock.js';
import { Environment, readEnvironment } from './environment.js';
import { Vault } from './vault.js';

/** Gives every module the checked environment, the clock and the vault. */
@Global()
@Module({
  providers: [{ provide: Environment, useFactory: () => readEnvironment() }, Clock, Vault],
  exports: [Environment, Clock, Vault],
})
export class ConfigModule {}
