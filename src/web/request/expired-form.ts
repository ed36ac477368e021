import type { Request } from 'express';
import type { Problem } from '../answer.js';
import { typedValues } from '../forms.js';
import { isMultipart } from '../uploads.js';

/** The form ran out of its token, or the person of their session: what was typed is worth keeping. */
export function isExpiredForm(req: Request, problem: Problem): boolean {
  const isForm =
    req.is(['urlencoded', 'multipart']) !== false && req.is(['urlencoded', 'multipart']) !== null;
  const hasBody = Object.keys(typedValues(req.body)).length > 0;
  const isLost = problem.code === 'form-expired' || problem.code === 'sign-in-required';
  return req.method === 'POST' && isForm && hasBody && isLost;
}

/** The model of the page that gives it back: hidden fields and a button; passwords are typed again. */
export function expiredForm(req: Request): Record<string, unknown> {
  const fields = Object.entries(typedValues(req.body))
    .filter(([name]) => !/password|otp|codice/i.test(name))
    .flatMap(([name, value]) => [value].flat().map((text) => ({ name, value: text })));
  return { fields, action: req.originalUrl, hasFiles: isMultipart(req) };
}
