import { Global, Module } from '@nestjs/common';
import { Clock } from '../shared/clock.js';
import { Rounds } from '../shared/rounds.js';
import { Environment, readEnvironment } from './environment.js';
import { Vault } from './vault.js';

/** Gives every module the checked environment, the clock, the rounds and the vault. */
@Global()
@Module({
  providers: [{ provide: Environment, useFactory: () => readEnvironment() }, Clock, Rounds, Vault],
  exports: [Environment, Clock, Rounds, Vault],
})
export class ConfigModule {}
