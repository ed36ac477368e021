import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-local';
import { clientOf, coarseClientOf } from '../access/limits/client.js';
import { SignIn, type SignInAnswer } from './sign-in.service.js';

/** Passport's `local` strategy: username and password of the sign-in form, proved by {@link SignIn}. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(private readonly signIn: SignIn) {
    super({ usernameField: 'username', passwordField: 'password', passReqToCallback: true });
  }

  /** What is answered here becomes the `user` of passport: also a refusal, which the page has to tell. */
  validate(req: Request, username: string, password: string): Promise<SignInAnswer> {
    const client = clientOf(req);
    return this.signIn.check({ username, password, client, coarseClient: coarseClientOf(req) });
  }
}
