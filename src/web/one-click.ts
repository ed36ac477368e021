/**
 * The button "unsubscribe" of a mail program (RFC 8058): it POSTs to the address in the letter's head, from a server somewhere, without a
 * cookie and so without a form of ours. What lets it in is the address itself, which is signed.
 */
import { type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import { isMultipart } from './uploads.js';

const ONE_CLICK = 'iter:one-click';

/** The handler takes a POST from anywhere: whoever knows its address may. Only for addresses that hold a signed token. */
export function TakesOneClick(): MethodDecorator {
  return SetMetadata(ONE_CLICK, true);
}

export function takesOneClick(context: ExecutionContext): boolean {
  return Reflect.getMetadata(ONE_CLICK, context.getHandler()) === true; // set by the decorator above
}

/** From a mail program, which shows nobody a page; else from a form of ours. */
export function isOneClick(req: Request): boolean {
  const body: unknown = req.body;
  const isNamed = typeof body === 'object' && body !== null && 'List-Unsubscribe' in body;
  return isMultipart(req) || isNamed;
}
