import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SettingsModule } from '../settings/settings.module.js';
import { AccessGuard } from './access.guard.js';
import { Identification } from './identification.service.js';
import { Attempts } from './limits/attempts.service.js';
import { Counters } from './limits/counters.service.js';
import { FailureBook } from './limits/failure-book.service.js';
import { FilingLimits } from './limits/filing-limits.service.js';
import { SessionKeeper } from './sessions/session-keeper.service.js';
import { SessionStore } from './sessions/session-store.js';
import { Sessions } from './sessions/sessions.service.js';
import { TicketProof } from './ticket-proof.service.js';
import { ViewerSources } from './viewer-source.js';
import { Rounds } from '../shared/rounds.js';

/** Who is asking, for every handler: the deny guard, browser sessions, limits against guessing. */
@Global()
@Module({
  imports: [SettingsModule],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    Identification,
    TicketProof,
    ViewerSources,
    Counters,
    Attempts,
    FailureBook,
    FilingLimits,
    SessionStore,
    SessionKeeper,
    Sessions,
  ],
  exports: [
    ViewerSources,
    TicketProof,
    Attempts,
    FilingLimits,
    Counters,
    SessionStore,
    SessionKeeper,
    Sessions,
  ],
})
export class AccessModule implements OnModuleInit {
  constructor(
    private readonly rounds: Rounds,
    private readonly sessions: SessionStore,
  ) {}

  onModuleInit(): void {
    const run = () => this.sessions.sweep();
    this.rounds.add({ name: 'sessions', everyMs: 15 * 60_000, run });
  }
}
