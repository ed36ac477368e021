import { Module, type OnModuleInit } from '@nestjs/common';
import { PartnersModule } from '../../partners/partners.module.js';
import { RequestsModule } from '../../requests/requests.module.js';
import { Navigation } from '../../web/navigation.js';
import { WebModule } from '../../web/web.module.js';
import { ImapPoll } from './imap-poll.service.js';
import { MailIntake } from './mail-intake.service.js';
import { MailedAnswers } from './mailed-answers.service.js';
import { SmtpListener } from './smtp-listener.service.js';
import { WaitingMailController } from './waiting-mail.controller.js';

/** Mail that comes in: answers to our letters, refusals of them, and what has to be looked at. */
@Module({
  imports: [PartnersModule, RequestsModule, WebModule],
  controllers: [WaitingMailController],
  providers: [ImapPoll, MailIntake, MailedAnswers, SmtpListener],
})
export class MailboxModule implements OnModuleInit {
  constructor(private readonly navigation: Navigation) {}

  onModuleInit(): void {
    this.navigation.add({
      section: 'offices',
      href: '/ufficio/posta',
      label: 'mailbox:nav',
      permission: 'requests.take-message',
      order: 45,
    });
  }
}
