import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { SignInAnswer } from '../../accounts/sign-in.service.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** What passport's `local` strategy found. */
    signIn?: SignInAnswer;
  }
}

/** Runs passport's `local` strategy on the form; a wrong password is not thrown but left to the page to say. */
@Injectable()
export class SignInGuard extends AuthGuard('local') {
  override getAuthenticateOptions(_: ExecutionContext): { property: string; session: boolean } {
    return { property: 'signIn', session: false };
  }

  override handleRequest<Found>(error: unknown, found: Found): Found {
    if (error) throw error; // a gate that is full, a database that cannot answer
    return found;
  }
}
