import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
  UseFilters,
} from '@nestjs/common';
import type { Request } from 'express';
import type { Permission } from './permissions.js';
import { SignInRedirect } from './sign-in-required.js';
import type { Viewer } from './viewer.js';

/** What a handler declares about who may call it. A handler that declares nothing is refused. */
export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'allow'; readonly permissions: readonly Permission[] }
  | { readonly kind: 'ticket-holder' }
  | { readonly kind: 'any-viewer' }
  | { readonly kind: 'signed-in' };

export const ACCESS_RULE = 'iter:access-rule';

/** Everybody. The viewer is `nobody` unless the caller has proved to be somebody; wrong proof is still refused. */
export function Public(): MethodDecorator & ClassDecorator {
  return declare({ kind: 'public' });
}

/** An office or partner viewer who has at least one of these permissions. */
export function Allow(
  first: Permission,
  ...more: readonly Permission[]
): MethodDecorator & ClassDecorator {
  return declare({ kind: 'allow', permissions: [first, ...more] });
}

/** A browser that has proved the ticket named by the route's `:ticketNumber` (without one: the ticket proved last). */
export function TicketHolder(): MethodDecorator & ClassDecorator {
  return declare({ kind: 'ticket-holder' });
}

/** Anybody but nobody: citizen, office or partner. The service's finder decides what is theirs. */
export function AnyViewer(): MethodDecorator & ClassDecorator {
  return declare({ kind: 'any-viewer' });
}

/** A person with an account, whatever their role; also one who must choose a password before anything else. */
export function SignedIn(): MethodDecorator & ClassDecorator {
  return declare({ kind: 'signed-in' });
}

/** Who is asking, as the guard found out. */
export const CurrentViewer = createParamDecorator(
  (_: unknown, context: ExecutionContext): Viewer => {
    return viewerOf(context.switchToHttp().getRequest<Request>());
  },
);

declare module 'express-serve-static-core' {
  interface Request {
    viewer?: Viewer;
  }
}

/** For what is not a handler's parameter: layouts, logs. `nobody` before the guard has run. */
export function viewerOf(req: Request): Viewer {
  return req.viewer ?? { kind: 'nobody' };
}

function declare(rule: AccessRule): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(ACCESS_RULE, rule), UseFilters(SignInRedirect));
}
