import { Module, type OnModuleInit } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { PartnersModule } from '../../partners/partners.module.js';
import { RequestsModule } from '../../requests/requests.module.js';
import { Rounds } from '../../shared/rounds.js';
import { Navigation } from '../../web/navigation.js';
import { WebModule } from '../../web/web.module.js';
import { WorksheetsModule } from '../../worksheets/worksheets.module.js';
import { BouncedController } from './bounced.controller.js';
import { BouncedList } from './bounced-list.service.js';
import { ImapPoll } from './imap-poll.service.js';
import { MailIntake } from './mail-intake.service.js';
import { MailedAnswers } from './mailed-answers.service.js';
import { MailedSheets } from './mailed-sheets.service.js';
import { SmtpListener } from './smtp-listener.service.js';
import { WaitingMailController } from './waiting-mail.controller.js';

/** Mail that comes in: answers to our letters, refusals of them, and what has to be looked at. */
@Module({
  imports: [PartnersModule, RequestsModule, WebModule, WorksheetsModule],
  controllers: [BouncedController, WaitingMailController],
  providers: [BouncedList, ImapPoll, MailIntake, MailedAnswers, MailedSheets, SmtpListener],
})
export class MailboxModule implements OnModuleInit {
  constructor(
    private readonly navigation: Navigation,
    private readonly environment: Environment,
    private readonly rounds: Rounds,
    private readonly imap: ImapPoll,
  ) {}

  onModuleInit(): void {
    if (this.environment.imapUrl)
      this.rounds.add({ name: 'mailbox', everyMs: 60_000, run: () => this.imap.poll() });
    this.navigation.add({
      section: 'offices',
      href: '/ufficio/posta',
      label: 'mailbox:nav',
      permission: 'requests.take-message',
      order: 45,
    });
    this.navigation.add({
      section: 'offices',
      href: '/ufficio/indirizzi-respinti',
      label: 'respinti:nav',
      permission: ['requests.take-message', 'deliveries.see'],
      order: 950,
    });
  }
}
