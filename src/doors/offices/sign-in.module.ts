import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { WebModule } from '../../web/web.module.js';
import { OwnPasswordController } from './own-password.controller.js';
import { SignInController } from './sign-in.controller.js';

/** The way in and out for people with an account: council, helpers, partners. */
@Module({
  imports: [AccountsModule, WebModule],
  controllers: [SignInController, OwnPasswordController],
})
export class SignInModule {}
