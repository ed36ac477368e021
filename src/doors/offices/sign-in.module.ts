import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { WebModule } from '../../web/web.module.js';
import { SignInController } from './sign-in.controller.js';

/** The way in and out for people with an account: council, helpers, partners. */
@Module({ imports: [AccountsModule, WebModule], controllers: [SignInController] })
export class SignInModule {}
