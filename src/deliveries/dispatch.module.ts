import { type DynamicModule, Module } from '@nestjs/common';
import { databaseKind } from '../config/database-kind.js';
import { Environment } from '../config/environment.js';
import { Channels } from './channels/channels.js';
import { MailChannel } from './channels/mail.channel.js';
import { WebhookChannel } from './channels/webhook.channel.js';
import { Checkpoints } from './checkpoints.js';
import { DispatchLimits } from './dispatch-limits.js';
import { DispatchService } from './dispatch.service.js';
import { Dispatcher } from './dispatcher.js';
import { Fallback } from './fallback.js';
import { Leases } from './leases.js';
import { OutcomeBook } from './outcome-book.js';
import { Postman } from './postman.js';
import { RedisBell } from './redis-bell.js';

/** What a process does for the post: `web` posts, and sends too where no worker can; `worker` sends. */
export type ProcessRole = 'web' | 'worker';

/**
 * Starts sending with the process and stops it with the process. Without Redis the web process sends; with Redis and PostgreSQL the
 * workers do; SQLite belongs to one process, which then does both.
 */
@Module({})
export class DispatchModule {
  static forRole(role: ProcessRole): DynamicModule {
    return {
      module: DispatchModule,
      providers: [
        ...[Channels, MailChannel, WebhookChannel, Checkpoints, DispatchLimits],
        ...[Fallback, Leases, OutcomeBook, Postman, Dispatcher, RedisBell, DispatchService],
        {
          provide: 'SENDS_HERE',
          useFactory: (environment: Environment) =>
            role === 'worker' || !environment.redisUrl || databaseKind === 'sqlite',
          inject: [Environment],
        },
      ],
      exports: [DispatchService],
    };
  }
}
