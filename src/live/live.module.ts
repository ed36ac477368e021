import { Global, Module } from '@nestjs/common';
import { LiveChanges } from './live-changes.js';
import { LiveSource } from './live-source.js';
import { LiveStreams } from './live-streams.service.js';
import { RedisWakes } from './redis-wakes.js';

/** Pages that say by themselves that they are no longer new. */
@Global()
@Module({
  providers: [LiveChanges, LiveSource, LiveStreams, RedisWakes],
  exports: [LiveChanges, LiveSource, LiveStreams],
})
export class LiveModule {}
