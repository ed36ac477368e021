import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { AccountQueries } from './account-queries.js';
import { AccountViewers } from './account-viewers.service.js';
import { Accounts } from './accounts.service.js';
import { LocalStrategy } from './local.strategy.js';
import { Passwords } from './passwords/passwords.service.js';
import { PasswordWriter } from './passwords/password-writer.service.js';
import { StaffPasswords } from './passwords/staff-passwords.service.js';
import { PartnerPeople } from './partner-people.service.js';
import { Roles } from './roles.service.js';
import { SignIn } from './sign-in.service.js';
import { SignInJournal } from './sign-in-journal.service.js';
import { TokenQueries } from './token-queries.js';
import { Tokens } from './tokens.service.js';

/** People with a sign-in, their roles, passwords and tokens. */
@Module({
  imports: [PassportModule],
  providers: [
    Accounts,
    AccountQueries,
    AccountViewers,
    LocalStrategy,
    PartnerPeople,
    Passwords,
    PasswordWriter,
    StaffPasswords,
    Roles,
    SignIn,
    SignInJournal,
    TokenQueries,
    Tokens,
  ],
  exports: [
    Accounts,
    AccountQueries,
    AccountViewers,
    PartnerPeople,
    Roles,
    SignIn,
    SignInJournal,
    StaffPasswords,
    TokenQueries,
    Tokens,
  ],
})
export class AccountsModule {}
